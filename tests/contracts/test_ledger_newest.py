"""What came last, how it stands and what waits for a person is told alike by every kind of store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from sumber.ledger import Arrival, Ledger, keep, open_ledger
from sumber.ledger.changes import (
    find_claims_at,
    find_conflicts_in,
    find_doubted,
    find_growing,
    find_regraded,
)
from sumber.ledger.doubles import find_doubles
from sumber.ledger.judgements import find_judgement
from sumber.ledger.judging import Decision, judge
from sumber.ledger.merging import judge_entities
from sumber.ledger.newest import (
    find_edited,
    find_last_kept,
    find_new_documents,
    find_newest_documents,
    find_unresolved_names,
)
from sumber.ledger.reviewing import find_open_pairs, order_for_review
from sumber.ledger.views import get_claims, get_documents
from sumber.model import EntityRef, Mention, MentionKind, Reading, Span
from tests.ledgers import make_document, make_reading
from tests.relating.reports import Said, add_reports, denied, make_report, relate_all

MAIN = 1
ALWAYS, NEVER = "2000-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"
SHIPS = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")
HARBOUR = Said("The northern harbour burnt down during a heavy storm", "Pia Lund")
FIRST = make_report("first", "Halden Post", SHIPS, HARBOUR)
SECOND = make_report("second", "Radio Vardal", SHIPS._replace(by="Ana Kolb"))
DENIAL = make_report("denial", "Kabar Utara", denied(SHIPS._replace(by="Zed Office")))


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        yield opened


def _naming(name: str, *named: tuple[str, MentionKind, EntityRef | None]) -> Reading:
    """A report that mentions these names and says nothing else."""
    text = ", ".join(words for words, _, _ in named) + f" ({name})."
    mentions = tuple(
        Mention(span=Span(text.index(words), text.index(words) + len(words)), text=words, kind=kind, entity=entity)
        for words, kind, entity in named
    )
    return replace(make_reading(make_document(text, id=name)), mentions=mentions, claims=())


def _add(ledger: Ledger, *readings: Reading) -> None:
    keep(ledger, [Arrival(each.document, each) for each in readings])


def test_documents_are_new_from_the_moment_they_were_first_kept(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert find_last_kept(connection, MAIN) is None
    add_reports(ledger, FIRST, SECOND)
    with ledger.reading() as connection:
        new = find_new_documents(connection, MAIN, ALWAYS)
        assert [each.caller_id for each in get_documents(connection, new.numbers)] == ["second", "first"]
        assert (new.has_more, new.claims) == (False, 3)
        assert find_newest_documents(connection, MAIN, 1) == list(new.numbers[:1])
        assert find_new_documents(connection, MAIN, NEVER).numbers == ()
        last = find_last_kept(connection, MAIN)
        assert last is not None
        assert find_new_documents(connection, MAIN, last).numbers
        assert find_new_documents(connection, MAIN + 1, ALWAYS).numbers == ()


def test_a_document_is_edited_when_another_text_of_it_is_kept(ledger: Ledger) -> None:
    before, other = make_document("Ships sail.", id="a"), make_document("Trains run.", id="b")
    _add(ledger, make_reading(before), make_reading(other))
    with ledger.reading() as connection:
        assert find_edited(connection, MAIN, ALWAYS, 9) == []
    for text in ("Ships sailed.", "Ships will sail."):
        after = make_document(text, id="a")
        _add(ledger, make_reading(after))
    with ledger.reading() as connection:
        (edited,) = find_edited(connection, MAIN, ALWAYS, 9)
        assert edited.version == 3
        assert get_documents(connection, [edited.document_no])[0].caller_id == "a"
        assert find_edited(connection, MAIN, NEVER, 9) == []


def test_names_that_are_nobody_are_listed_but_for_persons(ledger: Ledger) -> None:
    norway = EntityRef(id="Q20", name="Norway")
    shared: tuple[str, MentionKind, None] = ("Kestrel", "weapon", None)
    _add(
        ledger,
        _naming("a", shared, ("Ivo Merrin", "person", None), ("Norway", "government", norway)),
        _naming("b", shared, ("Vardal", "place", None), ("it", "other", None)),
    )
    with ledger.reading() as connection:
        found = find_unresolved_names(connection, MAIN, 9)
    assert [(each.name, each.kind, each.documents) for each in found] == [
        ("Kestrel", "weapon", 2),
        ("Vardal", "place", 1),
    ]


def test_new_conflicts_and_growing_propositions_are_found_by_the_documents_that_came(ledger: Ledger) -> None:
    add_reports(ledger, FIRST)
    relate_all(ledger)
    add_reports(ledger, SECOND, DENIAL)
    relate_all(ledger)
    with ledger.reading() as connection:
        new = find_newest_documents(connection, MAIN, 2)
        (growing,) = find_growing(connection, new, 9)
        assert len(growing.proposition.claims) == 2
        pairs = find_conflicts_in(connection, new, 9)
        places = find_claims_at(connection, [end for pair in pairs for end in pair.ends])
        texts = {kept.document.caller_id for kept in get_claims(connection, MAIN, list(places.values()))}
        assert {pair.kind for pair in pairs} == {"denial"}
        assert texts == {"first", "second", "denial"}
        assert find_growing(connection, [], 9) == []
        assert find_conflicts_in(connection, [], 9) == []


def test_a_changed_grade_is_told_with_what_it_was_and_only_while_it_is_so(ledger: Ledger) -> None:
    add_reports(ledger, FIRST, SECOND)
    relate_all(ledger)
    with ledger.reading() as connection:
        assert find_regraded(connection, MAIN, 9) == []
        before = {each.id for each in find_doubted(connection, MAIN, 9)}
    judged = _judge_independent(ledger)
    relate_all(ledger)
    with ledger.reading() as connection:
        (changed,) = find_regraded(connection, MAIN, 9)
        assert changed.proposition.independent_origins == 2
        assert changed.before != changed.proposition.grade.credibility
        assert changed.proposition.id not in {each.id for each in find_doubted(connection, MAIN, 9)}
    judge(ledger, Decision(kind="undo", subject=judged, decided_by="Ana"))
    relate_all(ledger)
    with ledger.reading() as connection:
        (back,) = find_regraded(connection, MAIN, 9)
        assert back.proposition.grade.credibility == changed.before
        assert {each.id for each in find_doubted(connection, MAIN, 9)} == before


def _judge_independent(ledger: Ledger) -> str:
    decision = Decision(kind="independent", subject="ivo merrin", other="ana kolb", reason="seen", decided_by="Ana")
    return judge(ledger, decision).id


def test_claims_are_looked_through_from_the_least_sure_and_what_is_decided_is_known(ledger: Ledger) -> None:
    sure = make_reading(make_document("Ships sail. Trains run.", id="a"), confidence=0.9)
    unsure = make_reading(make_document("Planes fly.", id="b"), confidence=0.2)
    _add(ledger, sure, unsure)

    def look() -> list[tuple[str, bool]]:
        with ledger.reading() as connection:
            numbers = [1, 2, 3]
            texts = {kept.claim.id: kept.claim.text for kept in get_claims(connection, MAIN, numbers)}
            ordered = order_for_review(connection, MAIN, numbers)
        return [(texts[each.place.claim_id], each.is_decided) for each in ordered]

    assert look() == [("Planes fly", False), ("Trains run", False), ("Ships sail", False)]
    claim = sure.claims[0].id
    judge(ledger, Decision(kind="note", subject=claim, reason="look again", decided_by="Ana"))
    assert look()[2] == ("Ships sail", False)
    accepted = judge(ledger, Decision(kind="accept", subject=claim, decided_by="Ana"))
    assert look()[2] == ("Ships sail", True)
    judge(ledger, Decision(kind="undo", subject=accepted.id, decided_by="Ana"))
    assert look()[2] == ("Ships sail", False)
    with ledger.reading() as connection:
        found = find_judgement(connection, MAIN, accepted.id)
        assert found is not None
        assert found.undone
        assert find_judgement(connection, MAIN + 1, accepted.id) is None


def test_pairs_in_doubt_wait_until_somebody_decides(ledger: Ledger) -> None:
    add_reports(ledger, FIRST, SECOND)
    relate_all(ledger, joined=-2.4)
    with ledger.reading() as connection:
        numbers = find_newest_documents(connection, MAIN, 1)
        (pair,) = find_open_pairs(connection, MAIN, numbers, -2.5)
        assert find_open_pairs(connection, MAIN, numbers, 0.0) == []
        assert find_open_pairs(connection, MAIN, [], -2.5) == []
        claims = get_claims(connection, MAIN, list(find_claims_at(connection, pair.ends).values()))
    one, other = (kept.claim.id for kept in claims)
    judge(ledger, Decision(kind="different", subject=one, other=other, reason="seen", decided_by="Ana"))
    with ledger.reading() as connection:
        assert find_open_pairs(connection, MAIN, numbers, -2.5) == []


def test_entities_that_may_be_one_wait_until_somebody_decides(ledger: Ledger) -> None:
    yard = EntityRef(id="sumber:organisation:vardal-yard", name="Vardal Yard")
    group = EntityRef(id="sumber:organisation:vardal-yard-group", name="Vardal Yard Group")
    halden = EntityRef(id="sumber:organisation:halden", name="Halden")
    _add(ledger, _naming("a", ("yard", "organisation", yard), ("group", "organisation", group)))
    _add(ledger, _naming("b", ("halden", "organisation", halden)))

    def look() -> list[tuple[str, str, str]]:
        with ledger.reading() as connection:
            found = find_doubles(connection, MAIN, 9)
        return [(each.one.id, each.other.id, each.likeness) for each in found]

    assert look() == [(yard.id, group.id, "longer_name")]
    for kind in ("unsure", "split", "merge"):
        decision = Decision(kind=kind, subject=group.id, other=yard.id, reason="seen", decided_by="Ana")
        judged = judge(ledger, decision) if kind == "unsure" else judge_entities(ledger, decision)
        assert look() == []
        judge(ledger, Decision(kind="undo", subject=judged.id, decided_by="Ana"))
        assert look() == [(yard.id, group.id, "longer_name")]


def test_nothing_of_a_ledger_without_reports_is_asked_for_in_vain(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert find_unresolved_names(connection, MAIN, 9) == []
        assert find_regraded(connection, MAIN, 9) == []
        assert find_doubted(connection, MAIN, 9) == []
        assert find_doubles(connection, MAIN, 9) == []
        assert order_for_review(connection, MAIN, []) == []
