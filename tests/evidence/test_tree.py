"""The Merkle tree against the published vectors of Certificate Transparency and against the definition itself."""

from __future__ import annotations

import hashlib
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.evidence.tree import EMPTY_ROOT, Frontier, hash_leaf, hash_node, root_of
from tests.evidence.vectors import LEAVES, ROOTS


def root_by_definition(hashes: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word: split at the largest power of two below the size."""
    if not hashes:
        return hashlib.sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return hash_node(root_by_definition(hashes[:split]), root_by_definition(hashes[split:]))


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_roots_are_the_published_ones(size: int) -> None:
    assert root_of(map(hash_leaf, LEAVES[:size])).hex() == ROOTS[size]


def test_an_empty_log_has_the_hash_of_nothing() -> None:
    assert Frontier().root() == root_of([]) == EMPTY_ROOT


@settings(deadline=None)
@given(st.lists(st.binary(max_size=4), max_size=70))
def test_root_is_the_defined_one_at_every_size(contents: list[bytes]) -> None:
    hashes = [hash_leaf(content) for content in contents]
    frontier = Frontier()
    for size, leaf_hash in enumerate(hashes, 1):
        frontier.append(leaf_hash)
        assert frontier.root() == root_by_definition(hashes[:size])
        assert (frontier.size, len(frontier.hashes)) == (size, size.bit_count())


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_a_log_goes_on_from_what_was_kept(before: int, after: int) -> None:
    hashes = [hash_leaf(bytes([number])) for number in range(before + after)]
    first = Frontier()
    for leaf_hash in hashes[:before]:
        first.append(leaf_hash)
    second = Frontier.resume(first.size, first.hashes)
    for leaf_hash in hashes[before:]:
        second.append(leaf_hash)
    assert second.root() == root_of(hashes)


@pytest.mark.parametrize(
    ("size", "hashes"), [(-1, []), (1, []), (2, [bytes(32)] * 2), (3, [bytes(32)]), (1, [bytes(31)])]
)
def test_a_frontier_that_fits_no_log_is_refused(size: int, hashes: list[bytes]) -> None:
    with pytest.raises(ValueError, match="expected"):
        Frontier.resume(size, hashes)


def test_salt_and_content_are_hashed_behind_a_zero_byte() -> None:
    assert hash_leaf(b"content", b"salt") == hashlib.sha256(b"\x00saltcontent").digest()
    assert hash_node(b"l" * 32, b"r" * 32) == hashlib.sha256(b"\x01" + b"l" * 32 + b"r" * 32).digest()


def test_memory_does_not_grow_with_the_log() -> None:
    root_of(hash_leaf(b"") for _ in range(1000))
    tracemalloc.start()
    root_of(hash_leaf(b"") for _ in range(5000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000
