"""The Merkle tree over a log's leaves, with the hashing of RFC 6962 (section 2.1) and RFC 9162.

A log of `n` leaves has one root hash. It is computed from a *frontier*: the roots of the full subtrees that the first
`n` leaves fall into, largest first, one for each 1 in the binary form of `n`. Appending a leaf touches only the
frontier, so that it costs at most log2(n) hashes and the leaves before need not be kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Self

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

# The prefixes keep a leaf from passing for an inner node.
_LEAF_PREFIX = b"\x00"
_NODE_PREFIX = b"\x01"


def hash_leaf(content: bytes, salt: bytes = b"") -> bytes:
    """The hash of a leaf: SHA-256 over a zero byte, the salt and the content.

    >>> hash_leaf(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return hashlib.sha256(_LEAF_PREFIX + salt + content).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256 over a one byte and the hashes of its two halves."""
    return hashlib.sha256(_NODE_PREFIX + left + right).digest()


class Frontier:
    r"""The full subtrees of a growing log: appends leaf hashes and gives the root at any time.

    >>> frontier = Frontier()
    >>> frontier.append(hash_leaf(b""))
    >>> frontier.append(hash_leaf(b"\x00"))
    >>> frontier.size, frontier.root().hex()[:16]
    (2, 'fac54203e7cc696c')
    """

    __slots__ = ("_hashes", "_size")

    def __init__(self) -> None:
        self._hashes: list[bytes] = []
        self._size = 0

    @classmethod
    def resume(cls, size: int, hashes: Sequence[bytes]) -> Self:
        """The frontier of a log that already has `size` leaves, from the `hashes` kept for it.

        ValueError where the number of hashes does not fit the size, or one of them is no hash.
        """
        if size < 0 or len(hashes) != size.bit_count():
            raise ValueError(f"{len(hashes)} hashes for {size} leaves; expected {max(size, 0).bit_count()}")
        if any(len(each) != HASH_BYTES for each in hashes):
            raise ValueError(f"a hash of another length; expected {HASH_BYTES} bytes each")
        frontier = cls()
        frontier._size, frontier._hashes = size, list(hashes)
        return frontier

    @property
    def size(self) -> int:
        """How many leaves the log has."""
        return self._size

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """What must be kept to go on from here later, largest subtree first."""
        return tuple(self._hashes)

    def append(self, leaf_hash: bytes) -> None:
        """Take the hash of the next leaf."""
        # As a carry runs through the ones at the end of a binary number, full subtrees of one size merge.
        carried = self._size
        while carried & 1:
            leaf_hash = hash_node(self._hashes.pop(), leaf_hash)
            carried >>= 1
        self._hashes.append(leaf_hash)
        self._size += 1

    def root(self) -> bytes:
        """The root hash of all leaves so far; of no leaves the hash of nothing."""
        if not self._hashes:
            return EMPTY_ROOT
        root = self._hashes[-1]
        for left in reversed(self._hashes[:-1]):
            root = hash_node(left, root)
        return root


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root hash of all these leaves, in one pass and in memory that does not grow."""
    frontier = Frontier()
    for leaf_hash in leaf_hashes:
        frontier.append(leaf_hash)
    return frontier.root()
