"""A small ledger for the pages: invented reports read by the rules, related by their words alone, some of them hostile."""

from __future__ import annotations

from sumber.ledger import Arrival, keep, open_ledger
from sumber.model import Document
from sumber.pipeline import open_reader, read_document
from tests.relating.reports import relate_all

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
SHIPS = "Norway handed over twelve patrol ships to Fiji in June 2025"
HARBOUR = "The northern harbour burnt down during a heavy storm, harbour master Pia Lund said."
MET = "Norway, Fiji, Malta and Chad met."
_REPORTS = (
    ("post", "Halden Post", "en", "Ships for Fiji", f"{MET}\n\n{SHIPS}, Admiral Ivo Merrin said.\n\n{HARBOUR}"),
    ("radio", "Radio Vardal", "en", "Fiji's navy grows", f"{MET}\n\n{SHIPS}, Minister Ana Kolb said."),
    (
        "denial",
        "Kabar Utara",
        "en",
        "Fiji denies",
        f"{MET}\n\nDefence spokesman Zed Abo denied on Tuesday that {SHIPS.replace('Norway', 'Norway had')}.",
    ),
    (
        "id",
        "Lentera Selat",
        "id",
        "Korut uji rudal",
        'Korea Utara menembakkan tiga rudal ke Laut Jepang pada Senin, kata Jenderal Lee Sung-joon.\n\n"Kami memantau," ujarnya.',
    ),
    (
        "hostile",
        f'"{IMAGE} Daily',
        "en",
        f"{SCRIPT} & sons",
        f'"{IMAGE} ships sank near Oslo," Minister Ivo {SCRIPT} Merrin said on Monday.\n\nThe {SCRIPT} fleet sank near Oslo, Admiral Ivo Merrin said.',
    ),
)
FURTHER = 30
"""Reports of one sentence each, so that a search has several pages."""


def fill_ledger(address: str) -> None:
    """Read, keep and relate the reports; the hostile one came last."""
    reader = open_reader("lexical")
    documents = [
        Document(
            id=f"more-{number}",
            text=f"Vessel number {number} left the port of Suva, Captain Joni Tuva said.",
            publisher="Suva Harbour News",
            language="en",
            published_at="2025-06-10",
            synthetic=True,
        )
        for number in range(FURTHER)
    ]
    documents += [
        Document(
            id=name,
            text=text,
            publisher=publisher,
            language=language,
            title=title,
            published_at="2025-06-12",
            synthetic=True,
        )
        for name, publisher, language, title, text in _REPORTS
    ]
    with open_ledger(address, may_write=True) as ledger:
        keep(ledger, [Arrival(each, read_document(each, reader)) for each in documents])
        relate_all(ledger)
