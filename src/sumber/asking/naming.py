"""Names that a filter gives, as what the search index knows them by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sumber.gazetteer import read_entries
from sumber.gazetteer.lookup import MOST_WORDS, find_called, find_meant, read_shared_names
from sumber.ledger import Connection, Filters
from sumber.ledger.entities import find_entities_named, find_entity_names, read_public_persons
from sumber.ledger.finding import build_query, find_claims
from sumber.ledger.ids import fold_name
from sumber.ledger.merging import read_merges
from sumber.ledger.stores import Store
from sumber.ledger.tokens import FacetName, facet, find_word_groups, name_facet, person_facet

_ID: Final = re.compile(r"Q\d+\Z|sumber:|geonames:")


class Names:
    """Names as facets: of every entity called so in any language, and of all that are one with it by judgement.

    A person whom no public list holds has none until a public role is recorded.
    """

    def __init__(self, connection: Connection, project: int) -> None:
        self._connection = connection
        self._project = project
        self._merges = read_merges(connection, project)
        self._public = {fold_name(name) for name in read_public_persons(connection, project)}

    def find_facets(self, name: FacetName, values: Iterable[str]) -> tuple[str, ...]:
        """The tokens of which one must be there: of the entities, and of the bare name where no entity was found in a text."""
        tokens: dict[str, None] = {}
        for value in values:
            for entity in self.find_ids(value):
                tokens[facet(name, entity)] = None
            folded = fold_name(value)
            tokens[name_facet(name, folded)] = None
            if folded in self._public:
                tokens[person_facet(name, folded)] = None
        return tuple(tokens)

    def is_open(self, store: Store, name: str) -> bool:
        """Whether claims may be gathered by a bare name: a text names a body or an outlet so, or a public role is recorded.

        What only a person is called, or nobody knows what, is a word in its claims and joins none.
        """
        folded = fold_name(name)
        filters = Filters(facets=((name_facet("origin", folded), name_facet("outlet", folded)),))
        query = build_query(self._project, filters)
        return folded in self._public or bool(find_claims(self._connection, store, query, filters, (1, None)).numbers)

    def find_ids(self, value: str) -> tuple[str, ...]:
        """The ids a name may stand for, or the id itself, each with all that are one with it."""
        called = (value,) if _ID.match(value) else (*find_called(value), *find_entities_named(self._connection, value))
        return tuple(dict.fromkeys(one for entity in called for one in self._merges.all_of(entity)))

    def find_meant(self, words: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The names among the words of a question, the longest first, each with the facets of what it stands for."""
        return tuple((name, tuple(facet("entity", entity) for entity in ids)) for name, ids in self.iter_meant(words))

    def iter_meant(self, words: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The names among the words of a question, the longest first, each with the ids of what it stands for."""
        for name, ids in _iter_names(words.split()):
            yield name, tuple(dict.fromkeys(one for entity in ids for one in self._merges.all_of(entity)))

    def name_all(self, ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Entities, each by its id and what it is called; those that nothing is known of are left out."""
        entries, listed = read_entries(), tuple(ids)
        others = find_entity_names(self._connection, [one for one in listed if one not in entries])
        names = {one: entries[one].name if one in entries else others.get(one) for one in listed}
        return tuple((one, name) for one, name in names.items() if name)


def warm_up() -> None:
    """Read the tables that names are looked up in, which takes a second, before anybody asks."""
    find_called("")
    find_meant("")
    find_word_groups("a")
    read_shared_names()


def _iter_names(words: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    place = 0
    while place < len(words):
        for length in range(min(MOST_WORDS, len(words) - place), 0, -1):
            name = " ".join(words[place : place + length])
            ids = find_meant(name)
            if ids:
                yield name, ids
                place += length
                break
        else:
            place += 1
