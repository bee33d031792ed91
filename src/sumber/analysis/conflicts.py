"""Which claims cannot both be true, when their propositions are looked at as wholes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sumber.analysis.propositions import ClaimKey, PairKey, pair_key
from sumber.model import ConflictKind

SUPPOSED: Final = -2.5
"""Log-odds of a conflict below which two claims say nothing about whether their propositions conflict."""
_FOUND: Final = -1.5
"""Log-odds, with what the other wordings say, from which two claims are said to conflict; chosen on `tune`."""
_OWN_SHARE: Final = 0.4
_NOT_LOOKED_AT: Final = -4.0


class Conflict(NamedTuple):
    """Two claims that cannot both be true, how surely (log-odds), and in what they differ."""

    one: ClaimKey
    other: ClaimKey
    odds: float
    kind: ConflictKind


def find_conflicts(
    one: Sequence[ClaimKey],
    other: Sequence[ClaimKey],
    odds: Mapping[PairKey, tuple[float, ConflictKind]],
) -> Iterator[Conflict]:
    """Conflicts between the claims of two propositions, or of one with itself, each once: a wording counts more where other wordings say the same."""
    pairs = list(dict.fromkeys(pair_key(a, b) for a in one for b in other if a != b))
    known = [odds[pair][0] for pair in pairs if pair in odds]
    if not known:
        return
    average = sum(known) / len(known)
    for pair in pairs:
        own, kind = odds.get(pair, (_NOT_LOOKED_AT, "other"))
        total = _OWN_SHARE * own + (1 - _OWN_SHARE) * average
        if total >= _FOUND:
            yield Conflict(*pair, total, kind)
