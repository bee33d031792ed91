"""Checkpoints: what a log was at one size, as a signed note in C2SP's tlog-checkpoint form.

    sumber.example/ledger-7c31
    3
    rra8/idLcKFPsGel5aVXgmTbD6m1GuXgugWRWPMp4Gc=

    — sumber.example/ledger-7c31 …

Whoever keeps one can later tell whether the log it came from still holds everything it held then.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from sumber.errors import EvidenceError
from sumber.evidence.notes import Note, read_note
from sumber.evidence.tree import HASH_BYTES
from sumber.model.values import Value

MAX_LOG_SIZE = 2**63 - 1
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class Checkpoint(Value, frozen=True):
    """The head of a log: its name (the specification calls it origin), how many leaves it has and their root hash.

    `extensions` are further lines, which this program neither writes nor understands.
    """

    log_name: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The text that is signed."""
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.log_name, str(self.size), root, *self.extensions))


class SignedCheckpoint(Value, frozen=True):
    """A checkpoint with the note it stands in."""

    checkpoint: Checkpoint
    note: Note


def read_checkpoint(content: bytes) -> SignedCheckpoint:
    """A checkpoint from bytes of any source, its signatures not yet checked; EvidenceError says what is wrong."""
    note = read_note(content)
    lines = note.text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise EvidenceError("S603", "the checkpoint lacks a line; expected name, size and root hash, and no empty line")
    log_name, size, root, *extensions = lines
    if not _SIZE.fullmatch(size) or int(size) > MAX_LOG_SIZE:
        raise EvidenceError("S603", f"the checkpoint's second line is {size[:40]!r}; expected the number of leaves")
    checkpoint = Checkpoint(log_name=log_name, size=int(size), root=_read_root(root), extensions=tuple(extensions))
    return SignedCheckpoint(checkpoint=checkpoint, note=note)


def split_notes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The notes of a file that holds several, an empty line between each two; with the line each begins on.

    Only notes whose text has no empty line can be kept this way; a checkpoint never has one. Joined with an empty line
    between each two, the pieces are the file again.
    """
    line = 1
    pieces = content.split(b"\n\n")
    for number in range(0, len(pieces), 2):
        text, below = pieces[number], pieces[number + 1 : number + 2]
        last = number + 2 >= len(pieces)
        # The split took the ends of lines away; the last note of the file has kept its own.
        note = text + b"".join(b"\n\n" + each for each in below) + (b"" if last else b"\n")
        yield line, note
        line += note.count(b"\n") + 1


def join_notes(notes: Iterator[bytes]) -> Iterator[bytes]:
    """The parts of a file of notes, which `split_notes` takes apart again."""
    for number, note in enumerate(notes):
        yield b"\n" + note if number else note


def _read_root(encoded: str) -> bytes:
    try:
        root = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        root = b""
    if len(root) != HASH_BYTES or base64.b64encode(root).decode() != encoded:
        raise EvidenceError(
            "S603", f"the checkpoint's third line is {encoded[:60]!r}; expected a SHA-256 hash in base64"
        )
    return root
