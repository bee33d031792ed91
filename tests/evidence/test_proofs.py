"""Proofs against the published vectors, against the definition, and against forgers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.evidence.proofs import (
    MAX_PROOF_HASHES,
    prove_consistency,
    prove_inclusion,
    proves_consistency,
    proves_inclusion,
)
from sumber.evidence.tree import EMPTY_ROOT, hash_leaf, root_of
from tests.evidence.vectors import CONSISTENCY, INCLUSION, LEAVES, ROOTS

HASHES = [hash_leaf(leaf) for leaf in LEAVES]
MANY = [hash_leaf(number.to_bytes(2, "big")) for number in range(40)]
MANY_ROOTS = [root_of(MANY[:size]) for size in range(len(MANY) + 1)]


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION)
def test_inclusion_proofs_are_the_published_ones(index: int, size: int, proof: tuple[str, ...]) -> None:
    made = prove_inclusion(HASHES, index, size)
    assert tuple(each.hex() for each in made) == proof
    assert proves_inclusion(made, HASHES[index], index, size, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("earlier", "later", "proof"), CONSISTENCY)
def test_consistency_proofs_are_the_published_ones(earlier: int, later: int, proof: tuple[str, ...]) -> None:
    made = prove_consistency(HASHES, earlier, later)
    assert tuple(each.hex() for each in made) == proof
    heads = [(size, bytes.fromhex(ROOTS[size])) for size in (earlier, later)]
    assert proves_consistency(made, heads[0], heads[1])


def test_every_leaf_of_every_tree_is_proved_and_no_other() -> None:
    for size in range(1, len(MANY) + 1):
        for index in range(size):
            proof = prove_inclusion(MANY, index, size)
            assert proves_inclusion(proof, MANY[index], index, size, MANY_ROOTS[size])
            wrong = (index + 1) % size
            assert size == 1 or not proves_inclusion(proof, MANY[wrong], wrong, size, MANY_ROOTS[size])
            assert size == 1 or not proves_inclusion(proof, MANY[index], wrong, size, MANY_ROOTS[size])


def test_every_tree_continues_every_smaller_one_and_no_fork() -> None:
    fork = [*MANY[:3], hash_leaf(b"another"), *MANY[4:]]
    for later in range(1, len(MANY) + 1):
        for earlier in range(1, later + 1):
            proof = prove_consistency(MANY, earlier, later)
            old, new = (earlier, MANY_ROOTS[earlier]), (later, MANY_ROOTS[later])
            assert proves_consistency(proof, old, new)
            if later > 3:
                forked = (later, root_of(fork[:later]))
                assert not proves_consistency(proof, old, forked)
                assert not proves_consistency(prove_consistency(fork, earlier, later), old, forked) or earlier < 4


@settings(deadline=None)
@given(st.data(), st.integers(2, 40))
def test_a_changed_proof_proves_nothing(data: st.DataObject, later: int) -> None:
    earlier = data.draw(st.integers(1, later - 1))
    index = data.draw(st.integers(0, later - 1))
    proofs = (prove_inclusion(MANY, index, later), prove_consistency(MANY, earlier, later))
    for number, proof in enumerate(proofs):
        place = data.draw(st.integers(0, len(proof) - 1))
        bit = data.draw(st.integers(0, 255))
        changed = bytearray(proof[place])
        changed[bit // 8] ^= 1 << bit % 8
        forms = [
            (*proof[:place], bytes(changed), *proof[place + 1 :]),
            proof[:place] + proof[place + 1 :],
            (*proof, bytes(32)),
            (*proof[:place], proof[place][:31], *proof[place + 1 :]),
        ]
        for form in forms:
            if number == 0:
                assert not proves_inclusion(form, MANY[index], index, later, MANY_ROOTS[later])
            else:
                assert not proves_consistency(form, (earlier, MANY_ROOTS[earlier]), (later, MANY_ROOTS[later]))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_inclusion_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        prove_inclusion(MANY, index, size)
    assert not proves_inclusion((), MANY[0], index, size, MANY_ROOTS[size])


@pytest.mark.parametrize(("earlier", "later"), [(0, 3), (4, 3), (-1, 2)])
def test_no_consistency_with_a_tree_that_is_not_earlier(earlier: int, later: int) -> None:
    with pytest.raises(ValueError, match="expected 1 <="):
        prove_consistency(MANY, earlier, later)


def test_every_tree_continues_the_empty_one() -> None:
    assert proves_consistency((), (0, EMPTY_ROOT), (3, MANY_ROOTS[3]))
    assert not proves_consistency((), (0, MANY_ROOTS[1]), (3, MANY_ROOTS[3]))
    assert not proves_consistency((MANY[0],), (0, EMPTY_ROOT), (3, MANY_ROOTS[3]))
    assert not proves_consistency((), (3, MANY_ROOTS[3]), (2, MANY_ROOTS[2]))


def test_a_log_that_ends_early_proves_nothing() -> None:
    with pytest.raises(ValueError, match="ends early"):
        prove_inclusion(MANY[:5], 0, 9)
    with pytest.raises(ValueError, match="ends early"):
        prove_consistency(MANY[:5], 3, 9)


def test_an_endless_proof_is_not_hashed() -> None:
    endless = (bytes(32),) * (MAX_PROOF_HASHES + 1)
    assert not proves_inclusion(endless, MANY[0], 0, 2**70, bytes(32))


def test_leaves_are_read_once_and_not_beyond_need() -> None:
    taken = []

    def leaves() -> Iterator[bytes]:
        for number, leaf_hash in enumerate(MANY):
            taken.append(number)
            yield leaf_hash

    assert prove_inclusion(leaves(), 3, 10) == prove_inclusion(MANY, 3, 10)
    assert taken == list(range(11))
