"""What rests on what is kept alike in every kind of store, and what persons decided about it holds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from sumber.errors import LedgerError
from sumber.ledger import Ledger, open_ledger
from sumber.ledger.dumping import dump_ledger, load_ledger
from sumber.ledger.erasing import erase_document
from sumber.ledger.grading import find_grade_steps
from sumber.ledger.judgements import Judgement, JudgementKind
from sumber.ledger.judging import Decision, judge
from sumber.ledger.relation_schema import DERIVED, grades, proposition_claims
from sumber.ledger.rereading import iter_rereadings
from sumber.ledger.schema import documents, judgements
from sumber.ledger.views import find_claims_of, get_claims
from sumber.model import Document, Reading, Span
from sumber.relating.impact import Source, iter_impacts
from sumber.relating.listing import iter_relations
from sumber.relating.why import explain_claim
from tests.relating.reports import (
    Said,
    add_reports,
    all_propositions,
    copy_of,
    denied,
    find_about,
    make_report,
    rebuild_all,
    relate_all,
    snapshot,
)

SHIPS = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")
RECEIVED = Said("Fiji received twelve patrol ships from Norway", "Ana Kolb")
HARBOUR = Said("The northern harbour burnt down during a heavy storm", "Pia Lund")
FIRST = make_report("first", "Halden Post", SHIPS, HARBOUR)
SECOND = make_report("second", "Radio Vardal", RECEIVED)
DENIAL = make_report("denial", "Kabar Utara", denied(SHIPS._replace(by="Zed Office")))
MAIN = 1


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        yield opened


def _claim(reading: Reading, at: int = 0) -> str:
    return reading.claims[at].id


def _decide(ledger: Ledger, kind: JudgementKind, subject: str, other: str) -> Judgement:
    return judge(ledger, Decision(kind=kind, subject=subject, other=other, reason="seen", decided_by="Ana"))


def _undo(ledger: Ledger, judgement: Judgement) -> None:
    judge(ledger, Decision(kind="undo", subject=judgement.id, decided_by="Ana"))


def _sizes(ledger: Ledger, words: str = "patrol ships") -> list[int]:
    return sorted(len(each.claims) for each in find_about(ledger, words))


def test_stores_keep_the_same(ledger: Ledger, tmp_path: Path) -> None:
    made = [FIRST, SECOND, copy_of(FIRST, "copy", "Echo"), DENIAL]
    add_reports(ledger, *made)
    relate_all(ledger)
    kept = snapshot(ledger)
    assert all(kept[name] for name in ("profiles", "keys", "claims", "conflicts", "propositions", "members", "sources"))
    with open_ledger(str(tmp_path / "other.db"), may_write=True) as other:
        add_reports(other, *reversed(made))
        relate_all(other)
        assert snapshot(other) == kept
    rebuild_all(ledger)
    assert snapshot(ledger) == kept


def test_nothing_of_an_erased_report_is_left(ledger: Ledger) -> None:
    ids = add_reports(ledger, FIRST, SECOND, DENIAL)
    relate_all(ledger)
    _decide(ledger, "different", _claim(SECOND), _claim(DENIAL))
    erase_document(ledger, ids[2], reason="court order", decided_by="Ben")
    left = snapshot(ledger)
    assert ids[2] not in repr(left)
    assert "Zed Office" not in repr(left)
    with ledger.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(judgements)) == 0
        assert connection.scalar(select(func.count()).select_from(grades)) == 3 - 1
        # A ledger that may only be read is read as it is, before the rest is related again.
        assert list(iter_relations(connection, MAIN)) == []
        assert len(list(iter_impacts(connection, MAIN, Source(frozenset({"pia lund"}))))) == 1
    relate_all(ledger)
    assert _sizes(ledger) == [2]
    assert [each.conflicts for each in all_propositions(ledger)] == [(), ()]


def test_grades_have_a_history_that_follows_the_claim(ledger: Ledger) -> None:
    (first,) = add_reports(ledger, FIRST)
    relate_all(ledger)
    add_reports(ledger, copy_of(FIRST, "copy", "Echo"))
    assert relate_all(ledger).regraded == 0
    add_reports(ledger, SECOND)
    assert relate_all(ledger).regraded == 1
    (denial,) = add_reports(ledger, DENIAL)
    relate_all(ledger)
    decision = _decide(ledger, "independent", "ivo merrin", "zed office")
    relate_all(ledger)
    assert _steps(ledger, first, _claim(FIRST)) == ["6", "3", "5"]
    rebuild_all(ledger)
    assert _steps(ledger, first, _claim(FIRST)) == ["6", "3", "5"]
    _undo(ledger, decision)
    relate_all(ledger)
    assert _steps(ledger, first, _claim(FIRST)) == ["6", "3", "5", "3"]
    assert _steps(ledger, denial, _claim(DENIAL)) == ["4", "5", "4"]
    erase_document(ledger, denial, reason="court order", decided_by="Ben")
    relate_all(ledger)
    assert _steps(ledger, first, _claim(FIRST)) == ["6", "3", "5", "3"]
    with ledger.reading() as connection:
        no = connection.scalars(select(documents.c.no).where(documents.c.id == first)).one()
        steps = find_grade_steps(connection, no, _claim(FIRST))
    assert [bool(step.grounds) for step in steps] == [True, True, False, False]


def _steps(ledger: Ledger, document: str, claim: str) -> list[str]:
    with ledger.reading() as connection:
        no = connection.scalars(select(documents.c.no).where(documents.c.id == document)).one()
        return [step.credibility for step in find_grade_steps(connection, no, claim)]


def test_decision_about_two_claims_outlives_readings_and_rebuilds(ledger: Ledger) -> None:
    add_reports(ledger, FIRST, SECOND)
    relate_all(ledger)
    assert _sizes(ledger) == [2]
    decision = _decide(ledger, "different", _claim(FIRST), _claim(SECOND))
    relate_all(ledger)
    assert _sizes(ledger) == [1, 1]
    rebuild_all(ledger)
    assert _sizes(ledger) == [1, 1]

    def read(document: Document) -> Reading:
        """The second reader's claims end a little later, and have other ids."""
        whole = FIRST if document.id == "first" else SECOND
        moved = [
            replace(
                claim,
                id=claim.id[::-1],
                span=Span(claim.span.start, claim.span.end + 1),
                text=claim.text + ",",
            )
            for claim in whole.claims
        ]
        return replace(whole, claims=tuple(moved), reader=replace(whole.reader, version="2"))

    list(iter_rereadings(ledger, read))
    relate_all(ledger)
    assert _sizes(ledger, "patrol ships") == [1, 1]
    _undo(ledger, decision)
    relate_all(ledger)
    assert _sizes(ledger) == [2]


def test_decision_joins_what_the_words_do_not(ledger: Ledger) -> None:
    add_reports(ledger, FIRST, SECOND, DENIAL)
    relate_all(ledger)
    decision = _decide(ledger, "same", _claim(FIRST, 1), _claim(SECOND))
    relate_all(ledger)
    assert _sizes(ledger) == [1, 3]
    once = snapshot(ledger)
    rebuild_all(ledger)
    assert snapshot(ledger) == once
    _decide(ledger, "different", _claim(SECOND), _claim(FIRST, 1))
    relate_all(ledger)
    assert _sizes(ledger) == [1, 2]
    _undo(ledger, decision)
    assert relate_all(ledger).documents == 0


def test_what_a_person_says_is_no_conflict_is_none_between_the_two_propositions(ledger: Ledger) -> None:
    add_reports(ledger, FIRST, copy_of(FIRST, "copy", "Echo"), DENIAL)
    relate_all(ledger)
    assert len(snapshot(ledger)["conflicts"]) == 2
    decision = _decide(ledger, "no-conflict", _claim(DENIAL), _claim(FIRST))
    relate_all(ledger)
    assert snapshot(ledger)["conflicts"] == []
    _undo(ledger, decision)
    relate_all(ledger)
    assert len(snapshot(ledger)["conflicts"]) == 2


def test_independent_origins_corroborate(ledger: Ledger) -> None:
    add_reports(ledger, FIRST, SECOND)
    _decide(ledger, "independent", "ana kolb", "ivo merrin")
    relate_all(ledger)
    with ledger.reading() as connection:
        (found,) = [each for each in iter_relations(connection, MAIN) if each.relation == "corroborates"]
        assert {found.a.claim, found.b.claim} == {_claim(FIRST), _claim(SECOND)}
        (why,) = explain_claim(connection, MAIN, _claim(FIRST)[:8])
        assert [each.kind for each in why.decisions] == ["independent"]
        with pytest.raises(LedgerError, match="S511"):
            explain_claim(connection, MAIN, "0000")


def test_decision_needs_two_claims_that_are_kept(ledger: Ledger) -> None:
    add_reports(ledger, FIRST)
    with pytest.raises(LedgerError, match="S511"):
        _decide(ledger, "same", _claim(FIRST), "0000")


def test_dump_holds_the_history_and_nothing_that_can_be_made_anew(ledger: Ledger, tmp_path: Path) -> None:
    ids = add_reports(ledger, FIRST, SECOND, DENIAL)
    relate_all(ledger)
    manifest = dump_ledger(ledger, tmp_path / "dump")
    assert not {table.name for table in DERIVED} & set(manifest.rows)
    assert manifest.rows["grades"] == 3
    with open_ledger(str(tmp_path / "copy.db"), may_write=True) as copy:
        load_ledger(copy, tmp_path / "dump")
        assert relate_all(copy).regraded == 0
        assert snapshot(copy) == snapshot(ledger)
        assert _steps(copy, ids[0], _claim(FIRST)) == _steps(ledger, ids[0], _claim(FIRST))


def test_source_that_falls_takes_what_rests_on_it_alone(ledger: Ledger) -> None:
    add_reports(ledger, FIRST, SECOND)
    relate_all(ledger)
    before = snapshot(ledger)
    with ledger.reading() as connection:
        found = list(iter_impacts(connection, MAIN, Source(frozenset({"halden post"}))))
        members = connection.scalar(select(func.count()).select_from(proposition_claims))
    assert [(each.is_alone, each.without) for each in found] == [(True, 1), (False, 1)]
    assert found[1].left
    assert [claim.claim for claim in found[1].left.claims] == [_claim(SECOND)]
    assert (found[1].proposition.grade.credibility, found[1].grade and found[1].grade.credibility) == ("3", "6")
    assert members == 3
    assert snapshot(ledger) == before


def test_two_programs_relate_at_once(ledger: Ledger, address: str) -> None:
    made = [make_report(f"r{number}", "Halden Post", SHIPS, HARBOUR) for number in range(45)]
    add_reports(ledger, *made, DENIAL)
    failed: list[BaseException] = []

    def relate() -> None:
        try:
            with open_ledger(address, may_write=True) as own:
                relate_all(own)
        except BaseException as error:  # told in the main thread, where the test fails of it
            failed.append(error)

    programs = [threading.Thread(target=relate) for _ in range(2)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert failed == []
    at_once = snapshot(ledger)
    rebuild_all(ledger)
    assert snapshot(ledger) == at_once


def test_report_that_was_retracted_is_marked_and_counts_for_nothing(ledger: Ledger) -> None:
    first, second, _ = add_reports(ledger, FIRST, SECOND, DENIAL)
    _decide(ledger, "independent", "ivo merrin", "zed office")
    relate_all(ledger)
    assert _steps(ledger, second, _claim(SECOND)) == ["5"]
    mark = judge(ledger, Decision(kind="retracted", subject=first, reason="taken back", decided_by="Ana"))
    relate_all(ledger)
    (ships,) = find_about(ledger, "patrol ships", least=2)
    assert [(each.document, each.kind, each.reason, each.decided_by) for each in ships.withdrawn] == [
        (first, "retracted", "taken back", "Ana")
    ]
    assert len(ships.claims) == 2
    assert [origin.name for origin in ships.origins] == ["Ana Kolb"]
    assert [ground.name for ground in ships.grade.grounds][-1] == "retracted"
    (harbour,) = find_about(ledger, "northern harbour")
    assert (harbour.independent_origins, harbour.unknown_origins, harbour.grade.credibility) == (0, 0, "6")
    assert [ground.name for ground in harbour.grade.grounds] == ["withdrawn", "retracted"]
    marked = snapshot(ledger)
    assert len(marked["conflicts"]) == 2
    rebuild_all(ledger)
    assert snapshot(ledger) == marked
    with ledger.reading() as connection:
        (why,) = explain_claim(connection, MAIN, _claim(SECOND))
        assert mark.id in {each.id for each in why.decisions}
        assert [
            kept.judgements[0].kind for kept in get_claims(connection, MAIN, find_claims_of(connection, first, MAIN))
        ] == ["retracted"] * 2
        impacts = list(iter_impacts(connection, MAIN, Source(frozenset({"ana kolb"}))))
        assert [(each.proposition.withdrawn != (), each.grade and each.grade.credibility) for each in impacts] == [
            (True, "6")
        ]
    _undo(ledger, mark)
    relate_all(ledger)
    assert _steps(ledger, second, _claim(SECOND)) == ["5", "4", "5"]
    assert all(each.withdrawn == () for each in all_propositions(ledger))


def test_whoever_takes_back_what_they_said_does_so_in_every_report_of_it(ledger: Ledger) -> None:
    add_reports(ledger, FIRST, copy_of(FIRST, "copy", "Echo"), SECOND)
    _decide(ledger, "corrected", _claim(FIRST), "")
    relate_all(ledger)
    (ships,) = find_about(ledger, "patrol ships", least=3)
    assert len(ships.withdrawn) == 2
    assert {each.kind for each in ships.withdrawn} == {"corrected"}
    assert [origin.name for origin in ships.origins] == ["Ana Kolb"]
    (harbour,) = find_about(ledger, "northern harbour", least=2)
    assert harbour.withdrawn == ()


def test_correction_is_of_the_text_before_it_and_a_retraction_of_any(ledger: Ledger) -> None:
    (first,) = add_reports(ledger, FIRST)
    for kind in ("retracted", "corrected"):
        mark = judge(ledger, Decision(kind=kind, subject=first, reason="seen", decided_by="Ana"))
        add_reports(ledger, make_report("first", "Halden Post", HARBOUR, RECEIVED if kind == "retracted" else SHIPS))
        relate_all(ledger)
        assert {bool(each.withdrawn) for each in all_propositions(ledger)} == {kind == "retracted"}
        _undo(ledger, mark)


def test_claim_that_a_newer_version_does_not_hold_is_told_of(ledger: Ledger) -> None:
    (first, _) = add_reports(ledger, FIRST, SECOND)
    relate_all(ledger)
    add_reports(ledger, make_report("first", "Halden Post", HARBOUR))
    relate_all(ledger)
    with ledger.reading() as connection:
        (why,) = explain_claim(connection, MAIN, _claim(SECOND))
    assert [(each.document, each.text, each.present_in, each.absent_in) for each in why.absent] == [
        (first, SHIPS.words, 1, 2)
    ]
    assert first in why.documents


@pytest.mark.parametrize("subject", ["0000", ""])
def test_only_what_is_kept_can_be_marked_as_taken_back(ledger: Ledger, subject: str) -> None:
    with pytest.raises(LedgerError, match="S511"):
        judge(ledger, Decision(kind="retracted", subject=subject, reason="seen", decided_by="Ana"))
