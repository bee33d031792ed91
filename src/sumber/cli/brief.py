"""`sumber brief`: chosen claims' propositions as a document with footnotes."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from sumber.brief.formats import get_format
from sumber.brief.gathering import Head, make_brief
from sumber.brief.words import get_brief_words
from sumber.cli.exits import EXIT_OK
from sumber.cli.relating import open_related
from sumber.cli.spelling import count_of
from sumber.errors import UsageError
from sumber.ledger.opening import now_text
from sumber.relating.tools import Tools
from sumber.settings import read_settings

_TEXTS = ("md", "html")


def run_brief(options: Namespace, tools: Tools | None = None) -> int:
    """Write the brief to a file or, as text, to standard output."""
    form = _choose_format(options)
    write = get_format(form)
    with open_related(options, tools) as (ledger, project), ledger.reading() as connection:
        head = Head(
            title=options.title or "Brief",
            made_at=now_text(),
            made_by=" ".join((options.decided_by or read_settings().name).split()),
            project=ledger.project,
            names_in_full=options.names_in_full,
            with_synthetic=options.with_synthetic,
        )
        brief = make_brief(connection, project, options.claims, head)
    content = write(brief, get_brief_words(options.language))
    if options.out:
        Path(options.out).write_bytes(content)
        told = f"{count_of(len(brief.items), 'matter')}, {count_of(len(brief.notes), 'footnote')}"
        print(f"sumber: {options.out}: {told}", file=sys.stderr)
    else:
        sys.stdout.write(content.decode("utf-8"))
    return EXIT_OK


def _choose_format(options: Namespace) -> str:
    """The format asked for, else by the file's ending, else Markdown; UsageError for a binary one on a terminal or pipe."""
    ending = Path(options.out).suffix.removeprefix(".").lower() if options.out else ""
    form = str(options.form or {"htm": "html", "markdown": "md"}.get(ending, ending) or "md")
    if not options.out and form not in _TEXTS:
        raise UsageError("S324", f"a brief in the format {form} needs a file: give one with --out FILE.{form}")
    return form
