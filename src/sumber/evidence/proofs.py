"""Proofs about a log: that a leaf is in it (inclusion), and that one head continues another (consistency).

A proof is a list of hashes, the smaller subtree first, as RFC 9162 (sections 2.1.3 and 2.1.4) defines it. Making one
reads the leaf hashes once; checking one needs the proof and the roots alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sumber.evidence.tree import EMPTY_ROOT, HASH_BYTES, Frontier, hash_node

Proof = tuple[bytes, ...]
# A tree of 2**63 leaves has proofs this long; a longer one is no proof and not worth hashing.
MAX_PROOF_HASHES = 64


class _Range(NamedTuple):
    """The leaves `[start, end)`."""

    start: int
    end: int


def prove_inclusion(leaf_hashes: Iterable[bytes], index: int, size: int) -> Proof:
    """The proof that leaf `index` is in the tree of the first `size` leaves.

    ValueError where the tree has no such leaf, or fewer leaves come than `size`.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    ranges: list[_Range] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append(_Range(middle, end))
            end = middle
        else:
            ranges.append(_Range(start, middle))
            start = middle
    return _roots_of(leaf_hashes, tuple(reversed(ranges)))


def prove_consistency(leaf_hashes: Iterable[bytes], earlier: int, later: int) -> Proof:
    """The proof that the tree of the first `later` leaves continues that of the first `earlier` ones.

    ValueError where `earlier` is no size from 1 to `later`, or fewer leaves come than `later`.
    """
    if not 0 < earlier <= later:
        raise ValueError(f"no proof from {earlier} to {later} leaves; expected 1 <= earlier <= later")
    ranges: list[_Range] = []
    start, end = 0, later
    while end != earlier:
        middle = start + _split(end - start)
        if earlier <= middle:
            ranges.append(_Range(middle, end))
            end = middle
        else:
            ranges.append(_Range(start, middle))
            start = middle
    if start:  # the earlier tree's last subtree is not its root, which the reader of the proof has already
        ranges.append(_Range(start, end))
    return _roots_of(leaf_hashes, tuple(reversed(ranges)))


def proves_inclusion(proof: Proof, leaf_hash: bytes, index: int, size: int, root: bytes) -> bool:
    """Whether the proof shows that `leaf_hash` is leaf `index` of the tree of `size` leaves with this root.

    RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size or not _is_well_formed(proof):
        return False
    node, last = index, size - 1
    found = leaf_hash
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = hash_node(sibling, found)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            found = hash_node(found, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def proves_consistency(proof: Proof, earlier: tuple[int, bytes], later: tuple[int, bytes]) -> bool:
    """Whether the proof shows that the tree `later` (size, root) continues the tree `earlier`.

    RFC 9162, section 2.1.4.2. Every tree continues the empty one; of two equal sizes the roots must be equal.
    """
    (first, first_root), (second, second_root) = earlier, later
    if not 0 <= first <= second or not _is_well_formed(proof):
        return False
    if first in (0, second):
        return not proof and first_root == (EMPTY_ROOT if first == 0 else second_root)
    if first & (first - 1) == 0:  # a full tree: its root stands at the head of the proof, and is left out there
        proof = (first_root, *proof)
    if not proof:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    found_first = found_second = proof[0]
    for sibling in proof[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            found_first, found_second = hash_node(sibling, found_first), hash_node(sibling, found_second)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            found_second = hash_node(found_second, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and found_first == first_root and found_second == second_root


def _split(size: int) -> int:
    """The largest power of two below `size`: how many leaves the left half of a tree has."""
    return 1 << (size - 1).bit_length() - 1


def _is_well_formed(proof: Proof) -> bool:
    return len(proof) <= MAX_PROOF_HASHES and all(len(each) == HASH_BYTES for each in proof)


def _roots_of(leaf_hashes: Iterable[bytes], ranges: tuple[_Range, ...]) -> Proof:
    """The root of each range of leaves, from one pass over all of them."""
    by_start = {each.start: each for each in ranges}
    needed = max((each.end for each in ranges), default=0)
    roots: dict[_Range, bytes] = {}
    current, frontier = None, Frontier()
    for number, leaf_hash in enumerate(leaf_hashes):
        if number >= needed:
            break
        if number in by_start:
            current, frontier = by_start[number], Frontier()
        if current is not None:
            frontier.append(leaf_hash)
            if number == current.end - 1:
                roots[current], current = frontier.root(), None
    if len(roots) != len(ranges):
        raise ValueError(f"the log ends early; expected {needed} leaves")
    return tuple(roots[each] for each in ranges)
