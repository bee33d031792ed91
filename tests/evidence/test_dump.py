"""Dump folders: written and read back alike, and hostile ones read safely."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sumber.errors import EvidenceError
from sumber.evidence.dump import DumpFolder
from sumber.evidence.dump_writing import write_dump
from sumber.evidence.findings import Finding
from sumber.evidence.leaves import hash_bytes, hash_text
from sumber.evidence.source import Record, Text, Timestamp
from sumber.evidence.timestamps import make_request
from tests.evidence.in_memory import LogBuilder, MemoryEvidence, build_small_log, find_all, find_broken
from tests.evidence.local_authority import LocalAuthority

FILES = ("manifest.json", "log.jsonl", "checkpoints.txt", "timestamps.jsonl", "documents.jsonl", "readings.jsonl")
ADDRESSED = ("log.jsonl", "timestamps.jsonl", "documents.jsonl", "readings.jsonl")


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> MemoryEvidence:
    """The small log with a timestamp on its last checkpoint."""
    whole = build_small_log().build()
    if shutil.which("openssl") is None:
        return whole
    authority = LocalAuthority(tmp_path_factory.mktemp("authority"))
    note = whole.notes[-1]
    response = authority.answer(make_request(note).as_bytes())
    return replace(whole, timestamps=(Timestamp(checkpoint=hash_bytes(note), response=response, place="stamp"),))


@pytest.fixture
def dump(evidence: MemoryEvidence, tmp_path: Path) -> Path:
    write_dump(evidence, tmp_path / "dump")
    return tmp_path / "dump"


def test_a_dump_holds_what_it_was_written_from(evidence: MemoryEvidence, dump: Path, tmp_path: Path) -> None:
    read = DumpFolder(dump)
    assert (read.log_name, read.key) == (evidence.log_name, evidence.key)
    assert list(read.iter_problems()) == []
    assert tuple(read.iter_leaves()) == evidence.leaves
    texts = [(each.sequence, each.text) for each in read.iter_texts() if isinstance(each, Text)]
    assert texts == [(each.sequence, each.text) for each in evidence.texts]
    records = [(each.sequence, each.body) for each in read.iter_readings() if isinstance(each, Record)]
    assert records == [(each.sequence, each.body) for each in evidence.readings]
    assert tuple(each.note for each in read.iter_checkpoints()) == evidence.notes
    for each in evidence.texts:
        assert read.find_text(hash_text(each.text)) == each.text
    assert read.find_text("0" * 64) is None
    assert find_all(read)[0] == find_all(evidence)[0]
    write_dump(read, tmp_path / "again")
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (dump / name).read_bytes()


def test_a_dump_read_in_one_thread_is_let_go_of_in_another(dump: Path) -> None:
    def read() -> DumpFolder:
        found = DumpFolder(dump)
        assert found.find_text("0" * 64) is None
        return found

    with ThreadPoolExecutor(1) as pool:
        folder = pool.submit(read).result()
    del folder
    gc.collect()


def test_places_name_file_and_line(dump: Path) -> None:
    read = DumpFolder(dump)
    assert [each.place for each in read.iter_texts()] == ["documents.jsonl line 1", "documents.jsonl line 2"]
    assert [each.place for each in read.iter_readings()] == ["readings.jsonl line 1", "readings.jsonl line 2"]
    places = [each.place for each in read.iter_checkpoints()]
    assert places == ["checkpoints.txt line 1", "checkpoints.txt line 7", "checkpoints.txt line 13"]


def test_a_folder_that_is_taken_is_not_written_into(dump: Path) -> None:
    with pytest.raises(EvidenceError, match="not empty"):
        write_dump(build_small_log().build(), dump)


def test_a_dump_is_none_before_it_is_whole(dump: Path) -> None:
    (dump / "manifest.json").unlink()
    with pytest.raises(EvidenceError, match="no dump; expected a folder with manifest"):
        DumpFolder(dump)


def test_what_cannot_be_read_is_not_dumped(dump: Path, tmp_path: Path) -> None:
    (dump / "readings.jsonl").write_text("nothing\n")
    with pytest.raises(EvidenceError, match=r"readings\.jsonl line 1"):
        write_dump(DumpFolder(dump), tmp_path / "again")
    assert not (tmp_path / "again" / "manifest.json").exists()


def test_texts_with_every_kind_of_sign_come_back(tmp_path: Path) -> None:
    log = LogBuilder()
    text = 'line\nend\u2028 "quoted" \\ ,"sequence":7} \U0001f6a2 \ud800 é e\u0301 \x00'
    log.add_reading("r", log.add_document("d", text), [text, "\U0001f6a2", "\ud800"])
    log.sign()
    write_dump(log.build(), tmp_path / "dump")
    assert find_broken(DumpFolder(tmp_path / "dump")) == []


def _flip(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]


def _names_the_place(found: list[Finding], file: Path, content: bytes, place: int) -> bool:
    """Whether a finding names the line, leaf, checkpoint or file that the byte belongs to."""
    if file.parent.name == "originals":
        return any(each.place == f"originals/{file.name}" for each in found)
    line = content.count(b"\n", 0, place) + 1
    if file.name in ADDRESSED:
        said = [f"{file.name} line {line}"]
        if file.name == "log.jsonl":
            said += [f"leaf {line - 1}", f"entry {line} "]
        return any(name in f"{each.place}: {each.words}" for each in found for name in said)
    if file.name == "checkpoints.txt":
        begins = max(each for each in (1, 7, 13) if each <= line)
        # The empty line between two notes belongs to neither, and its loss makes one of both.
        return any(each.place.startswith(f"checkpoints.txt line {begins}") for each in found)
    return any(each.place in ("manifest.json", "the stated key") or each.check == "checkpoints" for each in found)


def _find_unseen(dump: Path, bits: Callable[[int], range]) -> tuple[int, list[str]]:
    """How many single bits were flipped, and those that went unseen or were told of another place."""
    tried, unseen = 0, []
    for file in sorted(each for each in dump.rglob("*") if each.is_file()):
        content = file.read_bytes()
        for place in range(len(content)):
            for bit in bits(place):
                file.write_bytes(_flip(content, place, bit))
                found = find_broken(DumpFolder(dump))
                tried += 1
                if not found or not _names_the_place(found, file, content, place):
                    unseen.append(f"{file.name} byte {place} bit {bit}: {[each.place for each in found]}")
        file.write_bytes(content)
    return tried, unseen


def test_a_flipped_bit_of_any_byte_of_any_file_is_found_and_named(dump: Path) -> None:
    tried, unseen = _find_unseen(dump, lambda place: range(place % 8, place % 8 + 1))
    assert unseen == []
    assert tried == sum(each.stat().st_size for each in dump.rglob("*") if each.is_file())


@pytest.mark.long
def test_every_flipped_bit_of_every_file_is_found_and_named(dump: Path) -> None:
    tried, unseen = _find_unseen(dump, lambda _: range(8))
    assert unseen == []
    assert tried == 8 * sum(each.stat().st_size for each in dump.rglob("*") if each.is_file())


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_short_anywhere_is_found(dump: Path, name: str) -> None:
    content = (dump / name).read_bytes()
    for end in range(0, len(content), 7):
        (dump / name).write_bytes(content[:end])
        if name == "timestamps.jsonl" and end == 0:
            continue  # a checkpoint without a timestamp is none the worse
        assert find_broken(DumpFolder(dump)), end


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("manifest.json", "timestamps.jsonl")])
def test_a_missing_file_is_named(dump: Path, name: str) -> None:
    (dump / name).unlink()
    assert any(each.place == name and "missing" in each.words for each in find_broken(DumpFolder(dump)))


def test_a_line_twice_is_found(dump: Path) -> None:
    for name in ("log.jsonl", "documents.jsonl", "readings.jsonl"):
        content = (dump / name).read_bytes()
        lines = content.splitlines(keepends=True)
        (dump / name).write_bytes(b"".join([*lines, lines[-1]]))
        assert any("out of order" in each.words for each in find_broken(DumpFolder(dump))), name
        (dump / name).write_bytes(content)


def test_a_stray_original_is_named(dump: Path) -> None:
    (dump / "originals" / "notes.txt").write_text("x")
    (found,) = find_broken(DumpFolder(dump))
    assert found.place == "originals/notes.txt"


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
def test_links_and_pipes_are_not_followed(dump: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    (original, other) = sorted((dump / "originals").iterdir())
    shutil.move(original, secret)
    original.symlink_to(secret)
    other.unlink()
    os.mkfifo(other)
    found = find_broken(DumpFolder(dump))
    assert {each.place for each in found} == {f"originals/{original.name}", f"originals/{other.name}"}
    (dump / "log.jsonl").unlink()
    os.mkfifo(dump / "log.jsonl")
    assert any("no plain file" in each.words for each in find_broken(DumpFolder(dump)))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), st.binary(max_size=80) | st.text(max_size=60).map(str.encode))
def test_any_bytes_in_place_of_a_file_are_told_not_raised(dump: Path, name: str, content: bytes) -> None:
    before = (dump / name).read_bytes()
    (dump / name).write_bytes(content)
    found = find_broken(DumpFolder(dump))
    assert found or content in (before, b"")
    (dump / name).write_bytes(before)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("log.jsonl", b"[" * 200_000 + b"\n"),
        ("log.jsonl", b'{"sequence":1e999}\n'),
        ("log.jsonl", b'{"sequence":' + b"9" * 5000 + b"}\n"),
        ("documents.jsonl", b'{"sequence":0,"text":' + b"[" * 200_000 + b"}\n"),
        ("documents.jsonl", b'{"sequence":0,"text":"","text":""}\n'),
        ("documents.jsonl", b'{"sequence":' + b"9" * 5000 + b',"text":""}\n'),
        ("documents.jsonl", b'{"sequence":9223372036854775808,"text":""}\n'),
        ("documents.jsonl", b'{"sequence":-1,"text":""}\n'),
        ("documents.jsonl", b'{"sequence":true,"text":""}\n'),
        ("documents.jsonl", b'{"sequence":0,"text":null}\n'),
        ("readings.jsonl", b'{"record":' + b"[" * 200_000 + b',"sequence":1}\n'),
        ("readings.jsonl", b'{"record":{},"sequence":' + b"9" * 5000 + b"}\n"),
        ("readings.jsonl", b'{"record":{"span":[1e999,NaN]},"sequence":1}\n'),
        ("readings.jsonl", b'{"record":' + b'{"a":' * 900 + b"1" + b"}" * 900 + b',"sequence":1}\n'),
        ("timestamps.jsonl", b'{"checkpoint":"","response":"","sha256":""}\n'),
        ("checkpoints.txt", b"\n" * 100_000),
        ("manifest.json", b'{"format":"sumber-dump","key":"","log_name":"","version":2}\n'),
        ("manifest.json", b'{"format":"sumber-dump","key":"","log_name":"","version":1,"more":1}\n'),
        ("manifest.json", b'{"format": "sumber-dump","key":"","log_name":"","version":1}\n'),
    ],
)
def test_hostile_lines_are_told_not_raised(dump: Path, name: str, line: bytes) -> None:
    (dump / name).write_bytes(line)
    assert any(each.place.startswith(name) for each in find_broken(DumpFolder(dump)))
