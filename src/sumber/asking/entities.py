"""Entities that a question names."""

from __future__ import annotations

from sumber.gazetteer.lookup import find_called
from sumber.ledger.entities import KeptEntity
from sumber.ledger.ids import fold_name


def fits_entity(entity: KeptEntity, words: str, kind: str | None) -> bool:
    """Whether an entity is of the kind asked for, and called so: in part of its name, by its id, or in any language."""
    if kind and entity.kind != kind:
        return False
    ids = {entity.id, *entity.merged}
    return fold_name(words) in fold_name(entity.name) or words in ids or bool(ids & set(find_called(words)))
