"""What is shown of a part: blocks, the runs of claims in them, and what lies in a run."""

from __future__ import annotations

import pytest

from sumber.ledger.views import KeptClaim, KeptDocument
from sumber.model import Document, Span
from sumber.workbench.views.highlighting import Findings, NumberedClaim, ShownBlock, highlight
from sumber.workbench.views.parts import find_blocks
from tests.workbench.made_reports import Told, make_report, read_by_hand

TEXT = """Ships for Fiji

Norway sends two ships in June 2025, Ivo Merrin said, citing NRK.

“They leave soon,” he said."""


def _show(document: Document, *told: Told, **found: tuple[str, ...]) -> list[ShownBlock]:
    reading = read_by_hand(document, *told, **found)
    kept = KeptDocument(
        id="d",
        caller_id="a",
        publisher=None,
        url=None,
        title=None,
        language="en",
        published_at=None,
        byline=None,
        synthetic=False,
        kept_at="",
        version=1,
        text_sha256="",
        reader=None,
        claims=0,
    )
    claims = [
        NumberedClaim(place, KeptClaim(claim=claim, document=kept)) for place, claim in enumerate(reading.claims, 1)
    ]
    within = Span(0, len(document.text))
    blocks = find_blocks(document.text, within, document.language)
    return highlight(document.text, within, blocks, Findings(claims, reading.mentions, reading.dates))


def _runs(blocks: list[ShownBlock]) -> list[tuple[str, tuple[int, ...], list[int]]]:
    return [
        (
            "".join(part.words for bit in run.bits for part in bit.shown),
            run.claims,
            [each.number for each in run.begins],
        )
        for block in blocks
        for run in block.runs
    ]


def test_blocks_keep_their_kind_and_their_words() -> None:
    blocks = _show(make_report(TEXT))
    assert [block.kind for block in blocks] == ["headline", "paragraph", "paragraph"]
    assert "\n\n".join(block.words for block in blocks) == TEXT


CLAIMS = [
    ("one", "abc def ghi", ["def"], [("abc ", (), []), ("def", (1,), [1]), (" ghi", (), [])]),
    (
        "nested",
        "abc def ghi",
        ["abc def ghi", "def"],
        [("abc ", (1,), [1]), ("def", (1, 2), [2]), (" ghi", (1,), [])],
    ),
    (
        "overlapping",
        "abc def ghi",
        ["abc def", "def ghi"],
        [("abc ", (1,), [1]), ("def", (1, 2), [2]), (" ghi", (2,), [])],
    ),
    ("of the same words", "abc def", ["abc def", "abc def"], [("abc def", (1, 2), [1, 2])]),
    ("over two blocks", "abc\ndef", ["abc\ndef"], [("abc", (1,), [1]), ("def", (1,), [])]),
    ("beginning between blocks", "abc\n\ndef", ["\ndef"], [("abc", (), []), ("def", (1,), [1])]),
    (
        "of Hangul, astral and joined signs",
        "배 \U0001f6a2 e\u0301 두 척",
        ["\U0001f6a2 e", "\u0301 두"],
        [("배 ", (), []), ("\U0001f6a2 e", (1,), [1]), ("\u0301 두", (2,), [2]), (" 척", (), [])],
    ),
    ("of right-to-left words", "אב גד הו", ["גד"], [("אב ", (), []), ("גד", (1,), [1]), (" הו", (), [])]),
]


@pytest.mark.parametrize(("text", "claims", "runs"), [case[1:] for case in CLAIMS], ids=[case[0] for case in CLAIMS])
def test_runs_are_covered_by_the_same_claims_and_every_claim_begins_once(
    text: str, claims: list[str], runs: list[tuple[str, tuple[int, ...], list[int]]]
) -> None:
    assert _runs(_show(make_report(text, language=None), *map(Told, claims))) == runs


def test_names_dates_and_the_links_of_claims_are_told_where_they_stand() -> None:
    told = Told("Norway sends two ships in June 2025", by="Ivo Merrin", cue="said", through="NRK")
    blocks = _show(make_report(TEXT), told, names=("Norway", "NRK"), dates=("June 2025",))
    bits = {bit.shown[0].words: bit for block in blocks for run in block.runs for bit in run.bits}
    assert bits["Norway"].name is not None
    assert bits["Norway"].name.entity is not None
    assert bits["June 2025"].date is not None
    assert bits["Ivo Merrin"].origins == (1,)
    assert (bits["NRK"].relays, bits["NRK"].name is not None) == ((1,), True)
    assert bits["said"].cues == (1,)
    assert bits["Ivo Merrin"].anchor == TEXT.index("Ivo Merrin")
    assert bits[" sends two ships in "].anchor is None
