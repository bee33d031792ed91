"""Which claims of two propositions, or of one, cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sumber.analysis.propositions import ClaimKey, PairKey, pair_key
from sumber.model import ConflictKind

SUPPOSED: Final = -2.5
"""Log-odds of a conflict below which two claims say nothing about whether their propositions conflict."""
_FOUND: Final = -1.25
"""Log-odds, with what the surest wording says, from which two claims are said to conflict; chosen with groups left out."""
_OWN_SHARE: Final = 0.8


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
    """Conflicts between the claims of two propositions, or of one with itself, each once: the surest wording speaks for the others."""
    pairs = dict.fromkeys(pair_key(a, b) for a in one for b in other if a != b)
    known = {pair: odds[pair] for pair in pairs if pair in odds}
    surest = max((own for own, _ in known.values()), default=_FOUND)
    for pair, (own, kind) in known.items():
        total = _OWN_SHARE * own + (1 - _OWN_SHARE) * surest
        if total >= _FOUND:
            yield Conflict(*pair, total, kind)
