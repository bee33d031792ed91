"""The key that signs checkpoints: made once, kept in the platform's data folder, readable by its owner alone."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import os
import secrets
import stat
from pathlib import Path

import platformdirs
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sumber.errors import EvidenceError
from sumber.evidence.checkpoints import Checkpoint
from sumber.evidence.notes import (
    ED25519,
    PUBLIC_KEY_BYTES,
    Note,
    Signature,
    VerifierKey,
    hash_key,
    is_key_name,
)

KEY_FOLDER = "keys"
_PREFIX = "PRIVATE+KEY+"
_OWNER_ONLY = 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_MAX_KEY_FILE_BYTES = 10_000


class SigningKey:
    """A private Ed25519 key and the name it signs under; never printed."""

    def __init__(self, name: str, seed: bytes) -> None:
        if not is_key_name(name):
            raise EvidenceError("S604", f"{name[:80]!r} is no key name; expected one without blanks or +")
        self.name = name
        self._seed = seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"

    @property
    def public(self) -> VerifierKey:
        """The key that others check its signatures with."""
        raw = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return VerifierKey(name=self.name, public=raw)

    def sign(self, text: str) -> Note:
        """The text as a note with this key's signature; the text ends in a line's end."""
        key_id = hash_key(self.name, self.public.public)
        signature = Signature(name=self.name, key_id=key_id, value=self._private.sign(text.encode()))
        return Note(text=text, signatures=(signature,))

    def sign_checkpoint(self, checkpoint: Checkpoint) -> bytes:
        """The checkpoint as a signed note, ready to be written down."""
        return self.sign(checkpoint.text()).encode()

    def encode(self) -> str:
        """The private key in the form that signed-note programs keep it in. A secret."""
        kept = base64.b64encode(bytes([ED25519]) + self._seed).decode()
        return f"{_PREFIX}{self.name}+{hash_key(self.name, self.public.public).hex()}+{kept}"


def data_folder() -> Path:
    """Where this platform keeps a program's data of one user."""
    return Path(platformdirs.user_data_dir("sumber", appauthor=False))


def make_key_name() -> str:
    """A name for a new log and its key that no other has: 64 random bits behind a fixed head."""
    return f"sumber.invalid/{secrets.token_hex(8)}"


def create_key(name: str, folder: Path | None = None) -> SigningKey:
    """A new key under `name`, kept in `folder` (the data folder's `keys`); EvidenceError where one stands there already.

    The file appears whole or not at all, and only its owner can read it.
    """
    folder = folder or data_folder() / KEY_FOLDER
    key = SigningKey(name, secrets.token_bytes(PUBLIC_KEY_BYTES))
    place = _place_of(name, folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = folder / f".{secrets.token_hex(8)}.new"
    try:
        _write_privately(begun, key.encode() + "\n")
        os.link(begun, place)  # unlike a rename, never over a key that another process made meanwhile
    except FileExistsError as error:
        raise EvidenceError("S604", f"{place}: there is a key of this name already; it is kept") from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            begun.unlink()
    _sync_folder(folder)
    return key


def find_key(name: str, folder: Path | None = None) -> SigningKey | None:
    """The key kept under `name`, None where there is none; EvidenceError where others can read it or it is damaged."""
    place = _place_of(name, folder or data_folder() / KEY_FOLDER)
    try:
        with place.open("rb") as file:
            _refuse_shared(place, os.fstat(file.fileno()))
            content = file.read(_MAX_KEY_FILE_BYTES)
    except FileNotFoundError:
        return None
    key = _read_key(content)
    if key is None or key.name != name:
        raise EvidenceError("S604", f"{place}: this is not the key of {name!r}; restore it from a backup")
    return key


def _place_of(name: str, folder: Path) -> Path:
    """A file name that any file system takes, one for each key name."""
    return folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.key"


def _write_privately(place: Path, words: str) -> None:
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Write down that the key's name is there: a key lost to a power cut could sign nothing more of its log."""
    if os.name == "posix":  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refuse_shared(place: Path, status: os.stat_result) -> None:
    """EvidenceError where others than the owner can read or change the key; Windows has no such bits."""
    if os.name == "posix" and stat.S_IMODE(status.st_mode) & _OTHERS:
        raise EvidenceError("S604", f"{place}: others can read this key; run: chmod 600 '{place}'")


def _read_key(content: bytes) -> SigningKey | None:
    """The private key that a file holds, None where it holds none."""
    words = content.decode("utf-8", "replace").strip()
    parts = words.removeprefix(_PREFIX).split("+", 2)
    if not words.startswith(_PREFIX) or len(parts) != 3 or not is_key_name(parts[0]):
        return None
    try:
        kept = base64.b64decode(parts[2], validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(kept) != 1 + PUBLIC_KEY_BYTES or kept[0] != ED25519:
        return None
    key = SigningKey(parts[0], kept[1:])
    return key if key.public.key_id.hex() == parts[1] else None
