"""Signed notes: a text and the signatures below it, as C2SP's signed-note specification (v1.0.0) defines them.

    example.org/log
    3
    (more lines of the text)

    — example.org/log aGFzaA==

A note that comes from outside is read strictly, and its text counts only once a signature by a key the reader chose to
trust has been checked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sumber.errors import EvidenceError
from sumber.model.values import Value

MAX_NOTE_BYTES = 1_000_000
# The specification asks for at least 16.
MAX_SIGNATURES = 100
ED25519 = 1
PUBLIC_KEY_BYTES = 32
KEY_ID_BYTES = 4
_SIGNATURE_BYTES = 64
_DASH = "\u2014 "


class Signature(Value, frozen=True):
    """One signature below a note: who claims to have made it, the id of the key, and the signature's bytes."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        """The line it stands on, without the line's end."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.value).decode()}"


class Note(Value, frozen=True):
    """A text that ends in a line's end, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...]

    def encode(self) -> bytes:
        """The note as it is written down."""
        return (self.text + "\n" + "".join(f"{each.line()}\n" for each in self.signatures)).encode()


class VerifierKey(Value, frozen=True):
    """A public Ed25519 key and the name it signs under; written `name+id+base64`.

    >>> str(read_verifier_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
    'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
    """

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell keys of one name apart: the head of SHA-256 over name and key."""
        return hash_key(self.name, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(bytes([ED25519]) + self.public).decode()}"

    def made(self, signature: Signature) -> bool:
        """Whether name and id of a signature are this key's; it may still be forged."""
        return (signature.name, signature.key_id) == (self.name, self.key_id)

    def verifies(self, signature: Signature, text: str) -> bool:
        """Whether the signature is this key's, over this text."""
        if not self.made(signature) or len(signature.value) != _SIGNATURE_BYTES:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature.value, text.encode())
        except InvalidSignature:
            return False
        return True


class SignatureCheck(Value, frozen=True):
    """What checking a note with some keys gave: the names whose signature holds, and those whose signature is forged."""

    good: tuple[str, ...]
    forged: tuple[str, ...]


def check_signatures(note: Note, keys: tuple[VerifierKey, ...]) -> SignatureCheck:
    """Check the signatures that say they are one of these keys'; those of other keys are passed over."""
    good: list[str] = []
    forged: list[str] = []
    for signature in note.signatures:
        for key in keys:
            if key.made(signature):
                (good if key.verifies(signature, note.text) else forged).append(key.name)
    return SignatureCheck(good=tuple(good), forged=tuple(forged))


def hash_key(name: str, public: bytes) -> bytes:
    """The id of an Ed25519 key under a name."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([ED25519]) + public).digest()[:KEY_ID_BYTES]


def is_key_name(name: str) -> bool:
    """Whether a key may bear this name: not empty, no blanks, no plus, nothing unprintable."""
    return bool(name) and "+" not in name and name.isprintable() and not any(sign.isspace() for sign in name)


def read_verifier_key(words: str) -> VerifierKey:
    """The public key that `name+id+base64` stands for; EvidenceError where it is none or its id does not fit."""
    parts = words.strip().split("+", 2)
    expected = 'expected one such as "example.org/log+c74f20a3+ARpc2Q…"'
    if len(parts) != 3 or not is_key_name(parts[0]):
        raise EvidenceError("S601", f"{words[:80]!r} is no verifier key; {expected}")
    name, key_id, encoded = parts
    key = _decode(encoded)
    if key is None or len(key) != 1 + PUBLIC_KEY_BYTES or key[0] != ED25519:
        raise EvidenceError("S601", f"the verifier key of {name!r} is no Ed25519 key; {expected}")
    found = VerifierKey(name=name, public=key[1:])
    if found.key_id.hex() != key_id:
        raise EvidenceError(
            "S601",
            f"the verifier key of {name!r} has the id {found.key_id.hex()}, not {key_id[:16]!r}: a part is mistyped",
        )
    return found


def read_note(content: bytes) -> Note:
    """A note from bytes of any source; EvidenceError says what keeps them from being one.

    The note that comes back has exactly these bytes: `read_note(content).encode() == content`.
    """
    if len(content) > MAX_NOTE_BYTES:
        raise EvidenceError("S602", f"a note of {len(content)} bytes; at most {MAX_NOTE_BYTES} are read")
    try:
        words = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EvidenceError("S602", f"the note is not UTF-8 at byte {error.start}") from error
    if any(sign < " " and sign != "\n" for sign in words):
        raise EvidenceError("S602", "the note holds a control character other than the line's end")
    text, gap, below = words.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise EvidenceError(
            "S602", "the note has no signatures; expected a text, an empty line, and lines that begin with —"
        )
    lines = below[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise EvidenceError("S602", f"the note has {len(lines)} signatures; at most {MAX_SIGNATURES} are read")
    return Note(text=text + "\n", signatures=tuple(_read_signature(line) for line in lines))


def _read_signature(line: str) -> Signature:
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    value = _decode(encoded)
    if not line.startswith(_DASH) or not gap or not is_key_name(name) or value is None or len(value) <= KEY_ID_BYTES:
        raise EvidenceError("S602", f'{line[:80]!r} is no signature; expected "— name base64"')
    return Signature(name=name, key_id=value[:KEY_ID_BYTES], value=value[KEY_ID_BYTES:])


def _decode(encoded: str) -> bytes | None:
    """The bytes of standard base64, None where it is anything else or not the one way to write those bytes."""
    try:
        value = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    # The last sign may carry bits that say nothing: two spellings of one signature would be two notes.
    return value if base64.b64encode(value).decode() == encoded else None
