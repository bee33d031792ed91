"""Date phrases in a text, by each language's own words and patterns (`dates.toml`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sumber.languages import Language
from sumber.languages.tokens import Tokens, tokenize
from sumber.model import DateExpression, DraftDate, Span
from sumber.model.dates import CalendarDate
from sumber.reading.date_doubts import is_doubtful
from sumber.reading.date_expressions import NO_DATE, STRETCHES, Fields, build_expression, is_single_day, join_dates
from sumber.reading.date_grammar import DateGrammar, Node, Rule, find_date_grammar
from sumber.reading.date_tense import find_lean, is_stop
from sumber.reading.date_words import DateWords, Lexeme

MAX_LEXEMES = 14


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

    Bare numbers, ages, money, durations and clock times are no dates. `tokens` are those of `text` where they are
    made already.
    """
    grammar = find_date_grammar(language)
    if grammar is None:
        return ()
    finder = DateFinder(text, tokens or tokenize(text), grammar)
    return tuple(finder.draft(hit) for hit in finder.join(finder.find_hits()))


class DateFinder:
    """Finds the dates of one text."""

    def __init__(self, text: str, tokens: Tokens, grammar: DateGrammar) -> None:
        self._text = text
        self._tokens = tokens
        self._grammar = grammar
        self._words = DateWords(text, tokens, grammar)

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
            if position < after or not (word in starters or word[0].isdigit()):
                continue
            found = self._find_at(position, hits)
            if found is not None:
                after, expression = found
                if expression is not None:
                    hits.append(Hit(position, after, expression))
        return hits

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
        if rule.before is not None and not self._words.is_kind(position - 1, rule.before):
            return False
        return rule.after is None or path.last >= len(self._tokens.words) or self._words.is_kind(path.last, rule.after)

    def _fields(self, path: Path, position: int, hits: list[Hit]) -> Fields:
        values: dict[str, list[int | str]] = {}
        for lexeme in path.lexemes:
            for kind, value in lexeme.values or ((lexeme.kind, 0),):
                values.setdefault(kind.partition(".")[0], []).append(value)
        if self._words.is_kind(position - 1, "bounds"):
            values["bound"] = [1]
        previous = self._find_previous(position, hits)
        told = hits[-1].expression if previous else None
        day = previous if told and is_single_day(told) else None
        month = day if isinstance(told, CalendarDate) and told.month is not None else None
        lean = find_lean(self._words, position, path.last, stretch=path.rule.kind in STRETCHES)
        return Fields(values, lean, previous, day, month)

    def _find_previous(self, position: int, hits: list[Hit]) -> Span | None:
        """The last date of this sentence or the one before it."""
        if not hits:
            return None
        stops = 0
        for at in range(hits[-1].last, position):
            ends = is_stop(self._words, at)
            stops += ends or (self._words.breaks_before(at) and not is_stop(self._words, at - 1))
            if stops > 1:
                return None
        return self._span(hits[-1])

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
        if last.first - mark != 1 or self._words.breaks_before(last.first) or self._words.breaks_before(mark):
            return False
        lead = first.first - 1
        while self._words.is_kind(lead, "skipped"):
            lead -= 1
        if self._words.is_kind(mark, "to"):
            return self._words.is_kind(lead, "between") or _is_same_grain(first.expression, last.expression)
        if self._words.is_kind(mark, "and"):
            return self._words.is_kind(lead, "between")
        return self._tokens.words[mark] in "-–—" and _is_same_grain(first.expression, last.expression)


def _is_same_grain(first: DateExpression, last: DateExpression) -> bool:
    """Whether both are calendar dates of one fineness, so that a dash between them makes a stretch."""
    return (
        isinstance(first, CalendarDate)
        and isinstance(last, CalendarDate)
        and (first.day is None) == (last.day is None)
        and (first.month is None) == (last.month is None)
    )
