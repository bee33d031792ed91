"""A brief as its page makes it: what was chosen, what is found to be chosen, and the brief as it would be handed on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from sumber.brief.composing import Brief
from sumber.brief.gathering import Head, make_brief
from sumber.errors import LedgerError
from sumber.ledger import Connection, Ledger
from sumber.ledger.propositions import find_claims_by_id, get_propositions
from sumber.ledger.views import KeptClaim
from sumber.model import Proposition
from sumber.workbench.desk import Shelf
from sumber.workbench.views.asked import FIELDS, Asked, read_asked
from sumber.workbench.views.queries import Pairs, write_address
from sumber.workbench.views.search import find_asked

PATH: Final = "/brief"
MOST_CHOSEN: Final = 40
"""So many propositions are taken up at most; a longer brief would not fit into an address, nor be read."""
_INVENTED: Final = "S530"
_LONGEST_TITLE: Final = 300
_LONGEST_ID: Final = 40


class Wish(NamedTuple):
    """What the address of a brief asks for: claims whose propositions it tells of, its title, and how it is told."""

    claims: tuple[str, ...]
    title: str
    language: str
    with_synthetic: bool
    names_in_full: bool
    asked: Asked

    @property
    def pairs(self) -> Pairs:
        """The fields of the address that asks so, without what is looked for."""
        told = [("claim", claim) for claim in self.claims]
        told += [("title", self.title), ("words", self.language)]
        told += [("synthetic", "yes" if self.with_synthetic else ""), ("full", "yes" if self.names_in_full else "")]
        return tuple(pair for pair in told if pair[1])

    @property
    def sought(self) -> Pairs:
        """The fields that look for more to choose."""
        return tuple(pair for pair in self.asked.pairs if pair[0] in FIELDS)


class Chosen(NamedTuple):
    """A proposition that was chosen, by the claim it was chosen by; where to move it up or leave it out."""

    claim: str
    proposition: Proposition
    earlier: str | None
    without: str


class BriefView(NamedTuple):
    """All of the page; `brief` is None where nothing is chosen or `is_invented`: reports are, and that was not asked for.

    `unknown` are claims that are not there, or whose id stands for several; `found` may be chosen.
    """

    chosen: tuple[Chosen, ...]
    unknown: tuple[str, ...]
    brief: Brief | None
    is_invented: bool
    found: tuple[KeptClaim, ...]
    is_cut: bool


def read_wish(pairs: Iterable[tuple[str, str]], languages: Iterable[str], spoken: str) -> Wish:
    """What the fields of an address ask for; the brief's language is the interface's where none, or none of those, is told."""
    listed = list(pairs)
    told = dict(listed)
    claims = (value.strip()[:_LONGEST_ID] for name, value in listed if name == "claim")
    known = tuple(languages)
    return Wish(
        claims=tuple(dict.fromkeys(claim for claim in claims if claim)),
        title=" ".join(told.get("title", "").split())[:_LONGEST_TITLE],
        language=next((code for code in (told.get("words"), spoken, *known) if code in known), ""),
        with_synthetic=bool(told.get("synthetic")),
        names_in_full=bool(told.get("full")),
        asked=read_asked([pair for pair in listed if pair[0] in FIELDS]),
    )


def view_brief(shelf: Shelf, ledger: Ledger, wish: Wish, head: Head) -> BriefView:
    """The brief that a wish asks for, and what is found to be added to it."""
    connection, project = shelf
    if project is None:
        return BriefView((), wish.claims, None, False, (), False)
    chosen, unknown = _find_chosen(connection, project, wish)
    brief, is_invented = None, False
    if chosen:
        try:
            brief = make_brief(connection, project, [each.claim for each in chosen], head)
        except LedgerError as error:
            if error.code != _INVENTED:
                raise
            is_invented = True
    return BriefView(
        chosen=chosen,
        unknown=unknown,
        brief=brief,
        is_invented=is_invented,
        found=_find_further(shelf, ledger, wish, {each.proposition.id for each in chosen}),
        is_cut=len(wish.claims) > MOST_CHOSEN,
    )


def _find_chosen(connection: Connection, project: int, wish: Wish) -> tuple[tuple[Chosen, ...], tuple[str, ...]]:
    """The propositions of the chosen claims, each once, and the claims that none are known for."""
    numbers: dict[int, str] = {}
    unknown = []
    for claim in wish.claims[:MOST_CHOSEN]:
        found = find_claims_by_id(connection, project, claim)
        if len({identity for _, identity, _ in found}) != 1:
            unknown.append(claim)
        for _, identity, no in found[: 0 if claim in unknown else None]:
            numbers.setdefault(no, identity)
    propositions = get_propositions(connection, numbers)
    claims = list(dict.fromkeys(numbers[no] for no in numbers if no in propositions))
    chosen = tuple(
        Chosen(
            claim=identity,
            proposition=propositions[no],
            earlier=_address(wish, _swap(claims, claims.index(identity))) if claims.index(identity) else None,
            without=_address(wish, [each for each in claims if each != identity]),
        )
        for no, identity in numbers.items()
        if no in propositions
    )
    return chosen, tuple(unknown)


def _swap(claims: list[str], place: int) -> list[str]:
    """The claims with the one at a place before the one that it follows."""
    return [*claims[: place - 1], claims[place], claims[place - 1], *claims[place + 1 :]]


def _address(wish: Wish, claims: Iterable[str]) -> str:
    changed = wish._replace(claims=tuple(claims))
    return write_address(PATH, (*changed.pairs, *wish.sought))


def _find_further(shelf: Shelf, ledger: Ledger, wish: Wish, chosen: set[str]) -> tuple[KeptClaim, ...]:
    """Claims of propositions that are not chosen yet, of each proposition one."""
    if not wish.sought:
        return ()
    found: dict[str, KeptClaim] = {}
    for kept in find_asked(shelf, ledger, wish.asked).claims:
        if kept.rests and kept.rests.proposition not in chosen:
            found.setdefault(kept.rests.proposition, kept)
    return tuple(found.values())
