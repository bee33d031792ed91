"""Signed notes against the published vectors, and against notes made to confuse."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.errors import EvidenceError
from sumber.evidence.keys import SigningKey
from sumber.evidence.notes import (
    MAX_NOTE_BYTES,
    MAX_SIGNATURES,
    check_signatures,
    read_note,
    read_verifier_key,
)

# The key and note that the first implementation of the format (Go's sumdb/note) is tested with.
VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
NOTE = f"{TEXT}\n{LINE}".encode()
# The example of the specification itself: its text has an empty line of its own.
SPECIFIED = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
).encode()
KEY = read_verifier_key(VERIFIER)
OTHER = SigningKey("other.example", bytes(32))


def test_published_note_is_read_checked_and_made_again() -> None:
    note = read_note(NOTE)
    assert note.text == TEXT
    assert check_signatures(note, (KEY,)).good == ("PeterNeumann",)
    assert note.encode() == NOTE
    signer = SigningKey("PeterNeumann", base64.b64decode(SEED)[1:])
    assert str(signer.public) == VERIFIER
    assert signer.encode() == f"PRIVATE+KEY+PeterNeumann+c74f20a3+{SEED}"
    assert signer.sign(TEXT).encode() == NOTE  # Ed25519 gives one signature for one text


def test_the_specifications_example_is_read() -> None:
    note = read_note(SPECIFIED)
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    (signature,) = note.signatures
    assert (signature.name, signature.key_id.hex(), len(signature.value)) == (
        "quasimodo.example/salvatore",
        "367ba04b",
        64,
    )
    assert note.encode() == SPECIFIED


def test_a_forged_signature_is_told_from_a_strangers() -> None:
    forged = read_note(NOTE.replace(b"cryptography", b"cryptographY"))
    assert check_signatures(forged, (KEY,)).forged == ("PeterNeumann",)
    unknown = check_signatures(read_note(NOTE), (OTHER.public,))
    assert (unknown.good, unknown.forged) == ((), ())
    renamed = read_verifier_key(str(SigningKey("PeterNeumann", bytes(32)).public))
    assert check_signatures(read_note(NOTE), (renamed,)).good == ()


def test_a_note_with_several_signatures_holds_by_each() -> None:
    both = read_note(OTHER.sign(TEXT).encode() + LINE.encode())
    assert check_signatures(both, (KEY,)).good == ("PeterNeumann",)
    assert set(check_signatures(both, (KEY, OTHER.public)).good) == {"PeterNeumann", "other.example"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        TEXT.encode(),
        f"{TEXT}\n".encode(),
        f"{TEXT}{LINE}".encode(),
        f"{TEXT}\n{LINE[:-1]}".encode(),
        f"{TEXT}\n{LINE}\n".encode(),
        f"{TEXT}\n\n{LINE}".encode()[:-10],
        f"{TEXT}\n- PeterNeumann x08go/ZJ\n".encode(),
        f"{TEXT}\n— Peter Neumann {LINE.split()[2]}\n".encode(),
        f"{TEXT}\n— Peter+Neumann {LINE.split()[2]}\n".encode(),
        f"{TEXT}\n— \u00a0 {LINE.split()[2]}\n".encode(),
        f"{TEXT}\n—  {LINE.split()[2]}\n".encode(),
        f"{TEXT}\n— PeterNeumann\n".encode(),
        f"{TEXT}\n— PeterNeumann x08go!!!\n".encode(),
        f"{TEXT}\n— PeterNeumann x08goA==\n".encode(),  # four bytes: a key's id and no signature
        f"{TEXT}\n— PeterNeumann x08go/ZK\n{LINE[2:]}".encode(),
        NOTE.replace(b"JnAM=", b"JnAN="),  # the same bytes, spelt another way
        NOTE.replace(b"If", b"I\x00"),
        NOTE.replace(b"If", b"I\r"),
        NOTE.replace(b"If", b"\xff\xfe"),
        NOTE.replace(b"If", b"\xed\xa0\x80"),  # half of a surrogate pair
        f"{TEXT}\n{LINE * (MAX_SIGNATURES + 1)}".encode(),
        b"a" * (MAX_NOTE_BYTES + 1),
    ],
)
def test_what_is_no_note_is_refused(content: bytes) -> None:
    with pytest.raises(EvidenceError) as refused:
        read_note(content)
    assert refused.value.code == "S602"


def test_as_many_signatures_as_the_specification_asks_for_are_read() -> None:
    assert len(read_note(f"{TEXT}\n{LINE * 16}".encode()).signatures) == 16


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda words: f"{words}\n\n{LINE}".encode()))
def test_any_bytes_are_a_note_or_refused(content: bytes) -> None:
    try:
        note = read_note(content)
    except (EvidenceError, UnicodeEncodeError):
        return
    assert note.encode() == content


@settings(deadline=None)
@given(st.integers(0, len(NOTE) - 1), st.integers(0, 7))
def test_no_flipped_bit_keeps_the_signature(place: int, bit: int) -> None:
    changed = bytearray(NOTE)
    changed[place] ^= 1 << bit
    try:
        note = read_note(bytes(changed))
    except EvidenceError:
        return
    assert check_signatures(note, (KEY,)).good == ()


def test_no_part_of_a_verifier_key_and_no_mistyped_one_is_taken() -> None:
    for start in range(len(VERIFIER)):
        for end in range(start + 1, len(VERIFIER) + 1):
            if (start, end) != (0, len(VERIFIER)):
                _refuse(VERIFIER[start:end])
        _refuse(VERIFIER[:start] + chr(ord(VERIFIER[start]) + 1) + VERIFIER[start + 1 :])


@pytest.mark.parametrize(
    "words",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",  # too long, its id fits
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",  # no Ed25519 key, its id fits
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "",
        "++",
    ],
)
def test_what_is_no_verifier_key_is_refused(words: str) -> None:
    _refuse(words)


def _refuse(words: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        read_verifier_key(words)
    assert refused.value.code == "S601"
