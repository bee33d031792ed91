"""A document taken out of what rests on what, because it is erased or read anew.

Whatever was told of others with its help goes as well: the propositions it had a part in, and those they stand against.
Their claims wait until they are gathered anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete

from sumber.ledger.meetings import leave_meetings
from sumber.ledger.profiles import get_profiles
from sumber.ledger.propositions import (
    find_by_documents,
    find_members,
    find_part_members,
    remove_descriptions,
    remove_members,
)
from sumber.ledger.relation_schema import unsettled_claims
from sumber.ledger.relations import (
    ClaimNumber,
    add_unsettled,
    find_conflicts_of,
    find_propositions_of,
    find_related,
    remove_relations,
)


def retire_document(connection: Connection, document_no: int) -> None:
    """Forget what was worked out with a document; the propositions that it bore on wait to be made anew without it."""
    if not get_profiles(connection, [document_no]):
        return
    touched = find_by_documents(connection, [document_no])
    related = find_related(connection, document_no)
    leave_meetings(connection, document_no)
    members = retire_propositions(connection, touched) | related
    remove_relations(connection, document_no)
    add_unsettled(connection, {claim for claim in members if claim[0] != document_no})
    connection.execute(delete(unsettled_claims).where(unsettled_claims.c.document_no == document_no))


def retire_propositions(connection: Connection, numbers: Iterable[int]) -> set[ClaimNumber]:
    """Forget propositions and those that stand against them.

    Gives the claims that wait to be gathered anew: theirs, and all that were gathered together with them.
    """
    own = {claim for claims in find_members(connection, numbers).values() for claim in claims}
    opposing = {end for pair in find_conflicts_of(connection, own) for end in pair.ends}
    touched = {*numbers, *find_propositions_of(connection, opposing).values()}
    members = {claim for claims in find_members(connection, touched).values() for claim in claims}
    members |= find_part_members(connection, members)
    remove_descriptions(connection, touched)
    remove_members(connection, touched)
    return members
