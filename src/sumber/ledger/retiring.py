"""A document taken out of what rests on what, because it is erased or read anew.

Whatever was told of others with its help goes as well: the propositions it had a part in or stood against.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete

from sumber.ledger.propositions import find_by_documents, find_members, remove_descriptions, remove_members
from sumber.ledger.relation_schema import unsettled_claims
from sumber.ledger.relations import (
    ClaimNumber,
    find_conflicts_of,
    find_propositions_of,
    find_related,
    remove_relations,
)


def retire_document(connection: Connection, document_no: int) -> set[ClaimNumber]:
    """Forget what was worked out with a document; gives the claims of others whose propositions are to be made anew."""
    touched = set(find_by_documents(connection, [document_no]))
    own = {
        claim for claims in find_members(connection, touched).values() for claim in claims if claim[0] == document_no
    }
    opposing = {end for pair in find_conflicts_of(connection, own) for end in pair.ends}
    touched |= set(find_propositions_of(connection, opposing).values())
    left = {claim for claims in find_members(connection, touched).values() for claim in claims}
    left |= find_related(connection, document_no)
    remove_descriptions(connection, touched)
    remove_members(connection, touched)
    remove_relations(connection, document_no)
    connection.execute(delete(unsettled_claims).where(unsettled_claims.c.document_no == document_no))
    return {claim for claim in left if claim[0] != document_no}
