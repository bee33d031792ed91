"""Checks the log by itself: every leaf, the order of all, erasures, and the roots that checkpoints state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import msgspec

from sumber.evidence.checkpoints import Checkpoint
from sumber.evidence.findings import Finding, broken, note
from sumber.evidence.leaves import (
    SALT_BYTES,
    Content,
    ErasedLeaf,
    ErasureContent,
    Leaf,
    kind_of,
    read_content,
)
from sumber.evidence.tree import Frontier, hash_leaf
from sumber.model.values import Value

Tell = Callable[[Finding], None]


class Head(Value, frozen=True):
    """A checkpoint to compare the log with; `earlier` where its keeper brought it from outside."""

    checkpoint: Checkpoint
    place: str
    earlier: bool = False


def spell_leaves(start: int, end: int) -> str:
    """The leaves `[start, end)` in words.

    >>> spell_leaves(3, 4), spell_leaves(3, 6)
    ('leaf 3', 'leaves 3 to 5')
    """
    return f"leaf {start}" if end - start == 1 else f"leaves {start} to {end - 1}"


class HeadCheck:
    """Compares the roots of a growing log with those that checkpoints state for their sizes."""

    def __init__(self, heads: list[Head], tell: Tell) -> None:
        self._frontier = Frontier()
        self._heads: dict[int, list[Head]] = defaultdict(list)
        for head in heads:
            self._heads[head.checkpoint.size].append(head)
        self._tell = tell
        self._sound = 0
        self._compare()

    @property
    def size(self) -> int:
        """How many leaves came."""
        return self._frontier.size

    @property
    def root(self) -> bytes:
        """The root of those."""
        return self._frontier.root()

    def append(self, leaf_hash: bytes) -> None:
        """Take the next leaf's hash."""
        self._frontier.append(leaf_hash)
        self._compare()

    def _compare(self) -> None:
        heads = self._heads.pop(self.size, [])
        if not heads:
            return
        root = self.root
        agreeing = [head for head in heads if head.checkpoint.root == root]
        for head in heads:
            if head not in agreeing:
                self._tell(broken("checkpoints", head.place, self._spell_difference(head, forked=bool(agreeing))))
        if agreeing:
            self._sound = self.size

    def _spell_difference(self, head: Head, *, forked: bool) -> str:
        size = head.checkpoint.size
        if forked:
            return f"another history of {size} leaves was signed: the log agrees with a different checkpoint of this size (a fork)"
        if size == 0:
            return "its root hash is not that of an empty log"
        where = spell_leaves(self._sound, size)
        kept = f"; those before leaf {self._sound} are as a checkpoint says" if self._sound else ""
        whose = "you kept" if head.earlier else "was signed"
        return f"the root hash of the first {size} leaves is not the one that {whose}: something in {where} was altered{kept}"

    def finish(self) -> None:
        """Tell of checkpoints that speak of more leaves than came."""
        for size in sorted(self._heads):
            for head in self._heads[size]:
                gone = spell_leaves(self.size, size)
                what = "an older state of the log is shown, or its end" if head.earlier else "the end of the log"
                words = f"it speaks of {size} leaves, the log has {self.size}: {what} was cut off ({gone})"
                self._tell(broken("checkpoints", head.place, words))


class ErasureCheck:
    """Holds erased leaves against the later erasures that must name them."""

    def __init__(self, tell: Tell) -> None:
        self._unnamed: dict[int, Leaf] = {}
        self._tell = tell

    def take(self, leaf: Leaf) -> None:
        """An erased leaf comes by."""
        self._unnamed[leaf.sequence] = leaf

    def apply(self, sequence: int, erasure: ErasureContent) -> None:
        """An erasure comes by: every leaf it names must be erased, and be what it says."""
        place = f"leaf {sequence}"
        for item in erasure.erased:
            leaf = self._unnamed.pop(item.sequence, None)
            if leaf is None:
                words = (
                    f"it names leaf {item.sequence} as erased, which is not an earlier erased leaf, or was named before"
                )
                self._tell(broken("erasures", place, words))
                continue
            for field in _differences(item, leaf):
                words = f"the erasure in {place} states another {field} for it"
                self._tell(broken("erasures", f"leaf {item.sequence}", words))
        count = len(erasure.erased)
        what = "1 leaf" if count == 1 else f"{count} leaves"
        words = f"{what} lawfully erased at {erasure.logged_at} by {erasure.who}: {erasure.reason}"
        self._tell(note("erasures", place, words))

    def finish(self) -> None:
        """Tell of erased leaves that no erasure names."""
        for sequence in self._unnamed:
            words = "its salt and content are gone, and no erasure names it"
            self._tell(broken("erasures", f"leaf {sequence}", words))


def _differences(item: ErasedLeaf, leaf: Leaf) -> list[str]:
    stated = {"kind": item.kind, "subject": item.subject, "time": item.logged_at, "hash": item.leaf_hash}
    found = {"kind": leaf.kind, "subject": leaf.subject, "time": leaf.logged_at, "hash": leaf.leaf_hash.hex()}
    return [field for field in stated if stated[field] != found[field]]


class OrderCheck:
    """Sees to it that the sequence numbers run from 0 without gap or repetition."""

    def __init__(self, tell: Tell) -> None:
        self._next = 0
        self._entries = 0
        self._tell = tell

    def take(self, leaf: Leaf) -> None:
        """The next leaf comes by."""
        self._entries += 1
        found, place = leaf.sequence, f"leaf {leaf.sequence}"
        if found > self._next:
            before = f"after leaf {self._next - 1}" if self._next else "at the beginning"
            self._tell(broken("leaves", place, f"it stands {before}: {spell_leaves(self._next, found)} missing"))
        elif found < self._next:
            self._tell(
                broken("leaves", place, f"it stands out of order, as entry {self._entries} after leaf {self._next - 1}")
            )
        self._next = max(self._next, found + 1)


def check_leaf(leaf: Leaf, tell: Tell) -> Content | None:
    """Hold a leaf's hash against its salt and content, and what it says beside them against the content.

    Gives the content, None where it is erased or cannot be read.
    """
    place = f"leaf {leaf.sequence}"
    if leaf.erased:
        if leaf.kind == "erasure":
            tell(broken("erasures", place, "it is an erasure that was erased: who erased what and why must stay"))
        return None
    if leaf.salt is None or leaf.content is None:
        gone, left = ("salt", "content") if leaf.salt is None else ("content", "salt")
        tell(broken("leaves", place, f"its {gone} is gone, its {left} is not: an erasure takes both"))
        return None
    if len(leaf.salt) != SALT_BYTES:
        tell(broken("leaves", place, f"its salt has {len(leaf.salt)} bytes; expected {SALT_BYTES}"))
    elif hash_leaf(leaf.content, leaf.salt) != leaf.leaf_hash:
        tell(broken("leaves", place, "salt and content do not give its hash: one of the three was altered"))
    try:
        content = read_content(leaf.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        tell(broken("leaves", place, f"its content cannot be read: {error}"))
        return None
    stated = {"kind": leaf.kind, "subject": leaf.subject, "time": leaf.logged_at}
    hashed = {"kind": kind_of(content), "subject": content.subject, "time": content.logged_at}
    for field, value in stated.items():
        if value != hashed[field]:
            words = f"its {field} is given as {value!r}; what was hashed says {hashed[field]!r}"
            tell(broken("leaves", place, words))
    return content
