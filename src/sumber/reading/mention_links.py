"""Mentions led back to the fuller name they repeat: surnames to full names, abbreviations to what they shorten."""

from __future__ import annotations

from collections.abc import Iterable

from sumber.languages.inflection import BentDict, find_inflection
from sumber.model import DraftMention
from sumber.reading.scan import Found, Scan


def link_mentions(scan: Scan, found: list[Found]) -> tuple[DraftMention, ...]:
    """Mentions with their antecedents: surnames to full names, abbreviations to what they shorten."""
    tokens, text = scan.tokens, scan.text
    long_forms = _abbreviations(scan, found)
    persons: BentDict[Found] = BentDict(find_inflection(scan.language, "noun"))
    elsewhere: BentDict[Found] = BentDict(find_inflection(scan.language, "noun"))
    for name in found:
        if name.rule != "initial":
            elsewhere.add(tokens.span(name.first, name.last).of(text), name)
    for name in found:
        if name.kind == "person" and name.last - name.first > 1:
            for word in tokens.words[name.first : name.last]:
                if len(word) > 2 and word[:1].isupper():
                    persons.add(word, name)
    mentions: list[DraftMention] = []
    for name in found:
        span = tokens.span(name.first, name.last)
        words = span.of(text)
        kind, candidates, rule, antecedent = name.kind, name.candidates, name.rule, None
        whole = persons.find(words) if name.last - name.first == 1 and not candidates else None
        source = long_forms.get(words)
        if source is not None and source != name:
            antecedent = tokens.span(source.first, source.last)
            if source.candidates or not candidates:
                rule, kind, candidates = "abbreviation", source.kind, source.candidates
        elif whole:
            antecedent, rule, kind = tokens.span(whole.first, whole.last), "surname", "person"
            candidates = whole.candidates
        if rule == "initial":
            same = elsewhere.find(words)
            if same is None:
                continue
            kind, rule = same.kind, "repeated"
        mentions.append(
            DraftMention(span=span, text=words, kind=kind, candidates=candidates, rule=rule, antecedent=antecedent)
        )
    return tuple(mentions)


def _abbreviations(scan: Scan, found: list[Found]) -> dict[str, Found]:
    """Abbreviations the text defines: "Institute for the Study of War (ISW)" gives ISW its long form.

    A bracketed name that the gazetteer knows as something else stands for itself: "JAKARTA (AFP)".
    """
    tokens = scan.tokens
    by_last = {name.last: name for name in found}
    forms: dict[str, Found] = {}
    for name in found:
        bracketed = name.first > 0 and tokens.words[name.first - 1] == "(" and name.last < len(tokens.words)
        if bracketed and tokens.words[name.last] == ")":
            long_form = by_last.get(name.first - 1)
            if long_form and name.candidates and not set(name.candidates) & set(long_form.candidates):
                continue
            words = tokens.span(name.first, name.last).of(scan.text)
            if long_form and long_form.kind != "person" and sum(c.isupper() for c in words) >= 2 and " " not in words:
                forms[words] = long_form
    return forms


def keep_apart(mentions: Iterable[DraftMention]) -> tuple[DraftMention, ...]:
    """Mentions in the order of the text, of those that overlap the one the lists know, else the longest."""
    kept: list[DraftMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -len(m.candidates), -m.span.length)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif _goes_before(mention, kept[-1]):
            kept[-1] = mention
    return tuple(kept)


def _goes_before(mention: DraftMention, other: DraftMention) -> bool:
    """Whether a mention is the better of two that overlap."""
    if bool(mention.candidates) != bool(other.candidates):
        return bool(mention.candidates)
    return mention.span.length > other.span.length
