"""A long name and the short one in brackets behind it mean one thing: "欧州安保協力機構（OSCE）"."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import pairwise

from sumber.model import DraftMention, Reason, Span

CLOSERS = {"(": ")", "（": "）"}
BODIES = frozenset({"organisation", "outlet"})
LEAST_CAPITALS = 2


def find_bracketed(
    text: str, drafts: Iterable[DraftMention], known: Container[Span]
) -> dict[Span, tuple[Span, Reason]]:
    """For each name of a body that is not `known` the known one beside it: its short form in brackets, or what it shortens."""
    found: dict[Span, tuple[Span, Reason]] = {}
    for long, short in pairwise(sorted(drafts, key=lambda draft: draft.span.start)):
        one_known = (long.span in known) is not (short.span in known)
        if one_known and {long.kind, short.kind} <= BODIES and _is_in_brackets(text, long.span, short.span):
            opened, other = (short.span, long.span) if long.span in known else (long.span, short.span)
            detail = f"{short.text!r} in brackets shortens {long.text!r}"
            found[opened] = (other, Reason(rule="brackets", detail=detail, span=other))
    return found


def _is_in_brackets(text: str, long: Span, short: Span) -> bool:
    """Whether a name of one word with capitals stands alone in brackets right behind a longer one."""
    words = short.of(text)
    closer = CLOSERS.get(text[long.end : short.start].strip())
    if closer is None or text[short.end : short.end + 1] != closer or " " in words:
        return False
    return short.length < long.length and sum(letter.isupper() for letter in words) >= LEAST_CAPITALS
