"""What two reports are to each other: one story, a copy and of what kind, and which of the two was first."""

from __future__ import annotations

from typing import Final, NamedTuple

from sumber.analysis.document_pairs import (
    DocumentComparison,
    compare_documents,
    is_credited,
    relays_of,
    taken_sentences,
)
from sumber.analysis.pairing import Likeness
from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.weighing import get_weighing
from sumber.model import CopyKind, Direction, Ground

_VERBATIM_SHARE: Final = 0.6
"""Of a verbatim copy most sentences stand in the other report."""
_DETAILS: Final = {
    "taken_sentences": "sentences stand in both word for word",
    "taken_share": "most of the shorter report stands in the other",
    "names": "they name the same people, bodies and places",
    "specific_names": "they name the same people, bodies and places",
    "lead_names": "they begin with the same names",
    "numbers": "they give the same figures",
    "shared_numbers": "they give the same figures",
    "leads_meet": "what they begin with may have happened on the same day",
    "days_meet": "they tell of the same days",
    "gap_quick": "they appeared within three days",
    "credits": "one names the other as its source",
    "shared_relay": "both have it from the same outlet",
    "shared_origins": "they quote the same sources",
    "shared_persons": "they quote the same sources",
    "aligned": "their statements match one by one",
    "lead_likeness": "they begin with the same statement",
    "likeness": "they state much the same",
    "quotes_aligned": "they quote the same words of the same sources",
}


class DocumentVerdict(NamedTuple):
    """Two reports judged: log-odds that they tell one story and that one repeats the other, and the kind of copy.

    `direction` is "forth" where the second was made from the first.
    """

    story: float
    copy: float
    is_story: bool
    copy_kind: CopyKind | None
    direction: Direction
    story_grounds: tuple[Ground, ...]
    copy_grounds: tuple[Ground, ...]


def judge_documents(one: DocumentProfile, other: DocumentProfile, alike: Likeness | None = None) -> DocumentVerdict:
    """What two reports are to each other; `alike` are their claims side by side, where that was asked before."""
    comparison = compare_documents(one, other, alike)
    features = comparison._asdict()
    by_story, by_copy = get_weighing("story"), get_weighing("copy")
    story, copy = by_story.score(features), by_copy.score(features)
    is_copy = copy >= by_copy.threshold
    is_story = story >= by_story.threshold
    kind = _copy_kind(one, other, comparison, is_story=is_story) if is_copy else None
    return DocumentVerdict(
        story=story,
        copy=copy,
        is_story=is_story or (kind is not None and kind != "passage"),
        copy_kind=kind,
        direction=find_direction(one, other),
        story_grounds=_grounds(by_story.strongest(features)),
        copy_grounds=_copy_grounds(one, other, by_copy.strongest(features)),
    )


def _copy_kind(
    one: DocumentProfile, other: DocumentProfile, comparison: DocumentComparison, *, is_story: bool
) -> CopyKind:
    if one.language == other.language and comparison.taken_share >= _VERBATIM_SHARE:
        return "verbatim"
    if not is_story:
        return "passage"
    return "translated" if one.language != other.language else "reworded"


def find_direction(one: DocumentProfile, other: DocumentProfile) -> Direction:
    """Which of two reports was made from the other: by whom they credit, else by the day; siblings show nothing."""
    forth, back = is_credited(by=other, credited=one), is_credited(by=one, credited=other)
    if forth != back:
        return "forth" if forth else "back"
    if forth or relays_of(one) & relays_of(other):
        return "unknown"
    if one.published is None or other.published is None or one.published == other.published:
        return "unknown"
    return "forth" if one.published < other.published else "back"


def _grounds(names: tuple[str, ...]) -> tuple[Ground, ...]:
    """What these features mean, the strongest first, each sentence once."""
    details: dict[str, str] = {}
    for name in names:
        if name in _DETAILS:
            details.setdefault(_DETAILS[name], name)
    return tuple(Ground(name=name, detail=detail) for detail, name in details.items())


def _copy_grounds(one: DocumentProfile, other: DocumentProfile, names: tuple[str, ...]) -> tuple[Ground, ...]:
    taken = [(one.id, one.sentences[at][0]) for at in taken_sentences(one, other)]
    taken += [(other.id, other.sentences[at][0]) for at in taken_sentences(other, one)]
    grounds = _grounds(names)
    if taken:
        shown = Ground(name="taken_sentences", detail=_DETAILS["taken_sentences"], spans=tuple(taken))
        return (shown, *(ground for ground in grounds if ground.name != "taken_sentences"))
    return grounds
