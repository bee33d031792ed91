"""The stretches of a sentence that an attribution covers, and what around it only rounds it off."""

from __future__ import annotations

from sumber.reading.cues import Cue
from sumber.reading.scene import Scene

BREAKS = frozenset({",", ";", ":", "—", "–"})
MAX_ROLE_DISTANCE = 8
MAX_TAIL_TOKENS = 9
MAX_ACCUSED_TOKENS = 14


def find_contents(
    scene: Scene, cue: Cue, edge: tuple[int, int], sentence: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """The stretches of the sentence that a cue attributes."""
    first, last = sentence
    if cue.kind == "denied" and edge[1] < last - 1:
        marker = _find_marker(scene, edge[1], last)
        return ((edge[1] if marker is None else marker + 1, last),)
    charge = _find_charge(scene, edge[1], last) if cue.stance == "alleges" else None
    if charge is not None:
        return ((charge, last),)
    before = (first, edge[0])
    has_before = has_content(scene, before)
    tail = find_tail_start(scene, edge[1], last)
    if tail is not None and has_before and _ends_with(scene, tail, last) and is_apposition(scene, tail):
        tail = None
    inside = edge[0] > first + 1 and scene.lower(edge[0] - 1) == "," and scene.lower(edge[1]) == ","
    if inside and tail is not None and not _opens_quote(scene, tail, last) and edge[0] - 2 not in scene.in_quote:
        if edge[0] - first <= scene.grammar.split_subject:
            return ((tail, last),)
        return ((first, last),)
    if inside and tail is None and not has_before and has_content(scene, (first, last)):
        return ((first, last),)
    if tail is None or (has_before and _is_relative(scene, edge[1])):
        return (before,) if has_before else ()
    if not has_before:
        return ((tail, last),)
    if before[1] - 1 in scene.in_quote or before[1] - 2 in scene.in_quote or _opens_quote(scene, tail, last):
        return (before,) if is_apposition(scene, tail) else (before, (tail, last))
    if _is_parenthesis(scene, edge, last) and scene.lower(before[1] - 1) in BREAKS:
        return ((first, last),)
    return ((tail, last),)


def _ends_with(scene: Scene, start: int, last: int) -> bool:
    """Whether what begins at `start` is the sentence's last stretch between commas."""
    return not any(scene.lower(position) in BREAKS for position in range(start, last))


def _is_relative(scene: Scene, position: int) -> bool:
    """Whether a relative clause about the speaker follows: ", who was there"."""
    return scene.lower(position) == "," and scene.lower(position + 1) in scene.grammar.relatives


def is_apposition(scene: Scene, start: int) -> bool:
    """Whether what stands behind the speaker's name and a comma says who he is: "…, spokesman of the fleet"."""
    return scene.lower(start - 1) == "," and is_description(scene, start)


def is_description(scene: Scene, start: int) -> bool:
    """Whether words say who somebody is: a role or a title among the first of them, and no report word."""
    stop, end = start, min(start + MAX_ROLE_DISTANCE, len(scene.tokens.words))
    while stop < end and scene.lower(stop) not in BREAKS and stop not in scene.in_quote:
        stop += 1
    if scene.cues.find_cues(scene.tokens, start, stop, scene.quoted_or_named):
        return False
    return any(
        scene.words.length_at(scene.tokens, p, "role") or scene.rules.find_at(scene.tokens, p, "person_title")
        for p in range(start, stop)
    )


def has_content(scene: Scene, stretch: tuple[int, int]) -> bool:
    """Whether tokens `[first, last)` hold enough for a statement: as many words as the language asks, or a quotation."""
    words = [p for p in range(*stretch) if scene.tokens.words[p].isalnum() and p not in scene.in_date]
    return len(words) >= scene.grammar.least_words or any(p in scene.in_quote for p in words)


def find_tail_start(scene: Scene, position: int, last: int) -> int | None:
    """Where content begins behind a frame, past "that", a comma, and the date or place of speaking; None for a mere tail."""
    start = position
    while start < last and (scene.lower(start) in BREAKS | scene.grammar.complementizers or start in scene.in_date):
        start += 1
    if not has_content(scene, (start, last)):
        return None
    if _opens_quote(scene, start, last) or scene.lower(start - 1) in scene.grammar.complementizers:
        return start
    if scene.lower(start) in scene.grammar.topics and start == position:
        return start + 1
    if _is_outlet(scene, start):
        return _past_outlet(scene, start, last)
    marker = _find_marker(scene, start, last)
    if marker is not None and has_content(scene, (marker + 1, last)):
        return marker + 1
    told = (
        scene.words.length_at(scene.tokens, start, "exclude_person")
        or scene.lower(start) in scene.grammar.speaking_prepositions
        or (scene.lower(start) in scene.grammar.listeners and last - start < MAX_TAIL_TOKENS)
    )
    dated = _past_date(scene, start, last)
    if dated is not None:
        return find_tail_start(scene, dated, last)
    if told:
        comma = next((p for p in range(start, last) if scene.lower(p) == "," or p in scene.in_quote), None)
        if comma is None:
            return None
        inner = comma if comma in scene.in_quote else comma + 1
        return inner if has_content(scene, (inner, last)) else None
    return start


def _past_date(scene: Scene, position: int, last: int) -> int | None:
    """Behind a preposition and the day of speaking, where a clause goes on at once: "said on Monday the ships …"."""
    start = position + 1
    if scene.lower(position) not in scene.grammar.speaking_prepositions or start not in scene.in_date:
        return None
    while start < last and start in scene.in_date:
        start += 1
    leads = BREAKS | scene.grammar.speaking_prepositions | scene.grammar.complementizers
    subject = scene.words.length_at(scene.tokens, start, "definite") or start in scene.in_name
    return start if start < last and subject and scene.lower(start) not in leads else None


def _past_outlet(scene: Scene, position: int, last: int) -> int | None:
    """Where content begins behind the outlet that was told; None where only a date or place follows."""
    start = scene.name_at[position].last
    while start < last and (scene.lower(start) in scene.grammar.complementizers or start in scene.in_date):
        start += 1
    plain = start < last and scene.lower(start) not in BREAKS | scene.grammar.speaking_prepositions
    return find_tail_start(scene, start, last) if plain or scene.lower(start) in {",", ":"} else None


def _find_charge(scene: Scene, start: int, last: int) -> int | None:
    """Where what somebody is accused of begins: "acusó a la empresa de | vender drones"."""
    for position in range(start, min(start + MAX_ACCUSED_TOKENS, last - 1)):
        if scene.lower(position) in BREAKS:
            return None
        if scene.lower(position) in scene.grammar.charges:
            follows = scene.lower(position + 1)
            if position + 1 in scene.in_quote or follows.endswith(scene.grammar.infinitive_endings):
                return position + 1
    return None


def _find_marker(scene: Scene, start: int, last: int) -> int | None:
    """The "that" or colon that opens the reported clause, before any comma."""
    for position in range(start, min(start + 12, last)):
        word = scene.lower(position)
        if word in scene.grammar.complementizers or word == ":":
            return position
        if word in BREAKS:
            return None
    return None


def _is_outlet(scene: Scene, position: int) -> bool:
    name = scene.name_at.get(position)
    return name is not None and name.mention.kind == "outlet"


def _opens_quote(scene: Scene, position: int, last: int) -> bool:
    return any(p in scene.in_quote for p in range(position, min(position + 2, last)))


def _is_parenthesis(scene: Scene, edge: tuple[int, int], last: int) -> bool:
    """Whether a frame stands between commas inside its content: "Belarus, kata komite itu, tidak …"."""
    return edge[1] < last and scene.lower(edge[1]) in BREAKS
