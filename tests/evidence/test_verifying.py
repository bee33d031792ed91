"""Every way to tamper with a log and what it speaks of, and the words and place that each is told with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sumber.evidence.checkpoints import Checkpoint
from sumber.evidence.findings import NOT_PROVED, Finding
from sumber.evidence.keys import SigningKey
from sumber.evidence.leaves import (
    DocumentContent,
    ErasedLeaf,
    ErasureContent,
    JudgementContent,
    Leaf,
    encode_content,
    hash_bytes,
    make_leaf,
    read_content,
)
from sumber.evidence.source import NotedCheckpoint, Record, Text, Timestamp
from sumber.evidence.timestamps import Authorities, make_request
from sumber.evidence.tree import hash_leaf, root_of
from sumber.evidence.verifying import Trust
from tests.evidence.in_memory import (
    KEY,
    LOG_NAME,
    TIME,
    LogBuilder,
    MemoryEvidence,
    build_small_log,
    find_all,
    find_broken,
)
from tests.evidence.local_authority import LocalAuthority

WHOLE = build_small_log().build()
STRANGER = SigningKey(LOG_NAME, b"s" * 32)
Tamper = Callable[[MemoryEvidence], MemoryEvidence]


def _swap(items: tuple[Any, ...], one: int, other: int) -> tuple[Any, ...]:
    mixed = list(items)
    mixed[one], mixed[other] = mixed[other], mixed[one]
    return tuple(mixed)


def _put(items: tuple[Any, ...], place: int, item: Any) -> tuple[Any, ...]:
    return (*items[:place], item, *items[place + 1 :])


def _drop_leaf(place: int) -> Tamper:
    return lambda log: replace(log, leaves=log.leaves[:place] + log.leaves[place + 1 :])


def _drop_and_renumber(place: int) -> Tamper:
    """Take a leaf out and close the gap, as one would who hides it."""

    def tamper(log: MemoryEvidence) -> MemoryEvidence:
        left = log.leaves[:place] + log.leaves[place + 1 :]
        return replace(log, leaves=tuple(replace(leaf, sequence=number) for number, leaf in enumerate(left)))

    return tamper


def _change_leaf(place: int, **changes: Any) -> Tamper:
    return lambda log: replace(log, leaves=_put(log.leaves, place, replace(log.leaves[place], **changes)))


def _forge_leaf(place: int) -> Tamper:
    """Put another judgement in, with a salt and hash that fit it: only the tree can tell."""
    forged = make_leaf(place, JudgementContent(subject="merge-1", logged_at=TIME), judgement={"accept": ["Q1", "Q3"]})
    return lambda log: replace(log, leaves=_put(log.leaves, place, forged))


def _change_record(place: int, old: str, new: str) -> Tamper:
    def tamper(log: MemoryEvidence) -> MemoryEvidence:
        record = log.readings[place]
        body = record.body.replace(old.encode(), new.encode())
        assert body != record.body
        return replace(log, readings=_put(log.readings, place, replace(record, body=body)))

    return tamper


def _change_text(log: MemoryEvidence) -> MemoryEvidence:
    text = log.texts[0]
    return replace(log, texts=_put(log.texts, 0, replace(text, text=text.text.replace("port", "fort"))))


def _swap_texts(log: MemoryEvidence) -> MemoryEvidence:
    first, second = log.texts
    return replace(log, texts=(replace(first, text=second.text), replace(second, text=first.text)))


def _swap_originals(log: MemoryEvidence) -> MemoryEvidence:
    (one, first), (other, second) = log.originals.items()
    return replace(log, originals={one: second, other: first})


def _drop_original(log: MemoryEvidence) -> MemoryEvidence:
    return replace(log, originals=dict(list(log.originals.items())[1:]))


def _sign(leaves: tuple[Leaf, ...], key: SigningKey = KEY) -> bytes:
    root = root_of(leaf.leaf_hash for leaf in leaves)
    return key.sign_checkpoint(Checkpoint(log_name=LOG_NAME, size=len(leaves), root=root))


def _fork(log: MemoryEvidence) -> MemoryEvidence:
    """A second checkpoint of the last size, signed with the right key over another history."""
    other = (*log.leaves[:-1], make_leaf(7, JudgementContent(subject="x", logged_at=TIME)))
    return replace(log, notes=(*log.notes, _sign(other)))


def _rewrite_with_strange_key(log: MemoryEvidence) -> MemoryEvidence:
    leaves = _forge_leaf(6)(log).leaves
    return replace(log, leaves=leaves, notes=(*log.notes[:2], _sign(leaves, STRANGER)))


ERASED = WHOLE.leaves[4]
CUT = "was cut off"
CASES: dict[str, tuple[Tamper, str, str]] = {
    "first leaf dropped": (_drop_leaf(0), "leaf 1", "leaf 0 missing"),
    "middle leaf dropped": (_drop_leaf(3), "leaf 4", "it stands after leaf 2: leaf 3 missing"),
    "last leaf dropped": (_drop_leaf(7), "checkpoint 3 (8 leaves)", f"the end of the log {CUT} (leaf 7)"),
    "first leaf hidden": (_drop_and_renumber(0), "checkpoint 1 (2 leaves)", "something in leaves 0 to 1 was altered"),
    "middle leaf hidden": (_drop_and_renumber(3), "checkpoint 2 (6 leaves)", "something in leaves 2 to 5 was altered"),
    "last leaf hidden": (_drop_and_renumber(7), "checkpoint 3 (8 leaves)", CUT),
    "all leaves dropped": (lambda log: replace(log, leaves=()), "checkpoint 1 (2 leaves)", CUT),
    "leaf doubled": (
        lambda log: replace(log, leaves=(*log.leaves[:4], *log.leaves[3:])),
        "leaf 3",
        "out of order, as entry 5 after leaf 3",
    ),
    "leaves swapped": (
        lambda log: replace(log, leaves=_swap(log.leaves, 2, 3)),
        "leaf 2",
        "out of order, as entry 4 after leaf 3",
    ),
    "leaves swapped and renumbered": (
        lambda log: replace(
            log,
            leaves=tuple(
                replace(leaf, sequence=number) for number, leaf in enumerate(_swap(log.leaves, 2, 3))
            ),
        ),
        "checkpoint 2 (6 leaves)",
        "something in leaves 2 to 5 was altered; those before leaf 2 are as a checkpoint says",
    ),
    "leaf forged whole": (_forge_leaf(6), "checkpoint 3 (8 leaves)", "something in leaves 6 to 7 was altered"),
    "leaf's hash": (_change_leaf(6, leaf_hash=bytes(32)), "leaf 6", "one of the three was altered"),
    "leaf's salt": (_change_leaf(6, salt=bytes(32)), "leaf 6", "one of the three was altered"),
    "leaf's content": (_change_leaf(6, content=WHOLE.leaves[0].content), "leaf 6", "one of the three was altered"),
    "leaf's kind": (_change_leaf(6, kind="reading"), "leaf 6", "its kind is given as 'reading'"),
    "leaf's subject": (_change_leaf(6, subject="merge-2"), "leaf 6", "its subject is given as 'merge-2'"),
    "leaf's time": (_change_leaf(6, logged_at="2026-01-02"), "leaf 6", "its time is given as '2026-01-02'"),
    "leaf's salt moved into its content": (
        _change_leaf(
            6, salt=(WHOLE.leaves[6].salt or b"")[:31], content=(WHOLE.leaves[6].salt or b"")[31:] + (WHOLE.leaves[6].content or b"")
        ),
        "leaf 6",
        "its salt has 31 bytes; expected 32",
    ),
    "leaf's salt gone": (_change_leaf(6, salt=None), "leaf 6", "its salt is gone, its content is not"),
    "leaf's content gone": (_change_leaf(6, content=None), "leaf 6", "its content is gone, its salt is not"),
    "leaf secretly erased": (
        _change_leaf(6, salt=None, content=None),
        "leaf 6",
        "its salt and content are gone, and no erasure names it",
    ),
    "erasure erased": (_change_leaf(7, salt=None, content=None), "leaf 7", "who erased what and why must stay"),
    "erased leaf's hash": (_change_leaf(4, leaf_hash=bytes(32)), "leaf 4", "leaf 7 states another hash for it"),
    "erased leaf's kind": (_change_leaf(4, kind="judgement"), "leaf 4", "leaf 7 states another kind for it"),
    "erased leaf's subject": (_change_leaf(4, subject="who"), "leaf 4", "leaf 7 states another subject for it"),
    "erased leaf's time": (_change_leaf(4, logged_at=""), "leaf 4", "leaf 7 states another time for it"),
    "quote changed": (
        _change_record(0, '"text":"The port is closed"', '"text":"The port is clos ed"'),
        "reading record 1",
        "claims[0] of reading 'reading-1' (leaf 1): it quotes 'The port is clos ed', the text says 'The port is closed' at [0, 18)",
    ),
    "quote moved": (
        _change_record(1, "[4,11]", "[5,12]"),
        "reading record 3",
        "claims[0] of reading 'reading-2' (leaf 3): it quotes '항구를 닫았다'",
    ),
    "quote beyond the text": (_change_record(1, "[4,11]", "[4,111]"), "reading record 3", "does not lie in the text"),
    "quote without numbers": (_change_record(1, "[4,11]", "[4]"), "reading record 3", "no pair of whole numbers"),
    "reading changed elsewhere": (
        _change_record(0, "asserts", "denies"),
        "reading record 1",
        "the record of reading 'reading-1' (leaf 1) is not the one that was logged",
    ),
    "reading that is no JSON": (_change_record(0, "{", "["), "reading record 1", "is no JSON object"),
    "reading dropped": (lambda log: replace(log, readings=log.readings[1:]), "reading 'reading-1' (leaf 1)", "its record is missing"),
    "reading never logged": (
        lambda log: replace(log, readings=(*log.readings, Record(sequence=6, body=b"{}", place="here"))),
        "here",
        "leaf 6 of the log is no reading: this was never logged",
    ),
    "readings out of order": (lambda log: replace(log, readings=_swap(log.readings, 0, 1)), "reading record 1", "out of order"),
    "text changed": (_change_text, "text 0", "the text of document 'halden-1' (leaf 0) is not the one that was logged"),
    "text changed under a quote": (
        _change_text,
        "reading record 1",
        "the text that reading 'reading-1' (leaf 1) quotes, of document 'halden-1', is not here",
    ),
    "publisher changed": (
        _change_leaf(0, content=(WHOLE.leaves[0].content or b"").replace(b"Halden Post", b"Halden Past")),
        "leaf 0",
        "one of the three was altered",
    ),
    "text dropped": (lambda log: replace(log, texts=log.texts[1:]), "document 'halden-1' (leaf 0)", "its text is missing"),
    "texts swapped": (_swap_texts, "text 0", "the text of document 'halden-1' (leaf 0) is not the one"),
    "texts out of order": (lambda log: replace(log, texts=_swap(log.texts, 0, 1)), "text 0", "out of order"),
    "text never logged": (
        lambda log: replace(log, texts=(*log.texts, Text(sequence=6, text="", place="here"))),
        "here",
        "leaf 6 of the log is no document: this was never logged",
    ),
    "originals swapped": (_swap_originals, f"originals/{next(iter(WHOLE.originals))}", "of document 'halden-1' (leaf 0) were altered"),
    "original dropped": (_drop_original, f"originals/{next(iter(WHOLE.originals))}", "of document 'halden-1' (leaf 0) are missing"),
    "original left over": (
        lambda log: replace(log, originals={**log.originals, hash_bytes(b"x"): b"x"}),
        f"originals/{hash_bytes(b'x')}",
        "no document names this original",
    ),
    "erased text left over": (
        lambda log: replace(log, texts=(*log.texts, Text(sequence=4, text="", place="here"))),
        "here",
        "leaf 4 was erased, but what belongs to it is still here",
    ),
    "old head replayed": (lambda log: replace(log, notes=log.notes[:1]), "the last checkpoint", "no checkpoint covers leaves 2 to 7"),
    "old head put last": (lambda log: replace(log, notes=(*log.notes, log.notes[0])), "checkpoint 4 (2 leaves)", "out of order"),
    "no head at all": (lambda log: replace(log, notes=()), "the last checkpoint", "no checkpoint covers leaves 0 to 7"),
    "history forked": (_fork, "checkpoint 4 (8 leaves)", "another history of 8 leaves was signed"),
    "history rewritten by a stranger": (_rewrite_with_strange_key, "checkpoint 3", "it has no signature of a key you trust"),
    "checkpoint of another log": (
        lambda log: replace(log, log_name="sumber.invalid/other"),
        "checkpoint 1",
        f"it is of the log {LOG_NAME!r}, not of 'sumber.invalid/other'",
    ),
    "checkpoint's text": (
        lambda log: replace(log, notes=_put(log.notes, 1, log.notes[1].replace(b"\n6\n", b"\n5\n"))),
        "checkpoint 2",
        f"the signature of {LOG_NAME!r} is not over this text",
    ),
    "checkpoint that is none": (lambda log: replace(log, notes=(b"\n", *log.notes)), "checkpoint 1", "the note has no signatures"),
    "stated key mistyped": (lambda log: replace(log, key=str(KEY.public)[:-1] + "5"), "the stated key", "a part is mistyped"),
    "stated key another": (lambda log: replace(log, key=str(STRANGER.public)), "checkpoint 1", "it has no signature of the stated key"),
    "timestamp on nothing": (
        lambda log: replace(log, timestamps=(Timestamp(checkpoint="0" * 64, response=b"", place="stamp 1"),)),
        "stamp 1",
        "no checkpoint has the SHA-256 000",
    ),
    "timestamp that is none": (
        lambda log: replace(
            log, timestamps=(Timestamp(checkpoint=hash_bytes(log.notes[0]), response=b"no", place="stamp 1"),)
        ),
        "stamp 1",
        "on checkpoint 1 (2 leaves): it is no RFC 3161 answer",
    ),
}  # fmt: skip


def test_a_whole_log_holds_and_says_what_is_not_proved() -> None:
    summary, found = find_all(WHOLE)
    assert summary.holds
    assert (summary.size, summary.root) == (8, root_of(leaf.leaf_hash for leaf in WHOLE.leaves).hex())
    counted = {"leaves": 8, "documents": 2, "readings": 2, "judgements": 1, "erasures": 1, "erased leaves": 2}
    counted |= {"quotes": 4, "originals": 2, "checkpoints": 3, "signatures": 3}
    assert summary.counts == counted
    assert summary.not_proved == NOT_PROVED
    assert any("claim is true" in each for each in NOT_PROVED)
    (erasure,) = found
    assert (erasure.weight, erasure.place) == ("note", "leaf 7")
    assert erasure.words == f"2 leaves lawfully erased at {TIME} by Ada Lindqvist: a court order"


@pytest.mark.parametrize("name", CASES)
def test_tampering_is_found_and_named(name: str) -> None:
    tamper, place, words = CASES[name]
    found = find_broken(tamper(WHOLE))
    assert any(each.place == place and words in each.words for each in found), found


@pytest.mark.parametrize("name", CASES)
def test_tampering_is_found_without_a_key_of_ones_own(name: str) -> None:
    """All but a rewriting by somebody who states a key of their own."""
    tamper, _, _ = CASES[name]
    found = find_broken(tamper(WHOLE), Trust())
    assert found


def test_a_rewriting_with_a_strange_key_is_found_by_the_key_or_an_earlier_checkpoint_alone() -> None:
    rewritten = _forge_leaf(6)(WHOLE)
    root = root_of(leaf.leaf_hash for leaf in rewritten.leaves)
    signed = STRANGER.sign_checkpoint(Checkpoint(log_name=LOG_NAME, size=8, root=root))
    rewritten = replace(rewritten, key=str(STRANGER.public), notes=(signed,))
    assert find_broken(rewritten, Trust()) == []
    assert any("not who signed" in each.words for each in find_all(rewritten, Trust())[1] if each.check == "signatures")
    assert any("no signature of a key you trust" in each.words for each in find_broken(rewritten))
    kept = NotedCheckpoint(note=WHOLE.notes[2], place="kept.txt line 1")
    found = find_broken(rewritten, Trust(earlier=(kept,)))
    assert any(
        each.place == "kept.txt line 1 (8 leaves)" and "another history of 8 leaves was signed" in each.words
        for each in found
    )


def test_an_older_state_is_found_by_a_later_checkpoint_alone() -> None:
    old = replace(
        build_small_log().build(),
        leaves=WHOLE.leaves[:2],
        texts=WHOLE.texts[:1],
        readings=WHOLE.readings[:1],
        notes=WHOLE.notes[:1],
        originals=dict(list(WHOLE.originals.items())[:1]),
    )
    assert find_broken(old) == []
    kept = NotedCheckpoint(note=WHOLE.notes[1], place="kept")
    (found,) = find_broken(old, Trust(keys=(KEY.public,), earlier=(kept,)))
    assert (found.check, found.place) == ("checkpoints", "kept (6 leaves)")
    assert "it speaks of 6 leaves, the log has 2: an older state of the log is shown" in found.words


def test_earlier_checkpoints_that_fit_are_counted() -> None:
    kept = tuple(NotedCheckpoint(note=note, place="kept") for note in WHOLE.notes[:2])
    summary, _ = find_all(WHOLE, Trust(keys=(KEY.public,), earlier=kept))
    assert summary.holds
    assert summary.counts["earlier checkpoints"] == 2


def test_an_earlier_checkpoint_of_another_log_is_not_compared() -> None:
    other = KEY.sign_checkpoint(Checkpoint(log_name="another", size=3, root=bytes(32)))
    (found,) = find_broken(WHOLE, Trust(earlier=(NotedCheckpoint(note=other, place="kept"),)))
    assert "it is of the log 'another'" in found.words


def test_an_empty_log_holds() -> None:
    log = LogBuilder()
    log.sign()
    assert find_broken(log.build()) == []
    wrong = KEY.sign_checkpoint(Checkpoint(log_name=LOG_NAME, size=0, root=bytes(32)))
    (found,) = find_broken(replace(log.build(), notes=(wrong,)))
    assert "not that of an empty log" in found.words


@pytest.mark.parametrize(
    ("sequences", "words"),
    [
        ((7,), "it names leaf 7 as erased, which is not an earlier erased leaf"),
        ((9,), "it names leaf 9 as erased, which is not an earlier erased leaf"),
        ((0,), "it names leaf 0 as erased, which is not an earlier erased leaf"),
        ((4, 4), "it names leaf 4 as erased, which is not an earlier erased leaf, or was named before"),
    ],
)
def test_an_erasure_must_name_earlier_erased_leaves_once(sequences: tuple[int, ...], words: str) -> None:
    items = tuple(
        ErasedLeaf(sequence=each, kind="document", subject=None, logged_at=TIME, leaf_hash=ERASED.leaf_hash.hex())
        for each in sequences
    )
    erasure = ErasureContent(subject="e", logged_at=TIME, reason="r", who="w", erased=items)
    log = replace(WHOLE, leaves=_put(WHOLE.leaves, 7, make_leaf(7, erasure)))
    assert any(each.place == "leaf 7" and words in each.words for each in find_broken(log))


def test_a_reading_of_an_erased_document_may_not_stay() -> None:
    log = LogBuilder()
    document = log.add_document("private", "A private person lives here.")
    log.add_reading("reading", document, ["A private person"])
    log.erase(document)
    log.sign()
    (found,) = find_broken(log.build())
    assert (found.check, found.place) == ("quotes", "reading record 1")
    assert "of document 'private', is not here: altered, erased or never kept" in found.words


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"kind":"secret"}', b"\xff", b"[" * 100_000])
def test_a_leaf_whose_content_says_nothing_known_is_told(content: bytes) -> None:
    salt = bytes(32)
    leaf = replace(WHOLE.leaves[6], salt=salt, content=content, leaf_hash=hash_leaf(content, salt))
    found = find_broken(replace(WHOLE, leaves=_put(WHOLE.leaves, 6, leaf)))
    assert any(each.place == "leaf 6" and "cannot be read" in each.words for each in found)


def test_an_original_kept_under_a_path_is_not_looked_for() -> None:
    content = DocumentContent(subject="d", logged_at=TIME, text_sha256="0" * 64, bytes_sha256="../../etc/passwd")
    found = find_broken(replace(WHOLE, leaves=_put(WHOLE.leaves, 0, make_leaf(0, content))))
    assert any(each.place == "leaf 0" and "cannot be read" in each.words for each in found)


@pytest.mark.parametrize("leaf", WHOLE.leaves, ids=lambda leaf: f"leaf {leaf.sequence}")
def test_what_a_leaf_says_is_read_back_as_it_was_written(leaf: Leaf) -> None:
    if leaf.content is None:
        assert leaf.erased
        return
    content = read_content(leaf.content)
    written = json.loads(leaf.content)
    known = json.loads(encode_content(content))
    assert {name: written[name] for name in known} == known
    further = {name: value for name, value in written.items() if name not in known}
    assert encode_content(content, **further) == leaf.content


def test_a_fresh_salt_hides_what_is_hashed() -> None:
    content = JudgementContent(subject="m", logged_at=TIME)
    hashes = {make_leaf(0, content).leaf_hash for _ in range(20)}
    assert len(hashes) == 20


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the tests' authority is OpenSSL's")
def test_timestamps_are_checked_and_the_latest_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    authority = LocalAuthority(tmp_path_factory.mktemp("authority"))
    stranger = Authorities(LocalAuthority(tmp_path_factory.mktemp("stranger")).pem)
    stamps = tuple(
        Timestamp(
            checkpoint=hash_bytes(note),
            response=authority.answer(make_request(note).as_bytes()),
            place=f"stamp {number}",
        )
        for number, note in enumerate(WHOLE.notes)
    )
    log = replace(WHOLE, timestamps=stamps)
    trusted = Trust(keys=(KEY.public,), authorities=Authorities(authority.pem))
    summary, found = find_all(log, trusted)
    assert summary.holds
    assert summary.counts["timestamps"] == 3
    assert any(
        each.check == "timestamps" and each.words.startswith("the first 8 leaves were there at 20") for each in found
    )
    assert any("was not checked" in each.words for each in find_all(log)[1] if each.check == "timestamps")
    distrusted = find_broken(log, Trust(keys=(KEY.public,), authorities=stranger))
    assert [each.place for each in distrusted] == ["stamp 0", "stamp 1", "stamp 2"]
    swapped = replace(log, timestamps=(replace(stamps[0], response=stamps[1].response), *stamps[1:]))
    (moved,) = find_broken(swapped, trusted)
    assert moved.place == "stamp 0"
    assert "about other bytes than this checkpoint's" in moved.words


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_changed_bit_of_a_leaf_is_told_at_that_leaf(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 7))
    leaf = WHOLE.leaves[place]
    fields = ["leaf_hash"] if leaf.erased else ["leaf_hash", "salt", "content"]
    field = data.draw(st.sampled_from(fields))
    changed = bytearray(getattr(leaf, field))
    bit = data.draw(st.integers(0, len(changed) * 8 - 1))
    changed[bit // 8] ^= 1 << bit % 8
    found = find_broken(replace(WHOLE, leaves=_put(WHOLE.leaves, place, replace(leaf, **{field: bytes(changed)}))))
    assert any(each.place == f"leaf {place}" for each in found)


@settings(deadline=None, max_examples=100)
@given(st.permutations(range(8)))
def test_any_other_order_is_found(order: list[int]) -> None:
    leaves = tuple(replace(WHOLE.leaves[old], sequence=new) for new, old in enumerate(order))
    assert bool(find_broken(replace(WHOLE, leaves=leaves))) is (order != sorted(order))


def test_a_finding_travels_as_json() -> None:
    finding = Finding(check="leaves", weight="broken", place="leaf 1", words="gone")
    with pytest.raises(AttributeError):
        finding.place = "leaf 2"  # type: ignore[misc]  # frozen, which is what is shown
