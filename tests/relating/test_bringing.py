"""What rests on what is the same in whatever order reports came, and nothing of a report outlives it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sumber.analysis.bounds import BOUNDS, Bounds
from sumber.analysis.judging import ClaimPair, ClaimVerdict
from sumber.analysis.keys import find_candidates
from sumber.analysis.profiling import profile_of
from sumber.ledger import Ledger, open_ledger
from sumber.ledger.erasing import erase_document
from sumber.ledger.judging import Decision, judge
from sumber.ledger.rereading import iter_rereadings
from sumber.model import Document, Reading
from sumber.relating.bringing import bring_up_to_date
from tests.relating.reports import (
    Said,
    WordsJudge,
    add_reports,
    all_propositions,
    copy_of,
    denied,
    find_about,
    make_report,
    make_vectors,
    rebuild_all,
    relate_all,
    snapshot,
)

SHIPS = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")
STATEMENTS = (
    SHIPS,
    Said("Fiji received twelve patrol ships from Norway", "Ana Kolb"),
    SHIPS._replace(by=None),
    denied(SHIPS)._replace(by="Zed Office"),
    Said("Norway handed twelve patrol boats over to Fiji", "Ana Kolb"),
    Said("The northern harbour burnt down during a heavy storm", "Ivo Merrin"),
    Said("The northern harbour burnt down after a heavy attack", "Free Coast"),
    denied(Said("The northern harbour burnt down during a heavy storm", "Harbour Office")),
    Said("Nothing else remained near that abandoned village"),
)
OUTLETS = ("Halden Post", "Radio Vardal", "Kabar Utara", "Echo", "Northern Courier")


@st.composite
def reports(draw: st.DrawFn) -> list[Reading]:
    """A few reports of several outlets, some of them copies."""
    made: list[Reading] = []
    for number in range(draw(st.integers(2, 6))):
        outlet = draw(st.sampled_from(OUTLETS))
        is_copy = draw(st.booleans())
        if made and is_copy:
            made.append(copy_of(draw(st.sampled_from(made)), f"r{number}", outlet))
        else:
            said = draw(
                st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=4, unique_by=lambda each: each.words)
            )
            day = draw(st.sampled_from(("2025-02-10", "2025-02-11", "2025-02-12")))
            made.append(make_report(f"r{number}", outlet, *said, day=day))
    return made


TIGHT = Bounds(reach=2, shared_keys=3, gathered=3)
"""Bounds that a few reports overstep: keys that lead not to all, parts that are cut."""
EITHER = st.sampled_from((BOUNDS, TIGHT))

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Fresh:
    """Makes ledgers that hold nothing yet."""

    def __init__(self, template: str, folder: Path) -> None:
        self._template = template
        self._folder = folder
        self._number = 0

    def __call__(self) -> Ledger:
        """A new one; the ones before are taken away."""
        self._number += 1
        place = self._folder / f"{self._number}.db"
        shutil.copy(self._template, place)
        return open_ledger(str(place), may_write=True)


@pytest.fixture
def fresh(empty_ledgers: dict[str, str]) -> Iterator[Fresh]:
    with TemporaryDirectory() as folder:
        yield Fresh(empty_ledgers["sqlite"], Path(folder))


def _related(fresh: Fresh, batches: Sequence[Sequence[Reading]], bounds: Bounds = BOUNDS) -> dict[str, list[Any]]:
    """What is worked out where reports come in these batches."""
    with fresh() as ledger:
        for batch in batches:
            add_reports(ledger, *batch)
            relate_all(ledger, bounds)
        return snapshot(ledger)


@QUICK
@given(made=reports(), bounds=EITHER, data=st.data())
def test_order_of_arrival_does_not_matter(
    fresh: Fresh, made: list[Reading], bounds: Bounds, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(made))
    cut = data.draw(st.integers(0, len(made)))
    at_once = _related(fresh, [made], bounds)
    assert _related(fresh, [[each] for each in shuffled], bounds) == at_once
    assert _related(fresh, [shuffled[:cut], shuffled[cut:]], bounds) == at_once


@QUICK
@given(made=reports(), bounds=EITHER)
def test_ledger_compares_whom_the_analysis_would(fresh: Fresh, made: list[Reading], bounds: Bounds) -> None:
    met = {frozenset(row[:2]) for row in _related(fresh, [[each] for each in made], bounds)["meetings"]}
    with fresh() as ledger:
        ids = add_reports(ledger, *made)
    profiles = {key: profile_of(each, key) for key, each in zip(ids, made, strict=True)}
    assert met == {frozenset(pair) for pair in find_candidates(profiles.values(), bounds)}


@QUICK
@given(made=reports(), bounds=EITHER, data=st.data())
def test_erasing_a_report_undoes_what_it_brought(
    fresh: Fresh, made: list[Reading], bounds: Bounds, data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(made) - 1))
    without = _related(fresh, [made[:gone] + made[gone + 1 :]], bounds)
    with fresh() as ledger:
        ids = add_reports(ledger, *made)
        relate_all(ledger, bounds)
        erase_document(ledger, ids[gone], reason="a test", decided_by="Ana")
        left = snapshot(ledger)
        assert not any(ids[gone] in repr(rows) for rows in left.values())
        relate_all(ledger, bounds)
        assert snapshot(ledger) == without
        rebuild_all(ledger, bounds)
        assert snapshot(ledger) == without


@QUICK
@given(made=reports(), data=st.data())
def test_copy_never_makes_more_independent(fresh: Fresh, made: list[Reading], data: st.DataObject) -> None:
    copied = data.draw(st.sampled_from(made))
    with fresh() as ledger:
        add_reports(ledger, *made)
        for one, other in (("ivo merrin", "ana kolb"), ("halden post", "radio vardal"), ("free coast", "ivo merrin")):
            judge(ledger, Decision(kind="independent", subject=one, other=other, decided_by="Ana", reason="seen"))
        relate_all(ledger)
        before = {claim.claim: each.independent_origins for each in all_propositions(ledger) for claim in each.claims}
        add_reports(ledger, copy_of(copied, "copy", "Latecomer"))
        relate_all(ledger)
        for each in all_propositions(ledger):
            former = [before[claim.claim] for claim in each.claims if claim.claim in before]
            assert each.independent_origins <= max(former, default=1)


def test_nothing_new_is_nothing_done(fresh: Fresh) -> None:
    with fresh() as ledger:
        add_reports(ledger, make_report("a", "Halden Post", SHIPS), make_report("b", "Echo", denied(SHIPS)))
        assert relate_all(ledger).documents == 2
        counts = relate_all(ledger)
        assert (counts.documents, counts.propositions, counts.regraded) == (0, 0, 0)


def test_reading_anew_takes_the_former_findings_place(fresh: Fresh) -> None:
    one, other = make_report("a", "Halden Post", SHIPS), make_report("b", "Echo", SHIPS, STATEMENTS[5])

    def read(document: Document) -> Reading:
        whole = one if document.id == "a" else other
        from msgspec.structs import replace

        return replace(whole, claims=whole.claims[-1:], reader=replace(whole.reader, version="2"))

    with fresh() as ledger:
        add_reports(ledger, one, other)
        relate_all(ledger)
        assert [len(each.claims) for each in find_about(ledger, "patrol ships")] == [2]
        list(iter_rereadings(ledger, read))
        assert relate_all(ledger).documents == 2
        assert sorted(len(each.claims) for each in all_propositions(ledger)) == [1, 1]
        once = snapshot(ledger)
        rebuild_all(ledger)
        assert snapshot(ledger) == once


def test_another_judge_relates_everything_anew(fresh: Fresh) -> None:
    with fresh() as ledger:
        add_reports(ledger, make_report("a", "Halden Post", SHIPS), make_report("b", "Echo", SHIPS))
        relate_all(ledger)
        assert len(all_propositions(ledger)) == 1
        assert relate_all(ledger, version="words 2", joined=-4.0).documents == 2
        assert len(all_propositions(ledger)) == 2


class _Stopping(WordsJudge):
    """A judge that is stopped in the middle of its work."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._left = after

    def judge(self, pairs: Sequence[ClaimPair]) -> list[ClaimVerdict]:
        """Verdicts, until it is stopped."""
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        return super().judge(pairs)


@pytest.mark.parametrize("after", [0, 5, 30, 260])
def test_what_was_stopped_goes_on_from_there(fresh: Fresh, after: int) -> None:
    made = [make_report(f"r{number}", "Halden Post", SHIPS, STATEMENTS[8]) for number in range(25)]
    whole = _related(fresh, [made])
    with fresh() as ledger:
        add_reports(ledger, *made)
        with pytest.raises(KeyboardInterrupt):
            bring_up_to_date(ledger, _Stopping(after), make_vectors)
        relate_all(ledger)
        assert snapshot(ledger) == whole


def test_projects_are_apart(fresh: Fresh) -> None:
    with fresh() as ledger, open_ledger(ledger.address, project="other", may_write=True) as other:
        add_reports(ledger, make_report("a", "Halden Post", SHIPS))
        add_reports(other, make_report("a", "Halden Post", SHIPS), make_report("b", "Echo", SHIPS))
        relate_all(ledger)
        relate_all(other)
        assert sorted(len(each.claims) for each in all_propositions(ledger)) == [1, 2]
        before = snapshot(ledger)
        rebuild_all(ledger)
        assert snapshot(ledger) == before
