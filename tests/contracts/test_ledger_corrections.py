"""A claim is found by what it was corrected to, in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from sumber.ledger import Filters, Ledger, open_ledger
from sumber.ledger.corrected import corrected_fields, keep_last_corrections
from sumber.ledger.erasing import erase_document
from sumber.ledger.finding import build_query, count_claims, facets_of, find_claims
from sumber.ledger.indexing import rebuild_index
from sumber.ledger.judgements import Judgement
from sumber.ledger.judging import Decision, judge
from sumber.ledger.rereading import iter_rereadings
from sumber.ledger.schema import judgements
from sumber.ledger.stores import INDEXES
from sumber.ledger.tokens import facet, name_facet
from sumber.model import Document, ReaderVersion, Reading
from tests.ledgers import TEXT, add, make_document, make_reading, search

SHIPS = "Norway will hand over two ships in June 2025"


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        add(opened, make_document(), make_document("Fiji tests it.", id="b"))
        yield opened


def _correct(ledger: Ledger, **value: Any) -> Judgement:
    subject = next(found.claim.id for found in search(ledger) if found.claim.text == SHIPS)
    return judge(ledger, Decision(kind="correct", subject=subject, decided_by="Ana", value=value))


def _finds(ledger: Ledger, filters: Filters) -> bool:
    return SHIPS in [found.claim.text for found in search(ledger, filters)]


def _asks(name: Any, *values: str) -> Filters:
    return Filters(facets=(facets_of(name, values),))


CORRECTED: list[tuple[dict[str, Any], Filters]] = [
    ({"stance": "promises"}, _asks("stance", "promises")),
    ({"mode": "direct"}, _asks("mode", "direct")),
    ({"event": "deploy"}, _asks("event", "deploy")),
    ({"actor": ["DPRK"]}, _asks("actor", "Q423")),
    ({"recipient": ["Q712", "КНДР"]}, _asks("recipient", "Q423")),
    ({"origin": "Japan"}, _asks("origin", "Q17")),
    ({"place": "Norway"}, _asks("place", "Q20")),
    ({"object": "three frigates"}, Filters(words="frigate")),
    ({"actor": ["Harbour Board of Suva"]}, Filters(words="harbour suva")),
    ({"time": "2031-02"}, Filters(earliest="2031-02-10", latest="2031-02-20")),
    ({"time": "2031"}, Filters(earliest="2030-12-01", latest="2039-12-31")),
    ({"stance": "promises", "actor": ["DPRK"]}, Filters(words="ships", facets=((facet("actor", "Q423"),),))),
]


@pytest.mark.parametrize(("value", "filters"), CORRECTED)
def test_claim_is_found_by_its_correction_until_it_is_taken_back(
    ledger: Ledger, value: dict[str, Any], filters: Filters
) -> None:
    assert not _finds(ledger, filters)
    judgement = _correct(ledger, **value)
    assert _finds(ledger, filters)
    (found,) = (each for each in search(ledger, filters) if each.claim.text == SHIPS)
    assert corrected_fields(found.judgements) == value
    with ledger.writing() as connection:
        rebuild_index(ledger, connection)
    assert _finds(ledger, filters)
    undone = judge(ledger, Decision(kind="undo", subject=judgement.id, decided_by="Ben"))
    assert not _finds(ledger, filters)
    judge(ledger, Decision(kind="undo", subject=undone.id, decided_by="Ben"))
    assert _finds(ledger, filters)


def test_what_was_read_finds_it_too_and_is_counted_once(ledger: Ledger) -> None:
    _correct(ledger, stance="promises")
    for filters in (_asks("stance", "asserts"), _asks("stance", "promises"), Filters(words="ships"), Filters()):
        assert _finds(ledger, filters)
        found = search(ledger, filters)
        assert len({each.claim.id for each in found}) == len(found)
        with ledger.reading() as connection:
            count = count_claims(connection, ledger.store, build_query(1, filters), filters)
        assert count == (len(found), False)


def test_later_correction_of_a_field_goes_before_an_earlier_one(ledger: Ledger) -> None:
    _correct(ledger, stance="promises")
    _correct(ledger, stance="predicts")
    assert _finds(ledger, _asks("stance", "predicts"))
    assert not _finds(ledger, _asks("stance", "promises"))
    _correct(ledger, mode="direct")
    assert _finds(ledger, _asks("stance", "predicts"))


def test_corrections_of_one_claim_are_found_by_one_query(ledger: Ledger) -> None:
    first = _correct(ledger, actor=["DPRK"], stance="promises")
    second = _correct(ledger, object="three frigates")
    both = Filters(words="frigates", facets=(facets_of("actor", ("Q423",)), facets_of("stance", ("promises",))))
    assert _finds(ledger, both)
    as_read = Filters(words="frigates", facets=(facets_of("actor", ("Q20",)), facets_of("stance", ("asserts",))))
    assert not _finds(ledger, as_read)
    undone = judge(ledger, Decision(kind="undo", subject=first.id, decided_by="Ben"))
    assert not _finds(ledger, both)
    assert _finds(ledger, as_read)
    judge(ledger, Decision(kind="undo", subject=second.id, decided_by="Ben"))
    assert not _finds(ledger, Filters(words="frigates"))
    judge(ledger, Decision(kind="undo", subject=undone.id, decided_by="Ben"))
    assert _finds(ledger, _asks("actor", "Q423"))
    assert not _finds(ledger, both)
    with ledger.writing() as connection:
        rebuild_index(ledger, connection)
    assert _finds(ledger, _asks("actor", "Q423"))
    assert not _finds(ledger, both)


def test_day_of_a_claim_is_that_of_its_last_correction(ledger: Ledger) -> None:
    _correct(ledger, time="2031-02")
    _correct(ledger, object="frigates")
    assert _finds(ledger, Filters(words="frigates", earliest="2031-02-10", latest="2031-02-20"))
    _correct(ledger, time="2032")
    assert not _finds(ledger, Filters(words="frigates", earliest="2031-02-10", latest="2031-02-20"))
    assert _finds(ledger, Filters(words="frigates", earliest="2032-12-01"))


def test_what_is_shown_of_corrections_is_the_last_of_each_field(ledger: Ledger) -> None:
    _correct(ledger, stance="promises", mode="direct")
    _correct(ledger, stance="predicts")
    _correct(ledger, stance="warns")
    (found,) = (each for each in search(ledger) if each.claim.text == SHIPS)
    assert [each.value for each in keep_last_corrections(found.judgements)] == [{"mode": "direct"}, {"stance": "warns"}]


def test_correction_to_a_person_of_no_list_is_no_filter(ledger: Ledger) -> None:
    _correct(ledger, actor=["Ivo Merrin"])
    assert not _finds(ledger, Filters(facets=((name_facet("actor", "ivo merrin"),),)))
    assert _finds(ledger, Filters(words="Merrin"))


def test_correction_follows_the_words_through_a_better_reading(ledger: Ledger) -> None:
    _correct(ledger, stance="promises")

    def read(document: Document) -> Reading:
        reading = make_reading(document, ReaderVersion(name="by hand", version="2"))
        return replace(reading, claims=tuple(replace(claim, id="9" + claim.id[1:]) for claim in reading.claims))

    assert all(told.is_news for told in iter_rereadings(ledger, read))
    (found,) = search(ledger, _asks("stance", "promises"))
    assert (found.claim.text, found.claim.id[0]) == (SHIPS, "9")
    add(ledger, make_document(TEXT.replace("two", "three")))
    assert search(ledger, _asks("stance", "promises")) == []


def test_pages_hold_corrected_claims_in_their_place(ledger: Ledger) -> None:
    add(ledger, *(make_document(f"Norway tests it. {number}.", id=str(number)) for number in range(5)))
    _correct(ledger, event="other")
    filters = _asks("event", "other")
    query = build_query(1, filters)
    seen: list[int] = []
    after: int | None = None
    while True:
        with ledger.reading() as connection:
            page = find_claims(connection, ledger.store, query, filters, (2, after))
        seen += page.numbers
        after = page.after
        if after is None:
            break
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == len(search(ledger, filters)) == 13


def test_erasure_takes_corrections_out_of_the_index(ledger: Ledger) -> None:
    judge(ledger, Decision(kind="undo", subject=_correct(ledger, stance="warns").id, decided_by="Ana", reason="no"))
    judge(ledger, Decision(kind="undo", subject=_correct(ledger, mode="direct").id, decided_by="Ana"))
    _correct(ledger, object="Zebrafish")
    judge(ledger, Decision(kind="undo", subject=_correct(ledger, mode="direct").id, decided_by="Ana"))
    (found,) = search(ledger, Filters(words="Zebrafish"))
    erase_document(ledger, found.document.id, reason="court order", decided_by="Ben")
    assert search(ledger, Filters(words="Zebrafish")) == []
    with ledger.reading() as connection:
        assert connection.execute(select(judgements)).all() == []
    with ledger.reading() as connection:
        for index in INDEXES:
            match = ledger.store.find_matches(index, build_query(1, Filters(words="Zebrafish"), is_only_project=True))
            statement = match.source.select().where(match.condition)
            assert connection.execute(statement).all() == []
