"""Tables beside a dump's evidence are held against their own manifest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from sumber.evidence.dump_tables import iter_dumped_tables
from sumber.evidence.findings import Finding

CONTENT = b'{"no":1,"text":"Norway will hand over two ships"}\n'


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump's folder with two tables."""
    tables = tmp_path / "tables"
    tables.mkdir()
    for name in ("claims", "links"):
        (tables / f"{name}.jsonl").write_bytes(CONTENT)
    digest = hashlib.sha256(CONTENT).hexdigest()
    manifest = {"tables": "v1", "rows": {"claims": 1}, "form": "jsonl", "sha256": {"claims": digest, "links": digest}}
    (tables / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return tmp_path


def _broken(dump: Path) -> list[str]:
    found = [each for each in iter_dumped_tables(dump) if isinstance(each, Finding)]
    return [f"{each.place}: {each.words}" for each in found if each.weight == "broken"]


def test_whole_tables_hold_and_say_what_that_shows(dump: Path) -> None:
    found = list(iter_dumped_tables(dump))
    assert [each for each in found if isinstance(each, int)] == [1, 1]
    (noted,) = [each for each in found if isinstance(each, Finding)]
    assert (noted.weight, noted.place) == ("note", "tables")
    assert "sumber load" in noted.words


def test_evidence_without_tables_has_none_to_look_at(tmp_path: Path) -> None:
    assert list(iter_dumped_tables(tmp_path)) == []


def test_every_flipped_byte_is_found(dump: Path) -> None:
    place = dump / "tables" / "claims.jsonl"
    for at in range(len(CONTENT)):
        place.write_bytes(CONTENT[:at] + bytes([CONTENT[at] ^ 1]) + CONTENT[at + 1 :])
        (told,) = _broken(dump)
        assert told.startswith("tables/claims.jsonl: it has the SHA-256")


def test_table_that_is_not_there_or_is_a_link_is_told(dump: Path, tmp_path: Path) -> None:
    place = dump / "tables" / "claims.jsonl"
    place.rename(tmp_path / "elsewhere")
    assert _broken(dump) == ["tables/claims.jsonl: the file is missing, or is no plain file"]
    place.symlink_to(tmp_path / "elsewhere")
    assert _broken(dump) == ["tables/claims.jsonl: the file is missing, or is no plain file"]


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", '{"form":"jsonl"}', '{"form":"jsonl","sha256":{"claims":"no hash"}}', "[" * 100_000],
)
def test_manifest_that_cannot_be_read_is_told(dump: Path, manifest: str) -> None:
    (dump / "tables" / "manifest.json").write_text(manifest, "utf-8")
    (told,) = _broken(dump)
    assert told.startswith("tables/manifest.json: it cannot be read")


def test_table_whose_name_leads_elsewhere_is_not_opened(dump: Path) -> None:
    manifest = {"form": "jsonl", "sha256": {"../../etc/passwd": "0" * 64}}
    (dump / "tables" / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert _broken(dump) == ["tables/../../etc/passwd.jsonl: the file is missing, or is no plain file"]
