"""Keys on disk: made once, whole or not at all, for their owner alone."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from sumber.errors import EvidenceError
from sumber.evidence.keys import SigningKey, create_key, data_folder, find_key, make_key_name
from sumber.evidence.notes import check_signatures, read_verifier_key

NAME = "sumber.invalid/halden"


def test_a_key_is_found_again_and_signs_alike(tmp_path: Path) -> None:
    made = create_key(NAME, tmp_path / "keys")
    found = find_key(NAME, tmp_path / "keys")
    assert found is not None
    assert found.sign("text\n") == made.sign("text\n")
    public = read_verifier_key(str(found.public))
    assert check_signatures(found.sign("text\n"), (public,)).good == (NAME,)


def test_there_is_none_before_one_is_made(tmp_path: Path) -> None:
    assert find_key(NAME, tmp_path) is None
    create_key(NAME, tmp_path)
    assert find_key("another", tmp_path) is None


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permission bits")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        create_key(NAME, tmp_path / "keys")
    finally:
        os.umask(old)
    (file,) = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    file.chmod(0o640)
    with pytest.raises(EvidenceError, match="chmod 600"):
        find_key(NAME, tmp_path / "keys")


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    made = create_key(NAME, tmp_path)
    with pytest.raises(EvidenceError, match="already"):
        create_key(NAME, tmp_path)
    found = find_key(NAME, tmp_path)
    assert found is not None
    assert found.encode() == made.encode()
    assert len(list(tmp_path.iterdir())) == 1


def test_of_many_who_make_one_at_once_one_succeeds(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> None:
        try:
            made.append(create_key(NAME, tmp_path).encode())
        except EvidenceError:
            return

    threads = [threading.Thread(target=make) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = find_key(NAME, tmp_path)
    assert found is not None
    assert made == [found.encode()]


@pytest.mark.parametrize("content", [b"", b"PRIVATE+KEY+", b"\xff", b"PRIVATE+KEY+a+00000000+AAAA"])
def test_a_damaged_key_is_told(tmp_path: Path, content: bytes) -> None:
    create_key(NAME, tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    with pytest.raises(EvidenceError, match="restore it"):
        find_key(NAME, tmp_path)


def test_a_key_is_not_taken_for_that_of_another_name(tmp_path: Path) -> None:
    create_key(NAME, tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_text(SigningKey("another", bytes(32)).encode())
    file.chmod(0o600)
    with pytest.raises(EvidenceError, match="not the key of"):
        find_key(NAME, tmp_path)


@pytest.mark.parametrize("name", ["", "with blank", "with+plus", "with\nline"])
def test_a_name_that_no_note_can_bear_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no key name"):
        create_key(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_key_does_not_print_its_secret() -> None:
    key = SigningKey(NAME, bytes(range(32)))
    assert repr(key) == str(key) == f"SigningKey({NAME!r})"


def test_new_names_differ_and_are_names() -> None:
    names = {make_key_name() for _ in range(50)}
    assert len(names) == 50
    assert all(SigningKey(name, bytes(32)).name == name for name in names)


def test_keys_belong_in_the_platforms_data_folder() -> None:
    assert data_folder().is_absolute()
    assert data_folder().name == "sumber"
