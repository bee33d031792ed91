"""The tables that lie beside the evidence of a dump: their files against the hashes that their own manifest states.

That finds what was damaged on the way. Whoever rewrites a table can rewrite its manifest: only a ledger that the tables
were loaded into can be held against the log, row by row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from sumber.evidence.findings import Finding, broken, note
from sumber.evidence.leaves import HexHash

TABLES: Final = "tables"
"""The folder of a whole dump that holds the tables."""
_MANIFEST: Final = "manifest.json"
_MAX_MANIFEST_BYTES: Final = 1_000_000
_ALONE: Final = (
    "they were held against their own manifest alone; sumber load puts them into a ledger, where sumber verify holds "
    "each row against the log"
)


class _Manifest(msgspec.Struct, frozen=True):
    """Of what the tables' manifest states the part that can be checked without knowing any table."""

    form: str
    sha256: dict[str, HexHash]


def iter_dumped_tables(folder: Path) -> Iterator[Finding | int]:
    """One for each table's file of a dump, and a finding for each that is not what was written there; nothing where there are none."""
    place = folder / TABLES
    if not place.exists():
        return
    try:
        with (place / _MANIFEST).open("rb") as file:
            manifest = msgspec.json.decode(file.read(_MAX_MANIFEST_BYTES), type=_Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield broken("tables", f"{TABLES}/{_MANIFEST}", f"it cannot be read: {error}")
        return
    for table, stated in manifest.sha256.items():
        name = f"{table}.{manifest.form}"
        found = _find_hash(place / name) if name == Path(name).name else None
        if found is None:
            yield broken("tables", f"{TABLES}/{name}", "the file is missing, or is no plain file")
        elif found != stated:
            yield broken("tables", f"{TABLES}/{name}", f"it has the SHA-256 {found}; its manifest states {stated}")
        yield 1
    yield note("tables", TABLES, _ALONE)


def _find_hash(place: Path) -> str | None:
    """The SHA-256 of a file; None where there is none, or a link, which could lead anywhere."""
    if place.is_symlink() or not place.is_file():
        return None
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
