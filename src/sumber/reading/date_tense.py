"""Where the clause around a date lies in time, by the words beside it."""

from __future__ import annotations

from sumber.model.dates import Lean
from sumber.reading.date_words import DateWords
from sumber.reading.numerals import is_glued

AUXILIARY = 3
STOPS = frozenset(".!?;")
WIDE_STOPS = frozenset("。！？；")
SHORTEST_TENSE_FORM = 5


def find_lean(words: DateWords, first: int, last: int, *, stretch: bool = False) -> Lean | None:
    """Past or future by the preposition before the date of tokens `[first, last)`, else by the nearest word with a tense.

    Words of the date's own clause come first, those before it before those behind it, or the other way round where the
    verb ends the clause; next the words before that clause. A date that only describes a noun ("a September return") says
    nothing of the verb's time.
    Before a whole `stretch` a word for "since" may mean "from" ("с 26 по 28 октября") and is not asked.
    """
    at = first - 1
    while words.is_kind(at, "skipped"):
        at -= 1
    if words.is_kind(at, "ahead_leads"):
        return "future"
    if words.is_kind(at, "behind_leads") and not stretch:
        return "past"
    if words.is_kind(first - 1, "articles"):
        return None
    clause = _clause_start(words, first)
    before, after = _scan_before(words, clause, first), _scan_after(words, first, last)
    found = (before or after) if words.grammar.reading.tense_first == "before" else (after or before)
    if found is None and _is_told(words, (clause, first), last):
        return "past"
    found = found or _scan_before(words, first - words.grammar.reading.tense_before, clause)
    bound = words.is_kind(at, "bounds") or words.end_of_list(last, "bounds_after") is not None
    return found or ("future" if bound else None)


def _clause_start(words: DateWords, first: int) -> int:
    """Where the clause of a date begins: behind the nearest comma or stop among the words before it that are asked."""
    earliest = max(0, first - words.grammar.reading.tense_before)
    for at in range(first - 1, earliest - 1, -1):
        if words.tokens.words[at] == "," or is_stop(words, at) or words.breaks_before(at + 1):
            return at + 1
    return earliest


def _scan_before(words: DateWords, earliest: int, end: int) -> Lean | None:
    """The tense of the nearest word before a token, not farther than the beginning of its sentence."""
    for at in range(end - 1, max(0, earliest) - 1, -1):
        if is_stop(words, at) or words.breaks_before(at + 1):
            return None
        lean = _lean_of(words, at)
        if lean is not None:
            return lean
    return None


def _scan_after(words: DateWords, first: int, last: int) -> Lean | None:
    opens = any(words.starts_sentence(at) for at in range(max(0, first - 1), first + 1))
    for at in range(last, min(len(words.tokens.words), last + words.grammar.reading.tense_after)):
        if is_stop(words, at) or words.breaks_before(at) or (words.tokens.words[at] == "," and not opens):
            return None
        lean = _lean_of(words, at)
        if lean is not None:
            return lean
    return None


def _is_told(words: DateWords, before: tuple[int, int], last: int) -> bool:
    """Whether a verb in the present tense that tells of what was just said stands in the clause ("пише", "сообщает")."""
    if any(words.is_kind(at, "telling") for at in range(*before)):
        return True
    for at in range(last, min(len(words.tokens.words), last + words.grammar.reading.tense_after)):
        if words.tokens.words[at] == "," or is_stop(words, at) or words.breaks_before(at):
            return False
        if words.is_kind(at, "telling"):
            return True
    return False


def _lean_of(words: DateWords, at: int) -> Lean | None:
    """The tense of a word; none for those of `no_tense`, which only look so ("канал" is no verb in -ал)."""
    if words.is_kind(at, "no_tense"):
        return None
    ahead_end, behind_end = words.end_of_list(at, "future") or 0, words.end_of_list(at, "past") or 0
    if (ahead_end and ahead_end >= behind_end) or _ends_like(words, at, "future_endings"):
        return "future"
    if behind_end or _ends_like(words, at, "past_endings"):
        ahead = any(words.is_kind(j, "auxiliaries") for j in range(max(0, at - AUXILIARY), at))
        return "future" if ahead else "past"
    return None


def _ends_like(words: DateWords, at: int, endings: str) -> bool:
    """Whether a word has an ending that tells a tense."""
    word = words.tokens.words[at]
    return (
        word.islower()
        and len(word) >= SHORTEST_TENSE_FORM
        and word.endswith(tuple(words.grammar.lists.get(endings, ())))
    )


def is_stop(words: DateWords, at: int) -> bool:
    """Whether a token ends a sentence: a stop with no word or digit written onto it, or a wide one."""
    mark = words.tokens.words[at]
    return mark in WIDE_STOPS or (mark in STOPS and not is_glued(words.tokens, at + 1))
