"""What is searched and shown is held against the log, row by row, in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Executable, Table, delete, insert, select, text, update

from sumber.evidence.findings import Finding
from sumber.evidence.verifying import Trust, verify
from sumber.ledger import Arrival, Ledger, keep, open_ledger
from sumber.ledger.dumping import dump_ledger, load_ledger
from sumber.ledger.erasing import erase_document
from sumber.ledger.evidence import LedgerEvidence
from sumber.ledger.judging import Decision, judge
from sumber.ledger.schema import (
    METADATA,
    captures,
    claims,
    dates,
    documents,
    entities,
    events,
    judgements,
    links,
    mentions,
    parties,
    projects,
    readings,
    versions,
)
from sumber.ledger.signing import sign_log
from sumber.model import EntityRef, Mention, ReaderVersion, Span
from tests.ledgers import FIJI, TEXT, add, make_document, make_reading, search


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """A signed ledger: a document of two versions, one of two readings, a judgement, and another project."""
    with open_ledger(address, project="other", may_write=True) as other:
        add(other, make_document())
    with open_ledger(address, may_write=True) as opened:
        add(opened, make_document(original=b"<p>", title="Ships", url="https://halden.example/1"))
        add(opened, make_document(TEXT.replace("two", "three"), url="https://halden.example/1"))
        read_again = make_document(id="b", publisher="Radio Vardal")
        add(opened, read_again)
        keep(opened, [Arrival(read_again, make_reading(read_again, ReaderVersion(name="by hand", version="2")))])
        judge(opened, Decision(kind="accept", subject=search(opened)[0].claim.id, decided_by="Ana", reason="seen"))
        sign_log(opened)
        yield opened


def _find(ledger: Ledger, weight: str = "broken") -> list[str]:
    found: list[Finding] = []
    with ledger.reading() as connection:
        verify(LedgerEvidence(connection), Trust(), found.append)
    return [f"{each.place}: {each.words}" for each in found if each.check == "tables" and each.weight == weight]


def _count(ledger: Ledger) -> int:
    with ledger.reading() as connection:
        return verify(LedgerEvidence(connection), Trust(), lambda _: None).counts["tables"]


def _alter(ledger: Ledger, statement: Executable) -> None:
    """Run a statement behind the tool's back: without the triggers and keys that refuse it."""
    with ledger.writing() as connection:
        for table in METADATA.sorted_tables:
            if connection.dialect.name == "sqlite":
                for name in ("stay", "last"):
                    connection.execute(text(f"DROP TRIGGER IF EXISTS {table.name}_{name}"))
            else:
                connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL"))
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        assert connection.execute(statement).rowcount != 0  # -1 where the driver does not tell


def _first(table: Table, column: Any = None) -> ColumnElement[bool]:
    """The first row of a table by its key."""
    key = table.primary_key.columns[0] if column is None else column
    return bool_of(key == select(key).order_by(key).limit(1).scalar_subquery())


def bool_of(condition: Any) -> ColumnElement[bool]:
    """A condition as its type."""
    assert isinstance(condition, ColumnElement)
    return condition


ALTERED: list[tuple[str, Executable, str]] = [
    ("words of a claim", update(claims).where(_first(claims)).values(text="Norway sent nothing"), "claims, row 1: text"),
    ("stance", update(claims).where(_first(claims)).values(stance="warns"), "claims, row 1: stance"),
    ("a claim moved", update(claims).where(_first(claims)).values(span_start=1), "claims, row 1: span_start"),
    ("who says it", update(links).where(_first(links)).values(name="Nobody"), "links, row 1: name"),
    ("kind of event", update(events).where(_first(events)).values(type="assault"), "events, row 1: type"),
    ("day of an event", update(events).values(latest="2031-01-01"), "events, row 1: latest"),
    ("who acts", update(parties).where(_first(parties)).values(entity=FIJI.id), "parties, row 1: entity"),
    ("a mention", update(mentions).where(_first(mentions)).values(entity=None), "mentions, row 1: entity"),
    ("a mention dropped", delete(mentions).where(mentions.c.position == 0), "mentions holds 1 rows"),
    ("a date", update(dates).values(earliest="2001-01-01"), "dates, row 1: earliest"),
    ("links dropped", delete(links), "links holds 0 rows"),
    ("an entity's name", update(entities).where(entities.c.id == "Q20").values(name="Fiji"), "entity Q20: no reading"),
    ("an entity dropped", delete(entities).where(entities.c.id == "Q20"), "entities does not hold"),
    ("an outlet", update(documents).values(publisher="Other"), "documents: publisher is 'Other'"),
    ("a day", update(documents).values(published_at="1999-01-01"), "documents: published_at"),
    ("what is invented", update(documents).values(synthetic=False), "documents: synthetic"),
    ("a caller's id", update(documents).values(caller_id="z"), "documents: caller_id"),
    ("when it came", update(documents).values(kept_at="2001"), "documents: kept_at"),
    ("an entity of the outlet", update(documents).values(publisher_entity="Q20"), "publisher_entity"),
    (
        "back to an earlier version",
        update(documents).where(documents.c.title == "Ships").values(version_no=documents.c.version_no - 1),
        "newest of its versions",
    ),
    (
        "back to an earlier reading",
        update(documents).where(documents.c.caller_id == "b").values(reading_no=documents.c.reading_no - 1),
        "newest reading of its newest version",
    ),
    ("when a version came", update(versions).values(kept_at="2001"), "versions are not"),
    ("length of a version", update(versions).values(characters=1), "table versions says 1"),
    ("originals dropped", delete(captures), "originals are not"),
    ("a reader", update(readings).values(reader="trained"), "the reader is trained"),
    ("a reading's language", update(readings).values(language="fr"), "readings: language"),
    ("a reading's time", update(readings).values(read_at="2001"), "readings: read_at"),
    ("who decided", update(judgements).values(decided_by="Eve"), "judgements: decided_by is 'Eve'"),
    ("what was decided", update(judgements).values(kind="reject"), "judgements: kind"),
    ("a decision dropped", delete(judgements), "the table judgements does not hold it"),
    ("a project's name", update(projects).where(projects.c.name == "main").values(name="z"), "no leaf of the log"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "told"), [row[1:] for row in ALTERED], ids=[row[0] for row in ALTERED])
def test_altered_row_is_found(ledger: Ledger, statement: Executable, told: str) -> None:
    assert _find(ledger) == []
    _alter(ledger, statement)
    assert any(told in each for each in _find(ledger)), _find(ledger)


def test_row_that_the_log_does_not_tell_of_is_found(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        document = connection.execute(select(documents)).first()
        claim = connection.execute(select(claims)).first()
    assert document
    assert claim
    _alter(ledger, insert(documents).values(**{**document._asdict(), "no": 99, "id": "f" * 20}))
    _alter(ledger, insert(claims).values(**{**claim._asdict(), "no": 999, "position": 99}))
    found = _find(ledger)
    assert any("no leaf of the log speaks of it" in each for each in found)
    assert any("claims holds 3 rows of it; its reading makes 2" in each for each in found)


def test_every_row_is_counted_also_of_a_ledger_that_was_loaded(ledger: Ledger, sqlite_address: str) -> None:
    folder = Path(sqlite_address).parent / "dump"
    dump_ledger(ledger, folder)
    with open_ledger(sqlite_address + ".copy", may_write=True) as copy:
        load_ledger(copy, folder)
        assert _find(copy) == []
        assert _count(copy) == _count(ledger)
    with ledger.reading() as connection:
        shown = (documents, versions, captures, readings, claims, links, events, parties, mentions, dates, judgements)
        assert _count(ledger) == sum(len(connection.execute(select(table)).all()) for table in shown)


def test_erasure_takes_names_along_and_leaves_tables_that_hold(ledger: Ledger) -> None:
    document = make_document("Vardal Bank denies it.", id="c")
    bank = EntityRef(id="sumber:organisation:vardal-bank", name="Vardal Bank")
    old_name = EntityRef(id=FIJI.id, name="Fiji Islands")
    mentioned = (
        Mention(span=Span(0, 11), text="Vardal Bank", kind="organisation", entity=bank),
        Mention(span=Span(0, 6), text="Vardal", kind="organisation", entity=old_name),
    )
    with ledger.writing() as connection:
        connection.execute(delete(entities).where(entities.c.id == FIJI.id))
    keep(ledger, [Arrival(document, replace(make_reading(document), mentions=mentioned))])
    (found,) = [each.document for each in search(ledger) if each.document.caller_id == "c"]

    def names() -> set[str]:
        with ledger.reading() as connection:
            return set(connection.scalars(select(entities.c.name)))

    assert names() >= {"Vardal Bank", "Fiji Islands"}
    erase_document(ledger, found.id, reason="court order", decided_by="Ana")
    assert names() == {"Norway", "Fiji"}
    assert _find(ledger) == []


def test_entity_that_only_a_decision_names_is_no_break(ledger: Ledger) -> None:
    document = make_document("Vardal Bank denies it.", id="c")
    bank = EntityRef(id="sumber:organisation:vardal-bank", name="Vardal Bank")
    mention = Mention(span=Span(0, 11), text="Vardal Bank", kind="organisation", entity=bank)
    keep(ledger, [Arrival(document, replace(make_reading(document), mentions=(mention,)))])
    (found,) = [each.document for each in search(ledger) if each.document.caller_id == "c"]
    judge(ledger, Decision(kind="unsure", subject=bank.id, other="Q20", decided_by="Ana"))
    erase_document(ledger, found.id, reason="court order", decided_by="Ana")
    assert _find(ledger) == []
    assert _find(ledger, "note") == [f"entity {bank.id}: no reading that is kept calls it 'Vardal Bank'"]
