"""Reports made by hand for tests of what rests on what: who says what, in one line a statement; and a judge of their words."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from sumber.analysis.bounds import BOUNDS, Bounds
from sumber.analysis.judging import ClaimPair, ClaimVerdict
from sumber.analysis.pairing import VECTOR_NUMBERS
from sumber.ledger import Arrival, Kept, Ledger, keep
from sumber.ledger.propositions import decode_proposition
from sumber.ledger.relation_schema import (
    claim_relations,
    conflicts,
    document_relations,
    due_meetings,
    meetings,
    profile_keys,
    profiles,
    proposition_claims,
    proposition_sources,
    propositions,
)
from sumber.ledger.schema import documents
from sumber.model import (
    Claim,
    Document,
    EntityRef,
    Event,
    Link,
    Mention,
    Proposition,
    ReaderVersion,
    Reading,
    Span,
)
from sumber.relating.bringing import Counts, bring_up_to_date, rebuild

STATES = {
    "Norway": EntityRef(id="Q20", name="Norway"),
    "Fiji": EntityRef(id="Q712", name="Fiji"),
    "Malta": EntityRef(id="Q233", name="Malta"),
    "Chad": EntityRef(id="Q657", name="Chad"),
}
DAY = "2025-02-10"


class WordsJudge:
    """Judges claims by their words: half of them shared is the same matter, all the more where more are, and a denial of it a conflict."""

    def __init__(self, version: str = "words 1", joined: float = 4.0) -> None:
        self.version = version
        self._joined = joined

    def judge(self, pairs: Sequence[ClaimPair]) -> list[ClaimVerdict]:
        """A verdict a pair."""
        return [self._judge(pair) for pair in pairs]

    def _judge(self, pair: ClaimPair) -> ClaimVerdict:
        one, other = pair.one.words, pair.other.words
        shared = len(one & other) / max(1, len(one | other))
        is_denial = (pair.one.stance == "denies") != (pair.other.stance == "denies")
        if is_denial:
            return ClaimVerdict(-4.0, 3.0 if shared >= 0.5 else -4.0)
        return ClaimVerdict(min(self._joined, 4.0 * shared) if shared >= 0.5 else -4.0, -4.0)


def make_vectors(texts: Sequence[str], language: str | None) -> list[bytes]:
    """The words of texts as two vectors each, alike where many words are shared."""
    _ = language
    return [_vector(text) * 2 for text in texts]


def _vector(text: str) -> bytes:
    places = [1] + [0] * (VECTOR_NUMBERS - 1)
    for word in re.findall(r"\w+", text.lower()):
        places[zlib.crc32(word.encode()) % VECTOR_NUMBERS] += 20
    return bytes(min(place, 100) for place in places)


class Said(NamedTuple):
    """A statement, and who is said to say it (nobody: the publisher itself)."""

    words: str
    by: str | None = None
    denies: bool = False


def make_report(name: str, publisher: str, *said: Said, day: str = DAY) -> Reading:
    """A report of a publisher about four states that holds these statements, a sentence each, read by hand."""
    sentences = ["Norway, Fiji, Malta and Chad met."]
    sentences += [f"{each.words}, {each.by} said." if each.by else f"{each.words}." for each in said]
    document = Document(
        id=name, text="\n".join(sentences), publisher=publisher, language="en", published_at=day, synthetic=True
    )
    mentions = tuple(
        Mention(span=Span(at, at + len(state)), text=state, kind="government", entity=entity)
        for state, entity in STATES.items()
        for at in [document.text.index(state)]
    )
    mentions += tuple(
        Mention(span=Span(at, at + len(name)), text=name, kind="person")
        for name in dict.fromkeys(each.by for each in said if each.by)
        for at in [document.text.index(name)]
    )
    claims = tuple(_claim(document, each) for each in said)
    return Reading(
        document=document,
        language="en",
        publisher=None,
        mentions=mentions,
        dates=(),
        claims=claims,
        reader=ReaderVersion(name="by hand", version="1"),
    )


def _claim(document: Document, said: Said) -> Claim:
    start = document.text.index(said.words)
    chain = [Link(role="publisher", name=document.publisher or "")]
    if said.by:
        chain.insert(0, Link(role="speaker", name=said.by))
    seed = repr((document.sha256, said, document.publisher))
    return Claim(
        id=hashlib.sha256(seed.encode()).hexdigest()[:20],
        span=Span(start, start + len(said.words)),
        text=said.words,
        mode="indirect" if said.by else "unattributed",
        stance="denies" if said.denies else "asserts",
        hedged=False,
        negated=False,
        chain=tuple(chain),
        event=Event(type="transfer"),
        confidence=0.5,
    )


def copy_of(reading: Reading, name: str, publisher: str) -> Reading:
    """The same words in another publisher's report."""
    said = [
        Said(
            claim.text,
            claim.chain[0].name if claim.chain[0].role == "speaker" else None,
            claim.stance == "denies",
        )
        for claim in reading.claims
    ]
    return make_report(name, publisher, *said, day=reading.document.published_at or DAY)


def add_reports(ledger: Ledger, *reports: Reading) -> list[str]:
    """Keep reports in this order; gives their ids."""
    answers = keep(ledger, [Arrival(report.document, report) for report in reports])
    kept = [answer.document for answer in answers if isinstance(answer, Kept)]
    assert len(kept) == len(reports), answers
    return kept


def relate_all(ledger: Ledger, bounds: Bounds = BOUNDS, **judge: Any) -> Counts:
    """Bring the analysis up to date."""
    return bring_up_to_date(ledger, WordsJudge(**judge), make_vectors, bounds=bounds)


def rebuild_all(ledger: Ledger, bounds: Bounds = BOUNDS) -> Counts:
    """Make the analysis anew."""
    return rebuild(ledger, WordsJudge(), make_vectors, bounds=bounds)


def all_propositions(ledger: Ledger) -> list[Proposition]:
    """Every proposition kept, those of the most claims first."""
    with ledger.reading() as connection:
        found = [decode_proposition(packed) for packed in connection.scalars(select(propositions.c.packed))]
    return sorted(found, key=lambda each: (-len(each.claims), each.id))


def find_about(ledger: Ledger, words: str, least: int = 1) -> list[Proposition]:
    """The propositions of so many claims whose words hold these."""
    texts = _claim_texts(ledger)
    return [
        each
        for each in all_propositions(ledger)
        if len(each.claims) >= least and any(words in texts[claim.claim or ""] for claim in each.claims)
    ]


def _claim_texts(ledger: Ledger) -> dict[str, str]:
    from sumber.ledger.schema import claims

    with ledger.reading() as connection:
        return {row.id: row.text for row in connection.execute(select(claims.c.id, claims.c.text))}


def snapshot(ledger: Ledger) -> dict[str, list[Any]]:
    """All that was worked out, by ids instead of numbers."""
    with ledger.reading() as connection:
        return _Snapshot(connection).take()


class _Snapshot:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids = {row.no: row.id for row in connection.execute(select(documents.c.no, documents.c.id))}
        self._propositions = {
            row.no: row.id for row in connection.execute(select(propositions.c.no, propositions.c.id))
        }

    def take(self) -> dict[str, list[Any]]:
        ids, homes = self._ids, self._propositions
        rows = self._connection.execute
        found: dict[str, list[Any]] = {
            "profiles": [(ids[row[0]], *row[2:]) for row in rows(select(profiles))],
            "keys": [(row.key, row.place, ids[row.document_no]) for row in rows(select(profile_keys))],
            "meetings": [(ids[row[0]], ids[row[1]], row[2]) for row in rows(select(meetings))],
            "due": [(ids[row[0]], ids[row[1]]) for row in rows(select(due_meetings))],
            "parts": self._parts(),
            "documents": [(ids[row[0]], ids[row[1]], *row[2:]) for row in rows(select(document_relations))],
            "sources": [(row[0], homes[row[1]], row[2]) for row in rows(select(proposition_sources))],
            "members": [(ids[row[0]], row[1], homes[row[2]], row[3]) for row in rows(select(proposition_claims))],
            "propositions": [
                (row.id, repr(decode_proposition(row.packed)), *row[4:]) for row in rows(select(propositions))
            ],
        }
        found["meetings"] = [(*each[:2], each[2] or 0.0) for each in found["meetings"]]
        for name, table in (("claims", claim_relations), ("conflicts", conflicts)):
            found[name] = [(ids[row[0]], row[1], ids[row[2]], *row[3:]) for row in rows(select(table))]
        return {name: sorted(each) for name, each in found.items()}

    def _parts(self) -> list[list[tuple[str, int]]]:
        parts: dict[int, list[tuple[str, int]]] = {}
        for row in self._connection.execute(select(proposition_claims)):
            parts.setdefault(row.part_no, []).append((self._ids[row.document_no], row.at))
        return [sorted(part) for part in parts.values()]


def denied(said: Said) -> Said:
    """The denial of a statement, in its words."""
    return said._replace(denies=True)
