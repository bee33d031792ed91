"""Verifies evidence: quotes against texts, texts, records and originals against the log, the log against its heads."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator

from sumber.errors import EvidenceError
from sumber.evidence.checkpoints import SignedCheckpoint, read_checkpoint
from sumber.evidence.findings import Finding, Summary, broken, note
from sumber.evidence.leaves import DocumentContent, ErasureContent, Leaf, ReadingContent
from sumber.evidence.log_check import ErasureCheck, Head, HeadCheck, OrderCheck, Tell, check_leaf, spell_leaves
from sumber.evidence.notes import VerifierKey, check_signatures, read_verifier_key
from sumber.evidence.record_check import ItemStream, RecordCheck
from sumber.evidence.source import Evidence, NotedCheckpoint
from sumber.evidence.timestamps import Authorities, check_timestamp
from sumber.model.values import Value

_PLURALS = {
    "document": "documents",
    "reading": "readings",
    "judgement": "judgements",
    "erasure": "erasures",
}


class Trust(Value, frozen=True):
    """What the verifier brings along: keys, checkpoints kept from earlier, and timestamp authorities."""

    keys: tuple[VerifierKey, ...] = ()
    earlier: tuple[NotedCheckpoint, ...] = ()
    authorities: Authorities | None = None


def verify(evidence: Evidence, trust: Trust, tell: Tell, advance: Callable[[], None] = lambda: None) -> Summary:
    """Check everything and `tell` each finding as it is made; `advance` is called after each leaf.

    Reads every part in order, as a stream. Memory grows with the number of checkpoints, erased leaves and (of a ledger) entities alone.
    """
    return _Verification(evidence, trust, tell).run(advance)


class _Verification:
    def __init__(self, evidence: Evidence, trust: Trust, tell: Tell) -> None:
        self._evidence = evidence
        self._trust = trust
        self._hear = tell
        self._counts: Counter[str] = Counter()
        self._weights: Counter[str] = Counter()
        self._stated = self._read_stated_key()

    def run(self, advance: Callable[[], None]) -> Summary:
        for problem in self._evidence.iter_problems():
            self._tell(problem)
        present = list(self._read_heads(self._evidence.iter_checkpoints()))
        earlier = list(self._read_heads(iter(self._trust.earlier), earlier=True))
        self._check_order(present)
        self._note_missing_key()
        heads = HeadCheck([head for head, _ in (*present, *earlier)], self._tell)
        self._check_leaves(heads, advance)
        self._check_tail(heads.size, present)
        for name in self._evidence.iter_stray_originals():
            words = "no document names this original; an erasure would have taken it away"
            self._tell(broken("originals", f"originals/{name}", words))
        self._check_timestamps(present)
        self._check_tables()
        return Summary(
            log_name=self._evidence.log_name,
            size=heads.size,
            root=heads.root.hex(),
            counts=dict(self._counts),
            broken=self._weights["broken"],
            notes=self._weights["note"],
        )

    def _tell(self, finding: Finding) -> None:
        self._weights[finding.weight] += 1
        self._hear(finding)

    def _read_stated_key(self) -> VerifierKey | None:
        """The key that the evidence itself states; None where it states none that can be read."""
        stated = self._evidence.key
        if stated is None:
            return None
        try:
            return read_verifier_key(stated)
        except EvidenceError as error:
            self._tell(broken("signatures", "the stated key", error.message))
            return None

    def _read_heads(
        self, checkpoints: Iterator[NotedCheckpoint], *, earlier: bool = False
    ) -> Iterator[tuple[Head, SignedCheckpoint]]:
        for noted in checkpoints:
            self._counts["earlier checkpoints" if earlier else "checkpoints"] += 1
            try:
                signed = read_checkpoint(noted.note)
            except EvidenceError as error:
                self._tell(broken("checkpoints", noted.place, error.message))
                continue
            self._check_signatures(signed, noted.place)
            checkpoint = signed.checkpoint
            if self._evidence.log_name not in (None, checkpoint.log_name):
                words = f"it is of the log {checkpoint.log_name!r}, not of {self._evidence.log_name!r}"
                self._tell(broken("checkpoints", noted.place, words))
                if earlier:
                    continue
            place = f"{noted.place} ({checkpoint.size} leaves)"
            yield Head(checkpoint=checkpoint, place=place, earlier=earlier), signed

    def _check_signatures(self, signed: SignedCheckpoint, place: str) -> None:
        """The signature of a trusted key where one is given, and of the stated one in any case."""
        wanted = [(self._trust.keys, "a key you trust")] if self._trust.keys else []
        if self._stated is not None and self._stated not in self._trust.keys:
            wanted.append(((self._stated,), "the stated key"))
        for keys, whose in wanted:
            found = check_signatures(signed.note, keys)
            for name in found.forged:
                self._tell(broken("signatures", place, f"the signature of {name!r} is not over this text"))
            if not found.good and not found.forged:
                names = ", ".join(repr(str(key)) for key in keys)
                self._tell(broken("signatures", place, f"it has no signature of {whose}: {names}"))
            self._counts["signatures"] += len(found.good)

    def _check_order(self, present: list[tuple[Head, SignedCheckpoint]]) -> None:
        sizes = [head.checkpoint.size for head, _ in present]
        for (head, _), before in zip(present[1:], sizes, strict=False):
            if head.checkpoint.size < before:
                words = f"it stands after a checkpoint of {before} leaves: out of order"
                self._tell(broken("checkpoints", head.place, words))

    def _note_missing_key(self) -> None:
        """Say what a signature is worth where nobody vouches for the key."""
        if not self._trust.keys:
            words = (
                "no key was given: signatures were checked with the key that the evidence itself states, "
                "which shows that nothing was altered by accident, not who signed"
                if self._stated
                else "no key was given and none is stated: no signature was checked"
            )
            self._tell(note("signatures", "the checkpoints", words))

    def _check_tail(self, size: int, present: list[tuple[Head, SignedCheckpoint]]) -> None:
        signed = max((head.checkpoint.size for head, _ in present), default=0)
        if size > signed:
            words = f"no checkpoint covers {spell_leaves(signed, size)}: nobody signed for them, and the last may be missing"
            self._tell(broken("checkpoints", "the last checkpoint", words))

    def _check_leaves(self, heads: HeadCheck, advance: Callable[[], None]) -> None:
        order, erasures = OrderCheck(self._tell), ErasureCheck(self._tell)
        records = RecordCheck(self._evidence, self._tell)
        texts = ItemStream(self._evidence.iter_texts(), "document", self._tell)
        readings = ItemStream(self._evidence.iter_readings(), "reading", self._tell)
        for leaf in self._evidence.iter_leaves():
            if isinstance(leaf, Finding):
                self._tell(leaf)
                continue
            order.take(leaf)
            heads.append(leaf.leaf_hash)
            content = check_leaf(leaf, self._tell)
            self._count(leaf)
            if leaf.erased:
                erasures.take(leaf)
                records.check_erased(leaf.sequence, texts.take(leaf.sequence))
                records.check_erased(leaf.sequence, readings.take(leaf.sequence))
            match content:
                case DocumentContent():
                    records.check_document(leaf.sequence, content, texts.take(leaf.sequence))
                case ReadingContent():
                    records.check_reading(leaf.sequence, content, readings.take(leaf.sequence))
                case ErasureContent():
                    erasures.apply(leaf.sequence, content)
                case _:
                    pass  # a judgement stands whole in its leaf; what is erased or unreadable has nothing to hold against
            advance()
        heads.finish()
        erasures.finish()
        texts.finish()
        readings.finish()
        self._counts["quotes"], self._counts["originals"] = records.quotes, records.originals

    def _check_tables(self) -> None:
        for found in self._evidence.iter_tables():
            if isinstance(found, Finding):
                self._tell(found)
            else:
                self._counts["tables"] += found

    def _count(self, leaf: Leaf) -> None:
        self._counts["leaves"] += 1
        self._counts["erased leaves" if leaf.erased else _PLURALS[leaf.kind]] += 1

    def _check_timestamps(self, present: list[tuple[Head, SignedCheckpoint]]) -> None:
        notes = {hashlib.sha256(signed.note.encode()).hexdigest(): (head, signed) for head, signed in present}
        latest: tuple[int, str] | None = None
        for stamp in self._evidence.iter_timestamps():
            if isinstance(stamp, Finding):
                self._tell(stamp)
                continue
            self._counts["timestamps"] += 1
            found = notes.get(stamp.checkpoint)
            if found is None:
                self._tell(broken("timestamps", stamp.place, f"no checkpoint has the SHA-256 {stamp.checkpoint}"))
                continue
            head, signed = found
            try:
                stated = check_timestamp(stamp.response, signed.note.encode(), self._trust.authorities)
            except EvidenceError as error:
                self._tell(broken("timestamps", stamp.place, f"on {head.place}: {error.message}"))
                continue
            latest = max(latest or (-1, ""), (head.checkpoint.size, stated.isoformat()))
        if latest is not None:
            sure = (
                ""
                if self._trust.authorities
                else "; no authority's certificate was given, so who says so was not checked"
            )
            words = f"the first {latest[0]} leaves were there at {latest[1]}, by the authority's clock{sure}"
            self._tell(note("timestamps", "the last timestamp", words))
