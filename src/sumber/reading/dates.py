"""Date phrases in a text, by each language's own words and patterns (`dates.toml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from sumber.languages import Language
from sumber.languages.tokens import Tokens, tokenize
from sumber.model import DateExpression, DraftDate, Span
from sumber.model.dates import CalendarDate
from sumber.reading.blocks import Block
from sumber.reading.date_doubts import is_doubtful
from sumber.reading.date_expressions import STRETCHES, build_expression
from sumber.reading.date_fields import Fields
from sumber.reading.date_grammar import NO_DATE, DateGrammar, Node, Rule, find_date_grammar
from sumber.reading.date_joining import is_same_grain, is_single_day, join_dates, names_month
from sumber.reading.date_tense import find_lean, is_stop
from sumber.reading.date_words import MARKS, DateWords, Lexeme
from sumber.reading.numerals import is_glued

MAX_LEXEMES = 14
ABOVE = frozenset({"headline", "heading", "byline"})
REPORT_DAY = "report"
"""What `told` says of "이날": the day of the report, but for a date right before it that names its month."""
DASHES = frozenset(mark for mark, kind in MARKS.items() if kind == "dash")


class Hit(NamedTuple):
    """A date phrase of tokens `[first, last)` with its expression."""

    first: int
    last: int
    expression: DateExpression


class Path(NamedTuple):
    """A way through the patterns: the lexemes passed, where they end, the rule reached."""

    lexemes: tuple[Lexeme, ...]
    last: int
    rule: Rule


def find_dates(text: str, language: Language, tokens: Tokens | None = None) -> tuple[DraftDate, ...]:
    """Date phrases in the order of the text, none overlapping; the longest at a place wins.

    Bare numbers, ages, money, durations and clock times are no dates. `tokens` are the words of `text` where they are
    made already; a language read character by character has tokens of its own.
    """
    grammar = find_date_grammar(language)
    if grammar is None:
        return ()
    if tokens is None or grammar.cut is not tokenize:
        tokens = grammar.cut(text)
    finder = DateFinder(text, tokens, grammar)
    return tuple(finder.draft(hit) for hit in finder.join(finder.find_hits()))


def mark_datelines(dates: tuple[DraftDate, ...], blocks: Iterable[Block]) -> tuple[DraftDate, ...]:
    """The dates with those marked that tell the report's own day.

    These stand in a dateline or by-line, or with their year in the lines above the text ("Morning Review, 3 March
    2026"): such a headline told the day of publication in all 16 labelled reports that have one.
    """
    above, heads = True, list[tuple[Span, bool]]()
    for block in blocks:
        above = above and block.kind in ABOVE
        if block.dateline or block.kind == "byline" or above:
            heads.append((block.dateline or block.span, above and block.kind != "byline"))
    return tuple(
        msgspec.structs.replace(draft, is_dateline=True) if _tells_own_day(draft, heads) else draft for draft in dates
    )


def _tells_own_day(draft: DraftDate, heads: Iterable[tuple[Span, bool]]) -> bool:
    told = draft.expression
    full = isinstance(told, CalendarDate) and told.year is not None and told.day is not None
    return any(head.contains(draft.span) and (full or not needs_year) for head, needs_year in heads)


class DateFinder:
    """Finds the dates of one text."""

    def __init__(self, text: str, tokens: Tokens, grammar: DateGrammar) -> None:
        self._text = text
        self._tokens = tokens
        self._grammar = grammar
        self._words = DateWords(text, tokens, grammar)
        self._stops: list[int] = []
        self._last_day: Hit | None = None
        self._last_named: Hit | None = None

    def draft(self, hit: Hit) -> DraftDate:
        """The draft of a hit: its span leaves out a full stop at its end."""
        span = self._span(hit)
        return DraftDate(span=span, text=span.of(self._text), expression=hit.expression)

    def find_hits(self) -> list[Hit]:
        """The longest date phrase at every place, from left to right."""
        hits: list[Hit] = []
        lowers, starters = self._tokens.lowers, self._grammar.starters
        after = 0
        for position, word in enumerate(lowers):
            opens = word in starters or word[0].isdigit()
            if position < after or not opens or not self._may_start(position):
                continue
            found = self._find_at(position, hits)
            if found is None:
                continue
            after, expression = found
            if expression is not None:
                hits.append(Hit(position, after, expression))
                self._keep(hits[-1])
        return hits

    def _keep(self, hit: Hit) -> None:
        """Keeps the last day that was told, and the last whose month was named."""
        if is_single_day(hit.expression):
            self._last_day = hit
            if names_month(hit.expression):
                self._last_named = hit

    def _may_start(self, position: int) -> bool:
        """Whether a phrase may begin at a token: inside a word only where the language has no spaces between words."""
        if self._grammar.reading.starts == "anywhere" or not is_glued(self._tokens, position):
            return True
        return not self._tokens.words[position - 1].isalnum()

    def _find_at(self, position: int, hits: list[Hit]) -> tuple[int, DateExpression | None] | None:
        """Where the longest phrase at a place ends, and what it says: None for one that only reads like a date."""
        paths = [path for path in self._walk(self._grammar.root, position, ()) if self._stands(path, position)]
        paths.sort(key=lambda path: (-path.last, path.rule.order))
        for path in paths:
            if path.rule.kind == NO_DATE:
                return path.last, None
            if is_doubtful(self._words, path.rule.kind, path.lexemes, (position, path.last)):
                continue
            expression = build_expression(path.rule.kind, self._fields(path, position, hits))
            if expression is not None:
                return path.last, expression
        return None

    def _walk(self, node: Node, position: int, passed: tuple[Lexeme, ...]) -> Iterator[Path]:
        for rule in node.rules:
            yield Path(passed, position, rule)
        if not node.steps or position >= len(self._tokens.words) or len(passed) >= MAX_LEXEMES:
            return
        if passed and self._words.breaks_before(position):
            return
        for lexeme in self._words.at(position):
            following = node.steps.get(lexeme.kind)
            if following is not None:
                yield from self._walk(following, lexeme.last, (*passed, lexeme))

    def _stands(self, path: Path, position: int) -> bool:
        """Whether the words that a rule wants beside the phrase are there."""
        rule = path.rule
        if rule.before is not None and not self._words.follows_list(position, rule.before):
            return False
        if rule.after is None or path.last >= len(self._tokens.words):
            return True
        return self._words.end_of_list(path.last, rule.after) is not None

    def _fields(self, path: Path, position: int, hits: list[Hit]) -> Fields:
        values: dict[str, list[int | str]] = {}
        for lexeme in path.lexemes:
            for kind, value in lexeme.values or ((lexeme.kind, 0),):
                values.setdefault(kind.partition(".")[0], []).append(value)
        if self._words.is_kind(position - 1, "bounds"):
            values["bound"] = [1]
        values["fiscal_month"] = [self._grammar.reading.fiscal_month]
        lean = find_lean(self._words, position, path.last, stretch=path.rule.kind in STRETCHES)
        hit = self._find_previous(position, values, hits)
        if hit is None:
            return Fields(values, lean)
        previous = self._span(hit)
        day = previous if is_single_day(hit.expression) else None
        return Fields(values, lean, previous, day, day if names_month(hit.expression) else None)

    def _find_previous(self, position: int, values: dict[str, list[int | str]], hits: list[Hit]) -> Hit | None:
        """The last date told in this sentence or the few before it that words can count from."""
        rules, reach = self._grammar.reading, self._grammar.reading.previous_sentences
        hit = hits[-1] if hits else None
        if values.get("told") == [REPORT_DAY]:
            hit, reach = self._last_named, 1
        elif rules.previous_grain == "same" and values.get("unit", ["day"])[0] in {"day", "week"}:
            hit = self._last_day
        if hit is None:
            return None
        return hit if self._count_stops(position) - self._count_stops(hit.last) <= reach else None

    def _count_stops(self, position: int) -> int:
        """How many sentences and lines end before a token."""
        if not self._stops:
            count = 0
            for at in range(len(self._tokens.words)):
                self._stops.append(count)
                broken = self._words.breaks_before(at) and not (at and is_stop(self._words, at - 1))
                count += is_stop(self._words, at) or broken
            self._stops.append(count)
        return self._stops[position]

    def _span(self, hit: Hit) -> Span:
        last = hit.last - 1 if self._tokens.words[hit.last - 1] == "." else hit.last
        return self._tokens.span(hit.first, last)

    def join(self, hits: list[Hit]) -> list[Hit]:
        """Hits with two that name the ends of a stretch made into one ("30 Mei-2 Juni", "between March 1 and May 4")."""
        joined: list[Hit] = []
        for hit in hits:
            if joined and self._is_joined(joined[-1], hit):
                interval = join_dates(joined[-1].expression, hit.expression)
                if interval is not None:
                    joined[-1] = Hit(joined[-1].first, hit.last, interval)
                    continue
            joined.append(hit)
        return joined

    def _is_joined(self, first: Hit, last: Hit) -> bool:
        mark = first.last
        if not mark < last.first or self._words.breaks_before(last.first) or self._words.breaks_before(mark):
            return False
        lead = first.first - 1
        while self._words.is_kind(lead, "skipped"):
            lead -= 1
        between = (
            self._words.is_kind(lead, "between") or self._words.end_of_list(last.last, "between_after") is not None
        )
        if self._words.end_of_list(mark, "to") == last.first:
            return between or is_same_grain(first.expression, last.expression)
        if self._words.end_of_list(mark, "and") == last.first:
            return between
        if last.first - mark != 1:
            return False
        return self._tokens.words[mark] in DASHES and is_same_grain(first.expression, last.expression)
