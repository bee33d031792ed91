"""Settings of the documentation build (`python3 dev.py docs`)."""

from __future__ import annotations

project = "Sumber"
author = "the Sumber contributors"
copyright = author  # noqa: A001  # the name Sphinx reads
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
exclude_patterns: list[str] = []
html_theme = "furo"
html_title = "Sumber"
html_show_sphinx = False
default_role = "code"
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
