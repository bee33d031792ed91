"""What rests on a source, and what would be left without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from sumber.model import Credibility
from sumber.relating.impact import Impact
from sumber.shaping.relations import PropositionShape, ReasonTold, shape_proposition, shape_reasons


class ImpactShape(TypedDict):
    """A proposition as it is, and as it would be without the source; `alone` where nothing else says it."""

    alone: bool
    proposition: PropositionShape
    claims_without: int
    independent_origins_without: int
    unknown_origins_without: int
    grade_without: Credibility | None
    reasons_without: list[ReasonTold]


def shape_impact(impact: Impact, names: Mapping[str, str]) -> ImpactShape:
    """What the fall of a source would leave of a proposition; `names` are what callers call its documents."""
    left = impact.left
    return {
        "alone": impact.is_alone,
        "proposition": shape_proposition(impact.proposition, names),
        "claims_without": len(impact.proposition.claims) - impact.without,
        "independent_origins_without": left.independent_origins if left else 0,
        "unknown_origins_without": left.unknown_origins if left else 0,
        "grade_without": left.grade.credibility if left else None,
        "reasons_without": shape_reasons(left.grade.grounds) if left else [],
    }
