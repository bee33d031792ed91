"""Small ledgers of every version of the tables, with data in them: from each of them a ledger must come up to this version.

    python -m tests.earlier_ledgers [FILE]

writes one with the program at hand, before its tables change: `tests/ledger/earlier/<version>.jsonl`. A line is a row of
a table, or of a search index with its tokens, as no database writes it; a file once written is not changed again.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, LargeBinary, MetaData, insert, text

from sumber.ledger import Arrival, Filters, Ledger, keep, open_ledger
from sumber.ledger.erasing import erase_document
from sumber.ledger.judging import Decision, judge
from sumber.ledger.migrations import revisions, upgrade
from sumber.ledger.signing import sign_log
from sumber.ledger.stores import INDEXES, Indexed, Store
from sumber.model import Document
from sumber.pipeline import open_reader, read_document
from tests.conftest import start_postgres
from tests.ledgers import add, make_document, make_reading, search
from tests.relating.reports import relate_all

FOLDER = Path(__file__).parent / "ledger" / "earlier"
REPORTS = (
    Document(
        id="courier-1",
        publisher="The Halden Courier",
        published_at="2025-09-02",
        text="A fire destroyed an army ammunition depot near Oslo on Monday night, the regional fire service said. "
        "At least 12 soldiers were injured. The group Free Northern Coast claimed that its drones had struck the "
        "depot, Radio Vardal reported. Norway denied the claim.",
    ),
    Document(
        id="kabar-7",
        publisher="Kabar Utara",
        published_at="2025-09-03",
        language="id",
        text="Gudang amunisi di dekat Kaldvik terbakar, kata dinas pemadam kebakaran. Norwegia membantah serangan itu.",
    ),
)
_ORDER = "SELECT no, array_to_string(tsvector_to_array(tokens), ' ') FROM {} ORDER BY no"


def fill(ledger: Ledger) -> None:
    """Keep reports by this program: read ones and ones by hand, a second version and reading, decisions, an erasure; related and signed."""
    reader = open_reader("lexical")
    for report in REPORTS:
        for document in (report, replace(report, text=report.text.replace("12", "30"))):
            synthetic = replace(document, synthetic=True)
            keep(ledger, [Arrival(synthetic, read_document(synthetic, reader))])
    bare = make_reading(make_document(original=b"<p>Norway will hand over two ships"))
    keep(ledger, [Arrival(bare.document, bare)])
    erased, _ = add(ledger, make_document("Fiji tests it.", id="b"), make_document("Fiji has it.", id="c"))
    first, second = (found.claim.id for found in search(ledger, Filters(words="Norway"))[:2])
    noted = judge(ledger, Decision(kind="note", subject=first, decided_by="Ana", reason="seen"))
    judge(ledger, Decision(kind="correct", subject=second, decided_by="Ana", value={"stance": "alleges"}))
    judge(ledger, Decision(kind="undo", subject=noted.id, decided_by="Ben"))
    judge(ledger, Decision(kind="merge", subject="Q20", other="Q712", decided_by="Ana", score=0.5))
    relate_all(ledger)
    sign_log(ledger)
    erase_document(ledger, erased.document, reason="court order", decided_by="Ben")
    sign_log(ledger)


def iter_rows(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every row of a PostgreSQL ledger, each table behind those that its rows point to, and the tokens of the indexes."""
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if table.name in {*INDEXES, "alembic_version"}:
            continue
        for row in connection.execute(table.select().order_by(*table.primary_key.columns)).mappings():
            yield {"table": str(table.name), "row": {str(name): _as_text(value) for name, value in row.items()}}
    for index in INDEXES:
        for no, tokens in connection.execute(text(_ORDER.format(index))):
            yield {"index": index, "no": no, "tokens": tokens}


def _as_text(value: Any) -> Any:
    return base64.b64encode(bytes(value)).decode() if isinstance(value, bytes | memoryview) else value


def make_earlier(connection: Connection, store: Store, revision: str) -> None:
    """In an empty database the tables of a version, with the rows that the program of that version wrote."""
    upgrade(connection, revision)
    tables = MetaData()
    tables.reflect(connection)
    for line in (FOLDER / f"{revision}.jsonl").read_bytes().splitlines():
        told = msgspec.json.decode(line)
        if "index" in told:
            store.add_to_index(connection, told["index"], [Indexed(told["no"], told["tokens"])])
            continue
        table = tables.tables[told["table"]]
        binary = {column.name for column in table.columns if isinstance(column.type, LargeBinary)}
        row = {
            name: base64.b64decode(value) if name in binary and value is not None else value
            for name, value in told["row"].items()
        }
        connection.execute(insert(table), [row])


def main() -> None:
    """Write the file of the version at hand."""
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / f"{revisions()[-1]}.jsonl"
    with start_postgres() as address, open_ledger(address, may_write=True) as ledger:
        fill(ledger)
        with ledger.reading() as connection:
            lines = [msgspec.json.encode(row) for row in iter_rows(connection)]
    place.write_bytes(b"".join(line + b"\n" for line in lines))


if __name__ == "__main__":
    main()
