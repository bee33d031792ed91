"""Runs the commands of the tutorial, the how-to guides and the explanations and renews the outputs they show."""

from __future__ import annotations

from tests.docs.shown import ROOT, RUN_PAGES, renew

for file in RUN_PAGES:
    old = file.read_text("utf-8")
    new = renew(old)
    if new != old:
        file.write_text(new, encoding="utf-8")
        print(f"renewed {file.relative_to(ROOT)}")
