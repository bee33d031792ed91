"""One sign that the model marks alone, where words run into one another: the whole of what it begins."""

from __future__ import annotations

from itertools import zip_longest

import msgspec

from sumber.gazetteer import read_names
from sumber.languages import Language
from sumber.model import DraftMention, Span
from sumber.reading.source_words import read_source_words

LONGEST_NOUN = 6
"""Characters of a noun behind a sign that points back: 同|研究所."""
BODIES = ("outlet", "organisation")


def widen_signs(
    text: str, mentions: tuple[DraftMention, ...], rule: str, language: Language
) -> tuple[DraftMention, ...]:
    """The mentions, those of one sign and of this rule made whole: 同 before a noun for a body (同紙), 塞 in a listed 塞國.

    None is made to overlap the one behind it.
    """
    widened: list[DraftMention] = []
    for mention, behind in zip_longest(mentions, mentions[1:]):
        single = mention.rule == rule and mention.span.length == 1
        end = _find_end(text, mention.span, language) if single else mention.span.end
        if end > mention.span.end and (behind is None or end <= behind.span.start):
            span = Span(mention.span.start, end)
            widened.append(msgspec.structs.replace(mention, span=span, text=span.of(text)))
        else:
            widened.append(mention)
    return tuple(widened)


def _find_end(text: str, span: Span, language: Language) -> int:
    words = read_source_words(language)
    if words.names_one(span.of(text).lower(), "definite"):
        behind = language.cut_text(text[span.end : span.end + LONGEST_NOUN])
        count = max((words.length_at(behind, 0, body) for body in BODIES), default=0)
        return span.end + behind.ends[count - 1] if count else span.end
    two = Span(span.start, span.end + 1)
    return two.end if read_names(language).find_whole(two.of(text)) else span.end
