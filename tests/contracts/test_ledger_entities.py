"""Who is mentioned how often, and how much is kept: counted, or estimated and said to be, in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from sumber.ledger import Arrival, Ledger, keep, open_ledger
from sumber.ledger.counting import count_all
from sumber.ledger.entities import EntityLists, KeptEntity, Listed
from sumber.ledger.judging import Decision, judge
from sumber.ledger.merging import read_merges
from sumber.model import Mention, Span
from tests.ledgers import TEXT, add, make_document, make_reading

REPORTS = 30


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """Thirty reports that mention Norway and Fiji, a thirty-first that mentions Norway alone, twice; another project."""
    with open_ledger(address, project="other", may_write=True) as other:
        add(other, make_document())
    with open_ledger(address, may_write=True) as opened:
        add(opened, make_document("Norway tests it. Norway fires it.", id="first"))
        add(opened, *(make_document(id=str(n), text=f"{TEXT} {n}.") for n in range(REPORTS)))
        yield opened


def _list(ledger: Ledger, most: int = 1000, *, asked: str = "", whole: bool = False) -> Listed:
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        assert project
        lists = EntityLists(connection, ledger.store, project, read_merges(connection, project), most)
        if not asked:
            return lists.list_all(whole=whole)
        return lists.list_some(lambda each: each.name == asked, whole=whole)


def _figures(listed: Listed) -> dict[str, tuple[int, int, bool]]:
    return {each.name: (each.documents, each.mentions, each.estimated) for each in listed.entities}


COUNTED = {"Norway": (31, 32, False), "Fiji": (30, 30, False)}


def test_few_documents_are_looked_through_whole(ledger: Ledger) -> None:
    listed = _list(ledger)
    assert _figures(listed) == COUNTED
    assert [each.name for each in listed.entities] == ["Norway", "Fiji"]
    assert listed[1:] == (31, 31)


def test_of_many_documents_the_newest_are_taken_for_all(ledger: Ledger) -> None:
    listed = _list(ledger, 10)
    assert _figures(listed) == {"Norway": (31, 31, True), "Fiji": (31, 31, True)}
    assert listed[1:] == (10, 31)
    assert _figures(_list(ledger, 10, whole=True)) == COUNTED


def test_entity_asked_for_by_name_is_found_in_the_oldest_document(ledger: Ledger) -> None:
    add(ledger, *(make_document(id=f"later {n}", text=f"Fiji has it. {n}.") for n in range(20)))
    assert "Norway" not in _figures(_list(ledger, 20))
    assert _figures(_list(ledger, 40, asked="Norway")) == {"Norway": (31, 32, False)}
    (documents, mentions, estimated) = _figures(_list(ledger, 20, asked="Norway"))["Norway"]
    assert estimated
    assert (documents, mentions) == pytest.approx((31, 32), rel=0.2)
    assert _figures(_list(ledger, 20, asked="Norway", whole=True)) == {"Norway": (31, 32, False)}


def test_merged_entities_are_counted_in_each_document_once(ledger: Ledger) -> None:
    judge(ledger, Decision(kind="merge", subject="Q20", other="Q712", decided_by="Ana"))
    expected = [KeptEntity("Q20", "Norway", "state", 31, 62, ("Q712",))]
    assert _list(ledger).entities == expected
    assert _list(ledger, asked="Norway").entities == expected
    assert _list(ledger, 62, asked="Norway").entities == expected


def test_person_of_no_list_is_listed_once_the_public_role_is_recorded(ledger: Ledger) -> None:
    document = make_document("Ivo Merrin denies it.", id="c")
    mention = Mention(span=Span(0, 10), text="Ivo Merrin", kind="person")
    keep(ledger, [Arrival(document, replace(make_reading(document), mentions=(mention,)))])
    assert "Ivo Merrin" not in _figures(_list(ledger))
    judge(ledger, Decision(kind="public", subject="Ivo Merrin", decided_by="Ana", value={"role": "spokesman"}))
    assert _figures(_list(ledger))["Ivo Merrin"] == (1, 1, False)
    assert _figures(_list(ledger, 10))["Ivo Merrin"] == (1, 1, False)


def test_what_is_kept_is_counted_by_project_and_language(ledger: Ledger) -> None:
    add(ledger, make_document("북한이 보냈다", id="k", language="ko"), make_document(id="e", language="en"))
    with ledger.reading() as connection:
        told = count_all(connection, ledger.find_project(connection))
    assert (told["documents"], told["versions"], told["readings"], told["claims"]) == (33, 33, 33, 95)
    assert told["languages"] == {"en": 32, "ko": 1}
    assert told["projects"] == ["main", "other"]
    assert not told["bytes_estimated"]


def test_room_of_many_originals_is_estimated_and_says_so(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        exact, estimated = count_all(connection, None), count_all(connection, None, weighed=20)
    assert estimated["bytes_estimated"]
    assert estimated["bytes"] == pytest.approx(exact["bytes"], rel=0.2)
    assert estimated["bytes_packed"] == pytest.approx(exact["bytes_packed"], rel=0.2)
