"""Repeated names where words run into one another: a surname alone, a family name in front, an abbreviation in brackets."""

from __future__ import annotations

from sumber.model import DraftMention
from sumber.reading.scan import Found, Scan

_DOTS = "・·•‧＝=．."
_BRACKETS = {"(": ")"}
MIN_WHOLE = 2
MAX_FAMILY_NAME = 3


def link_run_on(scan: Scan, found: list[Found]) -> tuple[DraftMention, ...]:
    """Mentions with their antecedents, and family names that a title shows after the whole name: 郭氏 after 郭建宏."""
    names = sorted([*found, *_family_names(scan, found)])
    brackets = _bracketed(scan, names)
    wholes: dict[str, Found] = {}
    mentions: list[DraftMention] = []
    for name in names:
        mentions.append(_mention(scan, name, wholes, brackets))
        if name.kind == "person":
            for form in _short_forms(mentions[-1].text):
                wholes.setdefault(form, name)
    return tuple(mentions)


def _mention(scan: Scan, name: Found, wholes: dict[str, Found], brackets: dict[str, Found]) -> DraftMention:
    span = scan.tokens.span(name.first, name.last)
    words = span.of(scan.text)
    kind, candidates, rule, antecedent = name.kind, name.candidates, name.rule, None
    long_form = brackets.get(words)
    whole = wholes.get(words) if name.kind == "person" and not candidates else None
    if long_form is not None and long_form.first < name.first:
        antecedent = scan.tokens.span(long_form.first, long_form.last)
        if long_form.candidates or not candidates:
            rule, kind, candidates = "abbreviation", long_form.kind, long_form.candidates
    elif whole is not None:
        antecedent, rule = scan.tokens.span(whole.first, whole.last), "surname"
        candidates = whole.candidates
    return DraftMention(span=span, text=words, kind=kind, candidates=candidates, rule=rule, antecedent=antecedent)


def _short_forms(full: str) -> list[str]:
    """What a person may be called after the whole name: a family name in front, or the part behind the last dot."""
    last = _last_part(full)
    if last != full:
        return [last]
    return [full[:length] for length in range(1, min(len(full), MAX_FAMILY_NAME + 1))]


def _last_part(full: str) -> str:
    for mark in _DOTS:
        full = full.replace(mark, " ")
    return full.split()[-1]


def _family_names(scan: Scan, found: list[Found]) -> list[Found]:
    """Family names of one or two characters before a title, of persons named whole before."""
    taken = {position for name in found for position in range(name.first, name.last)}
    families: dict[str, int] = {}
    for name in found:
        full = "".join(scan.tokens.words[name.first : name.last])
        if name.kind == "person" and name.last - name.first >= MIN_WHOLE and not any(mark in full for mark in _DOTS):
            for length in (1, 2):
                families.setdefault(full[:length], name.first)
    repeated: list[Found] = []
    if not families:
        return repeated
    for position in range(1, len(scan.tokens.words)):
        if not scan.rules.find_at(scan.tokens, position, "person_title_after"):
            continue
        for length in (2, 1):
            first = position - length
            words = "".join(scan.tokens.words[max(0, first) : position])
            free = first >= 0 and not any(p in taken for p in range(first, position))
            if free and families.get(words, first) < first and _begins(scan, first):
                repeated.append(Found(first, position, "person", (), "surname"))
                taken.update(range(first, position))
                break
    return repeated


def _begins(scan: Scan, first: int) -> bool:
    """Whether no Han or Hangul character is written onto the front."""
    tokens = scan.tokens
    glued = first > 0 and tokens.starts[first] == tokens.ends[first - 1]
    return not glued or not ("\u4e00" <= tokens.words[first - 1] <= "\ud7a3")


def _bracketed(scan: Scan, names: list[Found]) -> dict[str, Found]:
    """Abbreviations by the long form they stand in brackets behind: 中央通信社（CNA）."""
    words = scan.tokens.words
    by_last = {name.last: name for name in names}
    forms: dict[str, Found] = {}
    for name in names:
        opener = words[name.first - 1] if name.first else ""
        closed = name.last < len(words) and words[name.last] == _BRACKETS.get(opener)
        long_form = by_last.get(name.first - 1) if closed else None
        if long_form is not None and long_form.kind != "person" and name.kind != "person":
            differs = name.candidates and long_form.candidates and not set(name.candidates) & set(long_form.candidates)
            if not differs:
                forms[scan.tokens.span(name.first, name.last).of(scan.text)] = long_form
    return forms
