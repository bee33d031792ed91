"""A source as its page shows it: how reliable persons hold it to be, what rests on it, and on whom it relies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sumber.asking.naming import Names
from sumber.asking.sources import find_source
from sumber.dossier.gathering import Asking
from sumber.dossier.reliance import Reliance, relied_upon, relying
from sumber.ledger import Ledger
from sumber.ledger.judgements import Judgement, iter_judgements
from sumber.ledger.reliability import find_reliabilities
from sumber.ledger.views import KeptClaim, KeptDocument, find_documents_by_id
from sumber.relating.impact import Impact, find_resting, weigh_impacts
from sumber.workbench.desk import Shelf

MOST_WEIGHED: Final = 25
"""So many propositions are shown at once with what would be left of them."""
MOST_CLAIMS: Final = 250
"""So many claims are looked through for whom a source relies on, of those it prints and of those it says."""
MOST_GRADED: Final = 100
"""So many sources are listed that somebody gave a letter."""


class Graded(NamedTuple):
    """A source by what it is kept by, what it is called, and what stands of how reliable it is."""

    key: str
    name: str
    letters: tuple[Judgement, ...]


class Resting(NamedTuple):
    """Some propositions that a source has a part in, on it alone and among others; `total` in all, `further` where the rest begins."""

    alone: tuple[Impact, ...]
    among: tuple[Impact, ...]
    total: int
    further: int | None


class SourceView(NamedTuple):
    """Everything about a source; `document` where it is one report, `graded` its ids or names where it is not."""

    name: str
    document: KeptDocument | None
    graded: tuple[Graded, ...]
    resting: Resting
    relies_on: tuple[Reliance, ...]
    relied_on_by: tuple[Reliance, ...]
    claims: int
    is_partial: bool
    is_synthetic: bool


def view_source(shelf: Shelf, ledger: Ledger, words: str, before: int | None = None) -> SourceView:
    """What the page shows of the source that some words name; LedgerError where none is, or a person on no public list.

    `before` is the number that the propositions of this page begin below.
    """
    connection, project = shelf
    assert project is not None  # noqa: S101  # who asks has found something kept
    source = find_source(ledger.store, connection, project, words)
    numbers = find_resting(connection, project, source)
    document = find_documents_by_id(connection, project, words)[0] if source.document_no is not None else None
    keys = tuple(sorted(source.keys))
    claims, is_partial = Asking(connection, ledger.store, project).find_claims_by(keys, MOST_CLAIMS)
    letters = find_reliabilities(connection, project, keys)
    names = name_sources(Names(connection, project), keys, claims, words)
    left = [number for number in numbers[::-1] if before is None or number < before]
    shown = left[:MOST_WEIGHED]
    impacts = weigh_impacts(connection, project, source, shown)
    return SourceView(
        name=(document.title or document.caller_id) if document else next(iter(names.values()), words),
        document=document,
        graded=tuple(Graded(key, names[key], tuple(letters.get(key, ()))) for key in keys),
        resting=Resting(
            alone=tuple(each for each in impacts if each.is_alone),
            among=tuple(each for each in impacts if not each.is_alone),
            total=len(numbers),
            further=shown[-1] if len(left) > len(shown) else None,
        ),
        relies_on=relied_upon(claims, source.keys),
        relied_on_by=relying(claims, source.keys),
        claims=len(claims),
        is_partial=is_partial,
        is_synthetic=document.synthetic if document else any(each.document.synthetic for each in claims),
    )


def name_sources(names: Names, keys: Iterable[str], claims: Iterable[KeptClaim], words: str) -> dict[str, str]:
    """What sources are called that are kept by these keys: as lists have it, else as their claims spell it, else as asked."""
    listed = tuple(keys)
    spelt: dict[str, str] = {words.casefold(): words}
    for kept in claims:
        spelt |= {link.name.casefold(): link.name for link in kept.claim.chain if link.role != "unnamed"}
    known: Mapping[str, str] = dict(names.name_all(listed))
    return {key: known.get(key) or spelt.get(key, key) for key in listed}


def list_graded(shelf: Shelf, ledger: Ledger) -> tuple[Graded, ...]:
    """The sources that somebody gave a letter that stands, the last first; a person on no public list stands in none."""
    connection, project = shelf
    if project is None:
        return ()
    standing = [each for each in iter_judgements(connection, project, ("reliability",)) if not each.undone]
    keys = tuple(dict.fromkeys(each.subject for each in reversed(standing)))[:MOST_GRADED]
    names = Names(connection, project)
    called = dict(names.name_all(keys))
    letters = find_reliabilities(connection, project, keys)
    return tuple(
        Graded(key, called.get(key, key), tuple(letters[key]))
        for key in keys
        if key in called or names.is_open(ledger.store, key)
    )
