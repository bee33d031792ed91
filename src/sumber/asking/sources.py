"""Sources and origins that a question names, as what rests on what knows them by."""

from __future__ import annotations

from sumber.asking.naming import Names
from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.profiles import find_numbers
from sumber.ledger.propositions import known_sources
from sumber.ledger.stores import Store
from sumber.ledger.views import find_documents_by_id
from sumber.relating.impact import Source


def find_source(store: Store, connection: Connection, project: int, words: str) -> Source:
    """The source that some words name: a document by its id, else whoever bears the name or id in any chain.

    LedgerError where nothing does, or several documents, or a person whom no list of public persons holds.
    """
    documents = find_documents_by_id(connection, project, words)
    if len(documents) > 1:
        told = ", ".join(f"{each.id} ({each.publisher})" for each in documents[:5])
        raise LedgerError("S511", f"{words!r} stands for several documents: {told}; give more of the id")
    if documents:
        numbers = find_numbers(connection, project, [documents[0].id])
        return Source(frozenset(), numbers[documents[0].id])
    names = Names(connection, project)
    keys = known_sources(connection, project, names.find_ids(words))
    named = known_sources(connection, project, _bare_keys(words))
    is_open = names.is_open(store, words)
    if named and not keys and not is_open:
        raise LedgerError(
            "S518",
            f"{words!r} is nobody on a list of public persons: the name stays in its claims and gathers none, until "
            "sumber public records the person's public role and why it is public",
        )
    keys = sorted({*keys, *named}) if is_open else keys
    if not keys:
        raise LedgerError(
            "S511",
            f"no source or document {words!r} stands behind any claim; sumber entities and sumber documents list them",
        )
    return Source(frozenset(keys))


def find_origin(connection: Connection, project: int | None, words: str) -> str:
    """By what an origin is kept that some words name; LedgerError where none is, or several are."""
    keys = known_sources(connection, project, find_keys(connection, project, words)) if project is not None else []
    if not keys:
        raise LedgerError(
            "S511", f"no origin {words!r} among what is related in this project; sumber why lists a claim's origins"
        )
    if len(keys) > 1:
        raise LedgerError("S511", f"{words!r} names several origins: {', '.join(keys)}; give the one meant")
    return keys[0]


def find_two_origins(connection: Connection, project: int | None, one: str, other: str) -> tuple[str, str]:
    """By what two origins are kept; LedgerError also where both words name the same one."""
    found = find_origin(connection, project, one), find_origin(connection, project, other)
    if found[0] == found[1]:
        raise LedgerError("S513", f"{one!r} and {other!r} are one origin already; expected two")
    return found


def find_keys(connection: Connection, project: int, words: str) -> set[str]:
    """By what a source may be kept: its id or, in any language, the ids of what is called so; and the bare name."""
    return {*Names(connection, project).find_ids(words), *_bare_keys(words)}


def _bare_keys(words: str) -> set[str]:
    """By what a source is kept that no entity is known for: its name, also in small letters."""
    return {words, words.casefold()}
