"""Whether two links of chains name one source.

The keys of two names bring reports together that may have to do with one another; they do not say that two are one:
"Halden Post" and "Vardal Post" share one.
"""

from __future__ import annotations

from sumber.analysis.names import are_one_name, sound_keys
from sumber.analysis.profiles import LinkProfile


def is_same_source(one: LinkProfile, other: LinkProfile) -> bool:
    """Whether two links surely name one source: one entity, or one name, whole or shortened, in whatever script."""
    if one.entity and other.entity:
        return one.entity == other.entity or one.name.casefold() == other.name.casefold()
    return are_one_name(one.name, other.name) or _is_known_by(one, other) or _is_known_by(other, one)


def may_be_same_source(one: LinkProfile, other: LinkProfile) -> bool:
    """Whether two links may name one source: a word of their names in common, unless both are known and are two."""
    if one.entity and other.entity:
        return is_same_source(one, other)
    return bool(one.keys & other.keys) or is_same_source(one, other)


def _is_known_by(unknown: LinkProfile, known: LinkProfile) -> bool:
    """Whether a name that nobody knows is that of a known entity, which may be printed in another script or shortened."""
    sounds = sound_keys(unknown.name)
    return bool(known.entity and not unknown.entity and sounds) and sounds <= known.keys
