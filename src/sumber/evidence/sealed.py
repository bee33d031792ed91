"""A dump in one file: a zip of its folder, and the temporary folder that it is read from again.

Its last entry, `sealed.json`, names every file in it with its SHA-256, so that a zip that lost one on its way is known.

A zip may come from anybody. Nothing is written before all names in it are looked at, nothing outside the temporary
folder, and never more than was allowed, whatever the zip says of its sizes.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from sumber.errors import EvidenceError

SUFFIX: Final = ".zip"
_LIST: Final = "sealed.json"
_CHUNK_BYTES: Final = 1 << 20
_NAME: Final = re.compile(r"(?:[a-z0-9_]+/){0,3}[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\Z")
# The same for every file, so that the same dump is the same zip.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED: Final = 0x1


class Limits(NamedTuple):
    """How much a sealed file may hold: files, bytes in all, and bytes for each of its own."""

    files: int = 5_000_000
    size: int = 1 << 40
    ratio: int = 100


LIMITS: Final = Limits()


def is_sealed(place: Path) -> bool:
    """Whether a path is a sealed file's, by its name."""
    return place.suffix.lower() == SUFFIX


def seal(folder: Path, place: Path) -> None:
    """Write the files of a dump's folder as one zip; EvidenceError where there is something at the place already."""
    if place.exists():
        raise EvidenceError("S607", f"{place}: there is a file already; expected a new one")
    half = place.with_name(place.name + ".part")
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as sealed:
            hashes: dict[str, str] = {}
            for file in sorted(file for file in folder.rglob("*") if file.is_file()):
                name = file.relative_to(folder).as_posix()
                with file.open("rb") as content, sealed.open(_entry(name), "w", force_zip64=True) as out:
                    shutil.copyfileobj(content, out, _CHUNK_BYTES)
                hashes[name] = _hash_file(file)
            sealed.writestr(_entry(_LIST), msgspec.json.encode(hashes, order="sorted"))
        with half.open("rb+") as written:
            os.fsync(written.fileno())
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def unseal(place: Path, limits: Limits = LIMITS) -> Iterator[Path]:
    """The folder of a sealed file's dump, as long as the block lasts; EvidenceError where it is none, or not to be trusted."""
    with tempfile.TemporaryDirectory(prefix="sumber-sealed-") as made:
        folder = Path(made)
        try:
            with zipfile.ZipFile(place) as sealed:
                entries = _check(sealed, place, limits)
                _check_room(entries, folder, place)
                for entry in entries:
                    _unpack(sealed, entry, folder, place)
            _check_list(folder, place)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
            raise _refuse(place, f"no zip that can be read to its end ({error})") from error
        except OSError as error:
            raise _refuse(place, error.strerror or str(error)) from error
        yield folder


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _hash_file(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _check_list(folder: Path, place: Path) -> None:
    """What was unpacked is what was sealed: every file of the list, no other, and none altered."""
    try:
        listed = msgspec.json.decode((folder / _LIST).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _refuse(place, f"without a list of what is in it, {_LIST}") from error
    (folder / _LIST).unlink()
    found = {file.relative_to(folder).as_posix(): _hash_file(file) for file in folder.rglob("*") if file.is_file()}
    for name in sorted(found.keys() | listed.keys()):
        if name not in found:
            raise _refuse(place, f"{name!r} was sealed in it and is missing")
        if found[name] != listed.get(name):
            raise _refuse(place, f"{name!r} is not what was sealed in it")


def _check(sealed: zipfile.ZipFile, place: Path, limits: Limits) -> list[zipfile.ZipInfo]:
    """The files in a zip, all of them fit to be unpacked."""
    entries = sealed.infolist()
    if len(entries) > limits.files:
        raise _refuse(place, f"it holds {len(entries):,} files, more than {limits.files:,}")
    seen: set[str] = set()
    for entry in entries:
        problem = _find_problem(entry, seen)
        if problem:
            raise _refuse(place, f"{entry.orig_filename!r} {problem}")
        seen.add(entry.filename.lower())
    size, packed = sum(entry.file_size for entry in entries), place.stat().st_size
    # A few bytes over and over pack well: what is small may be many times larger than its zip.
    if size > limits.size or size > max(packed * limits.ratio, _CHUNK_BYTES):
        raise _refuse(place, f"it says that {size:,} bytes are packed into {packed:,}")
    return entries


def _find_problem(entry: zipfile.ZipInfo, seen: set[str]) -> str | None:
    """Why an entry is not to be unpacked, None where it may be."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if not _NAME.match(entry.filename) or entry.filename != entry.orig_filename:
        return "is no name that a dump's file has"
    if entry.filename.lower() in seen:
        return "is in it twice"
    if kind not in {0, stat.S_IFREG}:
        return "is no plain file"
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "is packed in a manner that a dump is not"
    return None


def _check_room(entries: list[zipfile.ZipInfo], folder: Path, place: Path) -> None:
    size, free = sum(entry.file_size for entry in entries), shutil.disk_usage(folder).free
    if size > free:
        raise _refuse(place, f"it needs {size:,} bytes in {folder.parent}, where {free:,} are free")


def _unpack(sealed: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, place: Path) -> None:
    target = folder / entry.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with sealed.open(entry) as content, target.open("xb") as out:
        while chunk := content.read(_CHUNK_BYTES):
            left -= len(chunk)
            if left < 0:
                raise _refuse(place, f"{entry.filename!r} is larger than it says")
            out.write(chunk)


def _refuse(place: Path, why: str) -> EvidenceError:
    return EvidenceError("S607", f"{place}: {why}; expected a zip that sumber dump --out FILE.zip wrote")
