"""Checkpoints against the specification's example, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.errors import EvidenceError
from sumber.evidence.checkpoints import Checkpoint, join_notes, read_checkpoint, split_notes
from tests.evidence.in_memory import KEY, LOG_NAME

BODY = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
SIGNATURE = (
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


def test_the_specifications_example_is_read_and_written_again() -> None:
    content = f"{BODY}\n{SIGNATURE}".encode()
    signed = read_checkpoint(content)
    checkpoint = signed.checkpoint
    assert (checkpoint.log_name, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root.hex() == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"
    assert checkpoint.extensions == ()
    assert signed.note.signatures[0].key_id.hex() == "033de0ae"
    assert (checkpoint.text(), signed.note.encode()) == (BODY, content)


def test_further_lines_and_signatures_are_kept() -> None:
    witness = "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZ\n"
    signed = read_checkpoint(f"{BODY}one more\nand more\n\n{SIGNATURE}{witness}".encode())
    assert signed.checkpoint.extensions == ("one more", "and more")
    assert len(signed.note.signatures) == 2


def test_an_empty_log_has_a_checkpoint() -> None:
    checkpoint = Checkpoint(log_name=LOG_NAME, size=0, root=bytes(32))
    assert read_checkpoint(KEY.sign_checkpoint(checkpoint)).checkpoint == checkpoint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("20852163", "020852163"),
        ("20852163", "-1"),
        ("20852163", "+1"),
        ("20852163", " 1"),
        ("20852163", "1e3"),
        ("20852163", "٣"),
        ("20852163", "9223372036854775808"),
        ("20852163", "9" * 5000),
        ("20852163\n", ""),
        ("example.com/behind-the-sofa\n", "\n"),
        ("q2I=", "q2I"),
        ("q2I=", "q2J="),
        ("q2I=", "q2I=\n"),
        ("CsUY", "CsU"),
        ("CsUYapGG", ""),
    ],
)
def test_what_is_no_checkpoint_is_refused(old: str, new: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        read_checkpoint(f"{BODY.replace(old, new, 1)}\n{SIGNATURE}".encode())
    assert refused.value.code == "S603"


def test_notes_of_one_file_come_apart_again_with_the_lines_they_begin_on() -> None:
    notes = [
        KEY.sign_checkpoint(Checkpoint(log_name=LOG_NAME, size=size, root=bytes(32), extensions=more))
        for size, more in ((1, ()), (2, ("more",)), (3, ()))
    ]
    content = b"".join(join_notes(iter(notes)))
    assert list(split_notes(content)) == [(1, notes[0]), (7, notes[1]), (14, notes[2])]
    assert list(split_notes(notes[0])) == [(1, notes[0])]


@settings(deadline=None)
@given(st.binary(max_size=60) | st.lists(st.sampled_from([b"\n", b"a", b"\n\n"]), max_size=12).map(b"".join))
def test_no_byte_of_a_file_of_notes_falls_between_them(content: bytes) -> None:
    assert b"".join(join_notes(note for _, note in split_notes(content))) == content
