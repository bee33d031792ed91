"""Why a claim stands as it does: all that was found about its proposition, with the words that show it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sumber.analysis.gloss import gloss
from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.absences import find_absent
from sumber.ledger.claim_decisions import find_claim_decisions, find_origin_decisions
from sumber.ledger.grading import GradeStep, find_grade_steps
from sumber.ledger.judgements import Judgement, iter_judgements
from sumber.ledger.judging import ON_CLAIM_PAIRS, ON_ORIGINS, ON_WITHDRAWN
from sumber.ledger.propositions import find_claims_by_id, find_members, find_numbers_by_id, get_propositions
from sumber.ledger.relations import ClaimNumber, find_conflicts_of, find_documents_between
from sumber.ledger.views import KeptDocument, get_documents, get_text
from sumber.ledger.withdrawals import find_withdrawals
from sumber.model import Ground, Mode, Proposition, Relation, Span, Stance, Value
from sumber.model.claims import Role
from sumber.relating.listing import probability, relate_met
from sumber.relating.shelf import Shelf
from sumber.relating.who import Sources


class VoiceLink(Value, frozen=True):
    """A link of a claim's chain: its role, its name as printed, and its entity where known.

    Links with one `source` are one source, however it is printed; an unnamed one is its report's own.
    """

    role: Role
    name: str
    entity: str | None
    source: str


class Voice(Value, frozen=True):
    """A claim with who says it and how, as it stands in a report; `chain` are the names of its links."""

    document: str
    claim: str
    span: Span
    text: str
    chain: tuple[str, ...]
    links: tuple[VoiceLink, ...]
    mode: Mode
    stance: Stance
    hedged: bool
    negated: bool


class Clash(Value, frozen=True):
    """Two claims that cannot both be true, side by side, and in what they differ."""

    one: Voice
    other: Voice
    kind: str
    score: float


class Absent(Value, frozen=True):
    """A claim that once said the same, by an earlier version of a report of which the newest does not hold it.

    That the words are absent does not say that anybody took them out.
    """

    document: str
    claim: str
    text: str
    present_in: int
    absent_in: int


class Why(Value, frozen=True):
    """A claim's proposition with everything that bears on it; `documents` are those that the rest tells of, by id."""

    claim: Voice
    proposition: Proposition
    voices: tuple[Voice, ...]
    copies: tuple[Relation, ...]
    clashes: tuple[Clash, ...]
    absent: tuple[Absent, ...]
    history: tuple[GradeStep, ...]
    decisions: tuple[Judgement, ...]
    documents: dict[str, KeptDocument]
    quotes: dict[str, str]

    def quote(self, document: str, span: Span) -> str:
        """The words that stand there."""
        return self.quotes.get(f"{document}:{span.start}-{span.end}", "")


def explain_claim(connection: Connection, project: int, claim_id: str, language: str = "en") -> list[Why]:
    """Why the claim whose id begins so stands as it does, of each document that holds it; LedgerError where there is none.

    What the proposition says is told in a language of the interface.
    """
    found = find_claims_by_id(connection, project, claim_id)
    ids = sorted({identity for _, identity, _ in found})
    if len(ids) > 1:
        raise LedgerError(
            "S511", f"{claim_id!r} begins the ids of several claims ({', '.join(ids[:4])} …); give more of it"
        )
    if not found:
        raise LedgerError(
            "S511",
            f"no claim {claim_id!r} among those related in this project; sumber claims lists claims with their ids",
        )
    return [_Explaining(connection, project, language).explain(claim, no) for claim, _, no in found]


def explain_proposition(connection: Connection, project: int, proposition_id: str, language: str = "en") -> Why:
    """All that bears on the proposition whose id begins so, told of its first claim; LedgerError where there is none."""
    numbers = find_numbers_by_id(connection, project, proposition_id)
    if len(numbers) > 1:
        raise LedgerError(
            "S511", f"{proposition_id!r} begins the ids of several propositions ({', '.join(numbers)}); give more of it"
        )
    if not numbers:
        raise LedgerError("S511", f"no proposition {proposition_id!r} in this project; sumber propositions lists them")
    (no,) = numbers.values()
    shelf = Shelf(connection)
    members = find_members(connection, [no])[no]
    shelf.fetch({document_no for document_no, _ in members})
    first = min(members, key=lambda claim: (shelf.saying(claim).document.id, shelf.saying(claim).claim.span))
    return _Explaining(connection, project, language, shelf).explain(first, no)


class _Explaining:
    """Puts together what is kept about one claim."""

    def __init__(self, connection: Connection, project: int, language: str, shelf: Shelf | None = None) -> None:
        self._connection = connection
        self._project = project
        self._language = language
        self._shelf = shelf or Shelf(connection)
        self._sources = Sources([])

    def explain(self, claim: ClaimNumber, proposition_no: int) -> Why:
        """All about a claim and its proposition."""
        members = find_members(self._connection, [proposition_no])[proposition_no]
        conflicts = find_conflicts_of(self._connection, members)
        every = dict.fromkeys((*members, *(end for pair in conflicts for end in pair.ends)))
        self._shelf.fetch({no for no, _ in every})
        self._sources = Sources([self._shelf.saying(each) for each in every])
        own = set(members)
        clashes = []
        for pair in conflicts:
            one, other = pair.ends if pair.ends[0] in own else pair.ends[::-1]
            clashes.append(
                Clash(one=self._voice(one), other=self._voice(other), kind=pair.kind, score=probability(pair.odds))
            )
        proposition = get_propositions(self._connection, [proposition_no])[proposition_no]
        if self._language != "en":
            told = gloss(self._shelf.sayings(members), self._language)
            proposition = msgspec.structs.replace(proposition, gloss=told)
        copies = self._copies(members)
        grounds = [*proposition.grade.grounds, *(pair.ground for pair in proposition.pairs)]
        grounds += [ground for copy in copies for ground in copy.grounds]
        numbers = {no for no, _ in own} | {no for pair in conflicts for no, _ in pair.ends}
        absent = find_absent(self._connection, members)
        numbers |= {each.document_no for each in absent}
        documents = {each.id: each for each in get_documents(self._connection, sorted(numbers))}
        return Why(
            claim=self._voice(claim),
            proposition=proposition,
            voices=tuple(sorted(map(self._voice, members), key=lambda voice: (voice.document, voice.span))),
            copies=copies,
            clashes=tuple(sorted(clashes, key=lambda clash: (-clash.score, clash.one.document, clash.other.document))),
            absent=tuple(
                Absent(
                    document=each.document_id,
                    claim=each.claim_id,
                    text=each.text,
                    present_in=each.present_in,
                    absent_in=each.absent_in,
                )
                for each in absent
            ),
            history=tuple(find_grade_steps(self._connection, claim[0], self._voice(claim).claim)),
            decisions=self._decisions(own, proposition),
            documents=documents,
            quotes=self._quote(grounds, documents),
        )

    def _voice(self, claim: ClaimNumber) -> Voice:
        document, told = self._shelf.saying(claim)
        return Voice(
            document=document.id,
            claim=told.id,
            span=told.span,
            text=told.text,
            chain=tuple(link.name for link in told.chain),
            links=tuple(
                VoiceLink(
                    role=link.role, name=link.name, entity=link.entity, source=self._sources.key(link, document.id)
                )
                for link in told.chain
            ),
            mode=told.mode,
            stance=told.stance,
            hedged=told.hedged,
            negated=told.negated,
        )

    def _copies(self, members: Iterable[ClaimNumber]) -> tuple[Relation, ...]:
        pairs = find_documents_between(self._connection, {no for no, _ in members})
        found = relate_met(self._connection, pairs)
        return tuple(relation for relation in found if relation.relation == "copy")

    def _decisions(self, claims: set[ClaimNumber], proposition: Proposition) -> tuple[Judgement, ...]:
        """The decisions that bear on these claims (also those that mark one as taken back) or on two of the proposition's origins."""
        about = {
            each.judgement_id
            for each in find_claim_decisions(self._connection, self._project)
            if {each.one, each.other} & claims
        }
        keys = {origin.entity or origin.name.casefold() for origin in proposition.origins}
        about |= {
            each.judgement_id
            for each in find_origin_decisions(self._connection, self._project)
            if {each.one, each.other} & keys
        }
        withdrawals = find_withdrawals(self._connection, self._project)
        about |= {each.judgement_id for claim, each in withdrawals.items() if claim in claims}
        kinds = (*ON_CLAIM_PAIRS, *ON_ORIGINS, *ON_WITHDRAWN)
        every = iter_judgements(self._connection, self._project, kinds) if about else []
        return tuple(each for each in every if each.id in about)

    def _quote(self, grounds: Iterable[Ground], documents: dict[str, KeptDocument]) -> dict[str, str]:
        """The words that grounds point to, by document and place."""
        texts: dict[str, str] = {}
        quotes = {}
        for ground in grounds:
            for document, span in ground.spans:
                if document in documents:
                    if document not in texts:
                        texts[document] = get_text(self._connection, documents[document].text_sha256)
                    quotes[f"{document}:{span.start}-{span.end}"] = span.of(texts[document])
        return quotes
