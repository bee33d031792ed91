"""Quotations in all the marks in use, balanced or not."""

from __future__ import annotations

import re
from typing import NamedTuple

from sumber.model import Span, Value
from sumber.reading.furniture import StopRules
from sumber.reading.marks import Mark, find_first_mark, pair_marks, read_marks
from sumber.reading.sentences import find_sentence_end, split_sentences, trim

_LEFT = " \t\r\n\u00a0\u3000*_…"
_SPEECH_DASH = re.compile(r"(?<=[,.?!…]) (?P<dash>[—–-]) ")
_SPEECH_END = re.compile(r"[.,;:] [—–-] ")
_FINAL = " \t\r\n\u00a0\u3000*_.,;:，、。．"


class Quotation(Value, frozen=True):
    """Quoted words: `span` with the marks, `inner` without, and the sentences inside, without their final stop.

    `closed` is False where the closing mark is missing in the block; `continued` where the block before left one open.
    """

    span: Span
    inner: Span
    block: int
    sentences: tuple[Span, ...]
    closed: bool = True
    continued: bool = False


class Neighbours(NamedTuple):
    """What the blocks around a line say of its open quotations.

    `open_before`: the former one left a quotation open; `leads_on`: the next one re-opens or closes one.
    """

    open_before: bool = False
    leads_on: bool = False


def find_quotations(text: str, line: Span, block: int, rules: StopRules, neighbours: Neighbours) -> list[Quotation]:
    """The outermost quotations of a line in time linear in it: inner marks stay inside, an apostrophe is no mark.

    An opening mark that nothing closes reaches to the end of the line where it stands at its head or the next block
    carries the quotation on; elsewhere it is taken for a slip and reaches to the end of its sentence.
    """
    marks = read_marks(text, line)
    if not marks:
        return []
    found: list[Quotation] = []
    first = 0
    if neighbours.open_before and _only_closes(text, marks[0]):
        inner = Span(line.start, marks[0].start)
        _add(text, found, Span(line.start, marks[0].end), inner, (block, rules, True, True))
        first = 1
    for opening, closing in pair_marks(marks, first):
        if found and opening.start < found[-1].span.end:
            continue
        again = neighbours.open_before and opening.start == line.start
        if closing:
            _add(
                text,
                found,
                Span(opening.start, closing.end),
                Span(opening.end, closing.start),
                (block, rules, True, again),
            )
        else:
            end = _find_end(text, line, opening, rules, neighbours)
            _add(text, found, Span(opening.start, end), Span(opening.end, end), (block, rules, False, again))
    return found


def part_at_speech(text: str, quotation: Quotation, rules: StopRules) -> list[Quotation]:
    """A quotation, in two where between dashes its marks hold who says it: "«Ми йдемо, — каже він. — Прощавайте»"."""
    if rules.speech is None:
        return [quotation]
    inner = quotation.inner
    for opening in _SPEECH_DASH.finditer(text, inner.start, inner.end):
        if rules.speech.match(text, opening.end(), inner.end) is None:
            continue
        closing = _SPEECH_END.search(text, opening.end(), inner.end)
        told = (quotation.block, rules, quotation.closed, quotation.continued)
        parts: list[Quotation] = []
        before = Span(inner.start, opening.start("dash"))
        _add(
            text, parts, Span(quotation.span.start, _rtrim(text, before)), Span(inner.start, _rtrim(text, before)), told
        )
        if closing:
            rest = Span(closing.end(), inner.end)
            _add(text, parts, Span(rest.start, quotation.span.end), rest, told)
        return parts or [quotation]
    return [quotation]


def leads_on(text: str, line: Span) -> bool:
    """Whether a block carries on a quotation left open before it: it begins with a mark, or closes one first."""
    mark = find_first_mark(text, line)
    return mark is not None and (_only_closes(text, mark) or (mark.opens and mark.start == line.start))


def _rtrim(text: str, span: Span) -> int:
    """Where a stretch ends without the spaces behind it."""
    return span.start + len(span.of(text).rstrip())


def _only_closes(text: str, mark: Mark) -> bool:
    """Whether a mark can be nothing but the end of a quotation; after a digit it may stand for inches."""
    return mark.closes and not mark.opens and mark.family != "single" and not text[mark.start - 1].isdecimal()


def _find_end(text: str, line: Span, opening: Mark, rules: StopRules, neighbours: Neighbours) -> int:
    if opening.start == line.start or neighbours.leads_on:
        return line.end
    return find_sentence_end(text, Span(opening.end, line.end), rules)


def _add(text: str, found: list[Quotation], span: Span, inner: Span, told: tuple[int, StopRules, bool, bool]) -> None:
    """Keeps a quotation unless it is empty; `told` is its block, the stop rules, closed and continued."""
    block, rules, closed, continued = told
    if not trim(text, inner.start, inner.end):
        return
    pieces = (trim(text, s.start, s.end, _LEFT, _FINAL) for s in split_sentences(text, inner, (), rules))
    sentences = tuple(piece for piece in pieces if piece)
    found.append(
        Quotation(span=span, inner=inner, block=block, sentences=sentences, closed=closed, continued=continued)
    )
