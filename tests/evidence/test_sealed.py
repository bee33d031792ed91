"""A sealed file holds a dump whole, and whatever a zip may try, nothing is written but into the temporary folder."""

from __future__ import annotations

import stat
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sumber.errors import EvidenceError
from sumber.evidence.dump import DumpFolder
from sumber.evidence.dump_writing import write_dump
from sumber.evidence.findings import Finding
from sumber.evidence.sealed import Limits, seal, unseal
from sumber.evidence.verifying import Trust, verify
from tests.evidence.in_memory import KEY, build_small_log


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_dump(build_small_log().build(), tmp_path / "dump")
    (tmp_path / "dump" / "more").mkdir()
    (tmp_path / "dump" / "more" / "claims.jsonl").write_text("{}\n", "utf-8")
    return tmp_path / "dump"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    place = tmp_path / "deep" / "temporary"
    place.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def _verify(folder: Path) -> bool:
    found: list[Finding] = []
    return verify(DumpFolder(folder), Trust(keys=(KEY.public,)), found.append, lambda: None).holds


def test_a_sealed_dump_is_the_dump(folder: Path, tmp_path: Path, temporary: Path) -> None:
    seal(folder, tmp_path / "one.zip")
    seal(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with unseal(tmp_path / "one.zip") as unpacked:
        assert unpacked.parent == temporary
        assert _contents(unpacked) == _contents(folder)
        assert _verify(unpacked)
    assert not any(temporary.iterdir())
    with pytest.raises(EvidenceError, match="there is a file already"):
        seal(folder, tmp_path / "one.zip")


def _entry(name: str, kind: int = 0, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo("x")
    made.filename = made.orig_filename = name
    made.external_attr = kind << 16
    made.compress_type = method
    return made


ENTRIES = {
    "a folder above": (_entry("../x"),),
    "a folder above, later": (_entry("originals/../../x"),),
    "a whole path": (_entry("/home/x"),),
    "another system's path": (_entry("..\\x"),),
    "a drive": (_entry("C:x"),),
    "nothing between": (_entry("originals//x"),),
    "here": (_entry("./x"),),
    "a folder": (_entry("originals/"),),
    "a hidden name": (_entry(".bashrc"),),
    "a sign that ends a name": (_entry("manifest.json\x00.exe"),),
    "no name": (_entry(""),),
    "a link": (_entry("log.jsonl", stat.S_IFLNK | 0o777),),
    "a device": (_entry("log.jsonl", stat.S_IFCHR | 0o666),),
    "one name twice": (_entry("log.jsonl"), _entry("log.jsonl")),
    "one name but for its case": (_entry("log.jsonl"), _entry("LOG.jsonl")),
    "another packing": (_entry("log.jsonl", method=zipfile.ZIP_BZIP2),),
}


@pytest.mark.parametrize("entries", ENTRIES.values(), ids=ENTRIES.keys())
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_no_dump_holds_refuses_the_whole_file(
    entries: tuple[zipfile.ZipInfo, ...], tmp_path: Path, temporary: Path
) -> None:
    place = tmp_path / "bad.zip"
    with zipfile.ZipFile(place, "w") as out:
        out.writestr("manifest.json", b"{}")
        for entry in entries:
            out.writestr(entry, b"anything")
    before = _contents(tmp_path)
    with pytest.raises(EvidenceError, match=r"S607.*bad\.zip"), unseal(place):
        pass
    assert _contents(tmp_path) == before
    assert not any(temporary.iterdir())


def _zeros(place: Path) -> None:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("log.jsonl", bytes(30_000_000))


def _too_many(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as out:
        for number in range(21):
            out.writestr(f"originals/{number}", b"x")


def _encrypted(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as out:
        out.writestr("log.jsonl", b"x")
    content = bytearray(place.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    place.write_bytes(content)


def _says_less(place: Path) -> None:
    """A file ten times as large as it says."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("log.jsonl", b"abcdefghij" * 1000)
    true, told = (10_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    place.write_bytes(place.read_bytes().replace(true, told))


def _without_a_list(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as out:
        out.writestr("log.jsonl", b"x")


def _with_another(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as out:
        out.writestr("log.jsonl", b"x")
        out.writestr("sealed.json", b"{}")


def _with_one_missing(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as out:
        out.writestr("sealed.json", b'{"log.jsonl": ""}')


def _cut_off(place: Path) -> None:
    _too_many(place)
    place.write_bytes(place.read_bytes()[:-30])


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (_zeros, "bytes are packed into"),
        (_too_many, "21 files, more than 20"),
        (_encrypted, "is encrypted"),
        (_says_less, "log.jsonl"),
        (_cut_off, "no zip"),
        (_without_a_list, "without a list"),
        (_with_another, "'log.jsonl' is not what was sealed"),
        (_with_one_missing, "'log.jsonl' was sealed in it and is missing"),
        (lambda place: place.write_bytes(b"no zip at all"), "no zip"),
        (lambda _: None, "No such file"),
    ],
)
def test_what_is_too_much_or_damaged_is_refused(
    make: Callable[[Path], object], why: str, tmp_path: Path, temporary: Path
) -> None:
    place = tmp_path / "bad.zip"
    make(place)
    with pytest.raises(EvidenceError, match=why), unseal(place, Limits(files=20)):
        pass
    assert not any(temporary.iterdir())


def test_no_altered_byte_of_a_sealed_file_changes_what_holds(folder: Path, tmp_path: Path) -> None:
    """A byte of the zip's own (a moment, a remark) may change; then what it holds is the same to the letter."""
    place = tmp_path / "sealed.zip"
    seal(folder, place)
    whole, kept = place.read_bytes(), _contents(folder)
    refused = same = 0
    for offset in range(0, len(whole), 3):
        altered = bytearray(whole)
        altered[offset] ^= 0x41
        place.write_bytes(altered)
        try:
            with unseal(place) as unpacked:
                assert _contents(unpacked) == kept, offset
                same += 1
        except EvidenceError:
            refused += 1
    assert refused > same
