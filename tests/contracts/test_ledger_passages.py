"""A report's history, what stands in a stretch of it, and its relatives are told alike by every kind of store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from sumber.errors import LedgerError
from sumber.ledger import Arrival, Ledger, keep, open_ledger
from sumber.ledger.histories import get_history
from sumber.ledger.passages import (
    count_claims_of,
    find_claim_spot,
    find_claims_within,
    find_dates_within,
    find_mentions_within,
    get_claim_with_reasons,
)
from sumber.ledger.profiles import find_numbers, is_profiled
from sumber.ledger.relations import count_documents_related, find_documents_related
from sumber.model import Reason, Span
from tests.ledgers import READER, TEXT, add, make_document, make_reading
from tests.relating.reports import Said, add_reports, make_report, relate_all

MAIN = 1
LATER = TEXT.replace("two ships", "nine ships")
WHY = (Reason(rule="by hand", detail="a person found it"),)


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        yield opened


def test_a_history_tells_versions_originals_and_the_readings_that_are_shown(ledger: Ledger) -> None:
    first = make_document(url="https://halden.example/ships")
    (kept,) = add(ledger, first)
    page = replace(first, original=b"<html>" + TEXT.encode())
    newer = replace(READER, version="2")
    keep(ledger, [Arrival(page, make_reading(page, newer)), Arrival(replace(first, text=LATER), None)])
    with ledger.reading() as connection:
        history = get_history(connection, MAIN, kept.document)
        assert [version.number for version in history.versions] == [1, 2]
        assert history.newest == 2
        one, two = history.versions
        assert {capture.size for capture in one.captures} == {len(TEXT), len(TEXT) + len("<html>")}
        assert one.reading is not None
        assert (one.readings, one.reading.reader) == (2, newer)
        assert (two.readings, two.reading) == (0, None)
        assert history.get_version(None) == two
        assert history.get_version(1) == one
        with pytest.raises(LedgerError, match="versions 1 to 2, none 3"):
            history.get_version(3)
        with pytest.raises(LedgerError, match="no document"):
            get_history(connection, MAIN, "f" * 20)


def test_findings_are_told_by_the_stretch_they_share_a_sign_with(ledger: Ledger) -> None:
    (kept,) = add(ledger, make_document(), reasons=WHY)
    with ledger.reading() as connection:
        version = get_history(connection, MAIN, kept.document).get_version(None)
        assert version.reading is not None
        no = version.reading.no
        everywhere, end = Span(0, len(TEXT)), TEXT.index(". Fiji")
        spots = find_claims_within(connection, no, everywhere, 10)
        assert [spot.span.of(TEXT) for spot in spots] == TEXT.rstrip(".").split(". ")
        assert count_claims_of(connection, no) == 2
        assert [spot.position for spot in find_claims_within(connection, no, Span(end - 1, end), 10)] == [0]
        assert find_claims_within(connection, no, Span(end, end + 1), 10) == []
        assert find_claims_within(connection, no, everywhere, 1) == spots[:1]
        assert find_claim_spot(connection, no, spots[1].id[:8]) == spots[1]
        assert find_claim_spot(connection, no, "f" * 20) is None
        names = find_mentions_within(connection, no, everywhere, 10)
        assert [(each.text, each.entity.id if each.entity else None) for each in names] == [
            ("Norway", "Q20"),
            ("Fiji", "Q712"),
        ]
        assert find_mentions_within(connection, no, Span(end, len(TEXT)), 10) == names[1:]
        (date,) = find_dates_within(connection, no, everywhere, 10)
        assert (date.text, date.earliest) == ("June 2025", "2025-06-01")
        assert get_claim_with_reasons(connection, spots[1].no).reasons == WHY


def test_relatives_are_told_from_either_side_copies_first(ledger: Ledger) -> None:
    ships = Said("Norway handed twelve patrol ships over to Fiji in the northern harbour", "Ivo Merrin")
    storm = Said("The northern harbour burnt down during a heavy storm last night", "Pia Lund")
    reports = [make_report(name, f"{name} Post", ships, storm) for name in ("one", "two", "three")]
    ids = add_reports(ledger, *reports)
    with ledger.reading() as connection:
        numbers = find_numbers(connection, MAIN, ids)
        assert [is_profiled(connection, no) for no in numbers.values()] == [False] * 3
        assert find_documents_related(connection, numbers[ids[0]], 10) == []
    relate_all(ledger)
    with ledger.reading() as connection:
        for no in numbers.values():
            assert is_profiled(connection, no)
            found = find_documents_related(connection, no, 10)
            assert {pair.a_no if pair.b_no == no else pair.b_no for pair in found} == set(numbers.values()) - {no}
            assert count_documents_related(connection, no) == 2
            assert find_documents_related(connection, no, 1) == found[:1]
            is_copy = [pair.kept is None or pair.kept.copy_kind is not None for pair in found]
            assert is_copy == sorted(is_copy, reverse=True)
