"""What is kept of a report, and what of one that comes again, in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from sumber.errors import InputError
from sumber.ledger import Arrival, Filters, Kept, Ledger, keep, open_ledger, recall
from sumber.ledger.packing import decode_reading, unpack
from sumber.ledger.schema import documents, readings, versions
from sumber.ledger.views import find_documents_by_id, get_bytes, get_text, get_versions
from sumber.model import ReaderVersion
from tests.ledgers import TEXT, add, count_rows, make_document, make_reading, search


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        yield opened


def test_what_was_kept_is_there_whole(ledger: Ledger) -> None:
    document = make_document(original=b"<p>" + TEXT.encode(), title="Ships", url="https://halden.example/1")
    (kept,) = add(ledger, document)
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        assert project
        (found,) = find_documents_by_id(connection, project, kept.document)
        (version,) = get_versions(connection, project, kept.document)
        assert (found.caller_id, found.title, found.url, found.synthetic) == ("a", "Ships", document.url, True)
        assert get_text(connection, version.text_sha256) == TEXT
        assert [get_bytes(connection, each) for each in version.originals] == [document.original]
        row = connection.execute(select(readings)).one()
    whole = decode_reading(unpack(bytes(row.content)), TEXT)
    assert replace(whole, document=replace(whole.document, original=document.original)) == make_reading(document)


def test_claims_come_back_as_they_were_read(ledger: Ledger) -> None:
    document = make_document()
    add(ledger, document)
    found = {kept.claim.id: kept for kept in search(ledger)}
    for claim in make_reading(document).claims:
        assert found[claim.id].claim == claim
    assert {(kept.earliest, kept.latest) for kept in found.values()} == {("2025-06-01", "2025-06-30"), (None, None)}


def test_same_report_twice_adds_nothing(ledger: Ledger) -> None:
    document = make_document(title="Ships")
    add(ledger, document)
    before = count_rows(ledger)
    assert [kept.status for kept in add(ledger, document, document)] == ["same", "same"]
    assert count_rows(ledger) == before
    known = recall(ledger, document)
    assert not isinstance(known, InputError)
    assert not known.is_to_be_read


def test_other_bytes_with_the_same_text_are_kept_beside_them(ledger: Ledger) -> None:
    add(ledger, make_document(original=b"one"))
    (kept,) = add(ledger, make_document(original=b"two"))
    assert kept.status == "same"
    assert count_rows(ledger)["captures"] == 2
    assert count_rows(ledger)["versions"] == 1


def test_same_text_of_another_publisher_is_another_document_that_shares_the_bytes(ledger: Ledger) -> None:
    first, second = add(ledger, make_document(), make_document(id="b", publisher="Radio Vardal"))
    assert first.document != second.document
    assert count_rows(ledger)["stored_bytes"] == 1


def test_edited_report_is_a_new_version_that_tells_what_is_present_where(ledger: Ledger) -> None:
    add(ledger, make_document(title="Ships"))
    edited = make_document(TEXT.replace("two", "three"))
    (kept,) = add(ledger, edited)
    assert (kept.status, kept.version) == ("new version", 2)
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        assert project
        first, second = get_versions(connection, project, kept.document)
        (document,) = find_documents_by_id(connection, project, kept.document)
    assert first.difference is None
    assert second.difference
    assert [passage.text for passage in second.difference.only_before] == ["two"]
    assert [passage.text for passage in second.difference.only_after] == ["three"]
    assert (document.title, document.version) == ("Ships", 2)
    assert {kept.claim.text for kept in search(ledger, Filters(words="ships"))} == {
        "Norway will hand over three ships in June 2025"
    }


def test_one_document_by_two_names_in_one_batch_gets_two_versions(ledger: Ledger) -> None:
    address = "https://post.example/ships"
    (kept,) = add(ledger, make_document(url=address))
    edits = (make_document("Fiji has it.", id="x", url=address), make_document("Fiji tests it."))
    answers = add(ledger, *edits)
    assert [(each.document, each.version) for each in answers] == [(kept.document, 2), (kept.document, 3)]


def test_field_not_sent_empties_none_and_a_new_one_is_told(ledger: Ledger) -> None:
    full = make_document(url="https://halden.example/1", title="Ships", published_at="2025-02-10", byline="Ana")
    add(ledger, full)
    (bare,) = add(ledger, make_document())
    assert bare.status == "same"
    known = recall(ledger, make_document(TEXT + " More."))
    assert not isinstance(known, InputError)
    assert replace(known.document, text=TEXT) == full
    (updated,) = add(ledger, make_document(title="Two ships"))
    assert (updated.status, updated.document) == ("updated", bare.document)
    with ledger.reading() as connection:
        row = connection.execute(select(documents)).one()
    assert (row.title, row.byline, row.published_at) == ("Two ships", "Ana", "2025-02-10")


def test_id_of_two_publishers_is_refused_and_the_rest_kept(ledger: Ledger) -> None:
    add(ledger, make_document())
    other = make_document(publisher="Radio Vardal")
    answers = keep(ledger, [Arrival(each, make_reading(each)) for each in (other, make_document(id="b"))])
    assert isinstance(answers[0], InputError)
    assert answers[0].code == "S107"
    assert isinstance(answers[1], Kept)
    assert isinstance(recall(ledger, other), InputError)


def test_files_of_the_same_name_are_no_ids_of_the_caller(ledger: Ledger) -> None:
    pages = [make_document(publisher=name, id_from="file") for name in ("The Halden Post", "Radio Vardal")]
    assert len({kept.document for kept in add(ledger, *pages)}) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://halden.example/a", "http://HALDEN.example/a/#top"),
        ("https://halden.example/a?x=1", "https://halden.example/a?x=1&utm_source=feed"),
    ],
)
def test_two_spellings_of_an_address_are_one_document(ledger: Ledger, one: str, other: str) -> None:
    first, second = add(ledger, make_document(url=one), make_document(id="b", url=other))
    assert first.document == second.document


def test_better_reading_adds_and_is_the_one_found(ledger: Ledger) -> None:
    document = make_document()
    add(ledger, document)
    better = make_reading(document, ReaderVersion(name="by hand", version="2"), stance="warns")
    (kept,) = keep(ledger, [Arrival(document, better)])
    assert isinstance(kept, Kept)
    assert kept.status == "same"
    assert count_rows(ledger)["readings"] == 2
    assert {kept.claim.stance for kept in search(ledger)} == {"warns"}
    assert len(search(ledger, Filters(words="ships"))) == 1


def test_projects_are_apart(ledger: Ledger, address: str) -> None:
    add(ledger, make_document())
    with open_ledger(address, project="other", may_write=True) as other:
        assert search(other) == []
        (kept,) = add(other, make_document(publisher="Radio Vardal"))
        assert kept.status == "new"
        assert {kept.document.publisher for kept in search(other)} == {"Radio Vardal"}
    assert {kept.document.publisher for kept in search(ledger)} == {"The Halden Post"}


def test_nothing_is_kept_of_a_batch_that_fails(ledger: Ledger) -> None:
    good, bad = make_document(), make_document(id="b")
    broken = replace(make_reading(bad), claims=(replace(make_reading(bad).claims[0], stance=None),))
    with pytest.raises(DBAPIError):
        keep(ledger, [Arrival(good, make_reading(good)), Arrival(bad, broken)])
    assert all(number == 0 for name, number in count_rows(ledger).items() if name not in {"facts", "projects"})


def test_text_that_a_store_cannot_keep_in_a_column_is_kept_in_full_beside_it(ledger: Ledger) -> None:
    odd = "Norway will hand over two\x00 ships. 🚢 é"
    (kept,) = add(ledger, make_document(odd, title="a\x00b", id="\x00"))
    with ledger.reading() as connection:
        version = connection.execute(select(versions)).one()
        assert get_text(connection, version.text_sha256) == odd
        assert "\x00" not in connection.execute(select(documents)).one().title
    assert [each.status for each in add(ledger, make_document(odd, title="a\x00b", id="\x00"))] == ["same"]
    assert kept
