"""Questions: what a person asks for, and the filters that a search takes for it."""

from __future__ import annotations

from typing import Final

from sumber.asking.naming import Names
from sumber.ledger import Filters
from sumber.ledger.finding import facets_of
from sumber.ledger.tokens import FacetName
from sumber.model import Value

NAMED: Final[tuple[FacetName, ...]] = ("actor", "recipient", "origin", "outlet", "place", "entity")
"""Filters that a name in any language, or an id, is given for."""
LISTED: Final[tuple[FacetName, ...]] = ("event", "stance", "mode", "language", "document")
"""Filters of which one of a few known values, or an id, is given."""
OF_DOCUMENTS: Final[tuple[FacetName, ...]] = ("outlet", "entity", "language")
"""The filters that documents have beside their words."""


class Question(Value, frozen=True):
    """Words and filters as a person gives them; several values of one filter are alternatives. Days are both included."""

    words: str = ""
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    entity: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None

    def values_of(self, name: FacetName) -> tuple[str, ...]:
        """What is asked for by one filter."""
        values: tuple[str, ...] = getattr(self, name)
        return values


class Understood(Value, frozen=True):
    """A name of a question, and the names of the entities that it was taken for."""

    given: str
    entities: tuple[tuple[str, str], ...]
    """Each by its id and its name."""


def claim_filters(question: Question, names: Names) -> Filters:
    """What a search for claims takes."""
    facets = [names.find_facets(name, values) for name in NAMED if (values := question.values_of(name))]
    facets += [facets_of(name, values) for name in LISTED if (values := question.values_of(name))]
    return Filters(
        words=question.words,
        meant=names.find_meant(question.words),
        facets=tuple(facets),
        earliest=question.earliest,
        latest=question.latest,
    )


def document_filters(question: Question, names: Names) -> Filters:
    """What a search for documents takes: filters that only claims have are left out."""
    facets = []
    for name in OF_DOCUMENTS:
        if values := question.values_of(name):
            facets.append(names.find_facets(name, values) if name in NAMED else facets_of(name, values))
    return Filters(words=question.words, meant=names.find_meant(question.words), facets=tuple(facets))


def find_understood(question: Question, names: Names) -> list[Understood]:
    """The names of a question that stand for entities called otherwise, or for several, each once in the question's order."""
    given = [*names.iter_meant(question.words)]
    given += [(value, names.find_ids(value)) for name in NAMED for value in question.values_of(name)]
    found: dict[str, Understood] = {}
    for words, ids in given:
        entities = names.name_all(ids)
        if words not in found and entities and not _is_plain(words, entities):
            found[words] = Understood(given=words, entities=entities)
    return list(found.values())


def _is_plain(words: str, entities: tuple[tuple[str, str], ...]) -> bool:
    """Whether a name says by itself what it was taken for."""
    return len(entities) == 1 and words.casefold() == entities[0][1].casefold()
