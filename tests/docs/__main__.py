"""Renews what the documentation shows: the outputs of its commands, and the page of the interface for programs."""

from __future__ import annotations

from tests.docs.interface import PAGE, write_page
from tests.docs.shown import ROOT, RUN_PAGES, renew

for file in RUN_PAGES:
    old = file.read_text("utf-8")
    new = renew(old)
    if new != old:
        file.write_text(new, encoding="utf-8")
        print(f"renewed {file.relative_to(ROOT)}")

PAGE.write_text(write_page(), encoding="utf-8")
