"""Blocks of a report: its lines, told apart into headline, text and furniture."""

from __future__ import annotations

import re
from typing import Literal

from sumber.model import Span, Value
from sumber.reading.datelines import find_dateline
from sumber.reading.furniture import Furniture

BlockKind = Literal["headline", "heading", "paragraph", "caption", "byline", "read_also", "footer", "list_item"]

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_LEAD_MARKS = re.compile(r"(?:#{1,6}\s+|>\s*|[-*•·▪●–—]\s+|\*\*|__|\[\d{1,2}\]\s+|\(?\d{1,2}[.)]\s+)+")
_BULLET = re.compile(r"[-*•·▪●–—]\s")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_CAPTION_LABEL = re.compile(r"[^\W\d_]{1,30}(?: [^\W\d_]{1,30}){0,3} ?[:：] *")
_TIME_LEAD = re.compile(r"\d{1,2}[.:]\d{2}(?:\s*[A-Z]{2,4})?\s*[—–-]\s*")
_CLOSERS = "\"”“»’')]*_」』 \t"
_STOPS = frozenset(".!?…。！？:;,：；，")
_INNER_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?…][\"”»’)]?\s|。")
_MARKDOWN = "*_>#-•[ \t"
HEADLINE_MAX = 160
HEADING_MAX = 90
WRAP_MIN = 50
WRAP_MAX = 100
WRAP_SLACK = 24
WRAP_LINES = 4


class Block(Value, frozen=True):
    """A paragraph or line of the report and what it is; `dateline` is its place-and-agency lead, dash included."""

    span: Span
    kind: BlockKind
    dateline: Span | None = None


def read_blocks(text: str, furniture: Furniture) -> list[Block]:
    """The blocks of a report in order; empty lines make none."""
    blocks: list[Block] = []
    titled = spoken = listing = False
    for line in _join_wrapped(text, iter_lines(text)):
        words = line.of(text)
        kind = _find_kind(words, furniture, titled)
        if listing and kind in {"heading", "headline", "list_item"} and not _is_ended(words):
            blocks.append(Block(span=line, kind="read_also"))
            listing = kind == "list_item"
            continue
        listing = kind == "read_also" and furniture.is_bare_label(words)
        titled = titled or kind in {"headline", "paragraph", "list_item"}
        dateline = _find_lead(text, line, furniture, opening=not spoken) if kind == "paragraph" else None
        spoken = spoken or kind in {"paragraph", "list_item"}
        blocks.append(Block(span=line, kind=kind, dateline=dateline))
    return blocks


def _find_lead(text: str, line: Span, furniture: Furniture, *, opening: bool) -> Span | None:
    """The dateline of a paragraph, in the language's own form or in one that is common to all."""
    inside = _without_marks(text, line)
    return furniture.find_lead(text, inside) or find_dateline(text, inside, opening)


def content_of(text: str, block: Block) -> Span:
    """Where the sentences of a block stand: past list marks, a ticker's time, the dateline, the label of a caption."""
    start = block.dateline.end if block.dateline else block.span.start
    for pattern in (_LEAD_MARKS, _TIME_LEAD):
        match = pattern.match(text, start, block.span.end)
        if match and match.end() < block.span.end:
            start = match.end()
    label = _CAPTION_LABEL.match(text, start, block.span.end) if block.kind == "caption" else None
    return Span(label.end() if label and label.end() < block.span.end else start, block.span.end)


def iter_lines(text: str) -> list[Span]:
    """The non-empty lines of a text without the white space around them."""
    lines: list[Span] = []
    for match in _LINE.finditer(text):
        words = match[0]
        right = len(words.rstrip())
        if right:
            left = len(words) - len(words.lstrip())
            lines.append(Span(match.start() + left, match.start() + right))
    return lines


def _find_kind(words: str, furniture: Furniture, titled: bool) -> BlockKind:
    """What a line is; `titled` where the headline, or text without one, is behind it."""
    told = furniture.find_kind(words) or furniture.find_kind(words.lstrip(_MARKDOWN))
    if told and (titled or told != "read_also"):
        return told
    numbered, bullet = _NUMBERED.match(words), _BULLET.match(words)
    ended = _is_ended(words)
    cry = ended and words.rstrip(_CLOSERS)[-1:] in {"!", "?", "…", "？", "！"} and not _INNER_STOP.search(words[3:])
    if words.startswith("#"):
        return "heading" if titled else "headline"
    if not titled and not bullet and len(words) <= HEADLINE_MAX and (not ended or cry):
        return "headline"
    if (
        len(words) <= HEADING_MAX
        and not bullet
        and ((cry and numbered) if ended else numbered or not _INNER_STOP.search(words))
    ):
        return "heading"
    return "list_item" if numbered or bullet else "paragraph"


def _is_ended(words: str) -> bool:
    """Whether a line ends with a mark that ends or carries on a sentence, closing marks apart."""
    return words.rstrip(_CLOSERS)[-1:] in _STOPS


def _without_marks(text: str, line: Span) -> Span:
    match = _LEAD_MARKS.match(text, line.start, line.end)
    return Span(match.end(), line.end) if match and match.end() < line.end else line


def _join_wrapped(text: str, lines: list[Span]) -> list[Span]:
    """The lines, joined to paragraphs where the text was broken to a fixed width.

    It was, where most lines that are not the last before an empty one reach nearly the width of the widest, stop in
    mid-sentence and go on with a small letter as often as not.
    """
    followed = [i for i in range(len(lines) - 1) if text.count("\n", lines[i].end, lines[i + 1].start) == 1]
    width = max((lines[i].length for i in followed), default=0)
    if len(followed) < WRAP_LINES or not WRAP_MIN <= width <= WRAP_MAX:
        return lines
    full = {i for i in followed if lines[i].length >= width - WRAP_SLACK}
    torn = [i for i in full if not _is_ended(lines[i].of(text))]
    small = sum(text[lines[i + 1].start].islower() for i in torn)
    if len(full) < 0.7 * len(followed) or len(torn) < 0.6 * len(full) or small < 0.4 * len(torn):
        return lines
    joined: list[Span] = []
    for index, line in enumerate(lines):
        if index - 1 in full and not _LEAD_MARKS.match(text, line.start, line.end):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined
