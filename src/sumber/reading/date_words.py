"""The words of a text that can stand in a date phrase, found token by token."""

from __future__ import annotations

from sumber.languages.tokens import Tokens
from sumber.reading.date_counters import Lexeme, read_counted, read_era_year
from sumber.reading.date_grammar import DateGrammar
from sumber.reading.numerals import find_numeral, is_glued

MARKS = {"-": "dash", "–": "dash", "—": "dash", "~": "dash", "∼": "dash", "〜": "dash", "'": "apos", "’": "apos"}
FIRST_YEAR, LAST_YEAR = 1000, 2199
MAX_COUNT = 999
__all__ = ["DateWords", "Lexeme"]


class DateWords:
    """The lexemes of one text, read where they are asked for and kept."""

    def __init__(self, text: str, tokens: Tokens, grammar: DateGrammar) -> None:
        self.text = text
        self.tokens = tokens
        self.grammar = grammar
        self._found: dict[int, tuple[Lexeme, ...]] = {}
        self._day_first: bool | None = None

    def at(self, position: int) -> tuple[Lexeme, ...]:
        """Every lexeme that starts at a token."""
        found = self._found.get(position)
        if found is None:
            found = self._found[position] = tuple(self._read(position))
        return found

    def is_kind(self, position: int, kind: str) -> bool:
        """Whether a token is in a context list of the language, or is such a mark."""
        tokens = self.tokens
        if not 0 <= position < len(tokens.words):
            return False
        if tokens.lowers[position] in self.grammar.lists.get(kind, frozenset()):
            return True
        return self.end_of_list(position, kind) is not None or self._closes_list(position, kind)

    def end_of_list(self, position: int, kind: str) -> int | None:
        """Where the word or phrase of a context list that begins at a token ends, None where none begins."""
        lowers = self.tokens.lowers
        if not 0 <= position < len(lowers):
            return None
        phrases = self.grammar.phrases.get(kind)
        last = phrases.end_from(lowers, position) if phrases else None
        if last is not None:
            return last
        return position + 1 if lowers[position] in self.grammar.lists.get(kind, frozenset()) else None

    def _closes_list(self, position: int, kind: str) -> bool:
        phrases = self.grammar.phrases.get(kind)
        return phrases is not None and phrases.start_to(self.tokens.lowers, position) is not None

    def follows_list(self, position: int, kind: str) -> bool:
        """Whether a word or phrase of a context list ends right before a token."""
        lowers = self.tokens.lowers
        if not 0 < position <= len(lowers):
            return False
        return lowers[position - 1] in self.grammar.lists.get(kind, frozenset()) or self._closes_list(
            position - 1, kind
        )

    def breaks_before(self, position: int) -> bool:
        """Whether a line ends between a token and the one before it."""
        tokens = self.tokens
        return position == 0 or "\n" in self.text[tokens.ends[position - 1] : tokens.starts[position]]

    def starts_sentence(self, position: int) -> bool:
        """Whether a token opens a line, sentence or quotation."""
        return self.breaks_before(position) or self.tokens.words[position - 1] in '.!?:;"“”‘«(—–•*'

    def is_capital(self, position: int) -> bool:
        """Whether a token begins with a capital letter."""
        return 0 <= position < len(self.tokens.words) and self.tokens.words[position][0].isupper()

    def _read(self, position: int) -> list[Lexeme]:
        tokens = self.tokens
        word = tokens.words[position]
        if len(word) == 1 and not word.isalnum():
            kind = MARKS.get(word, word)
            return [Lexeme(kind, (), position + 1)]
        found = self._read_digits(position) if word[0].isdigit() else []
        for entry in self.grammar.words.get(tokens.lowers[position], ()):
            last = position + len(entry.tokens)
            if tokens.lowers[position:last] == entry.tokens and (not entry.capital or word[0].isupper()):
                if entry.whole and not all(is_glued(tokens, at) for at in range(position + 1, last)):
                    continue
                if entry.kind == "era":
                    found.extend(read_era_year(self, last, int(entry.values[0][1])))
                    continue
                found.append(Lexeme(entry.kind, entry.values, last))
                if (
                    entry.kind.endswith(".short")
                    and last < len(tokens.words)
                    and tokens.words[last] == "."
                    and is_glued(tokens, last)
                ):
                    found.append(Lexeme(entry.kind, entry.values, last + 1))
                    found.append(Lexeme(entry.kind.replace(".short", ".dot"), entry.values, last + 1))
        if self.grammar.numerals and self.grammar.numerals.myriads:
            return found + read_counted(self, position)
        if self.grammar.numerals and tokens.lowers[position] in self.grammar.number_starts:
            number = find_numeral(tokens, position, self.grammar.numerals)
            if number and number.value <= MAX_COUNT:
                found.append(Lexeme("count", (("count", int(number.value)),), number.last))
        return found

    def _read_digits(self, position: int) -> list[Lexeme]:
        """A number may be a day, a count, a year, or open a numeric date."""
        tokens = self.tokens
        word = tokens.words[position]
        if self._is_part_of_number(position):
            return []
        numeric = self._read_numeric(position)
        if numeric is not None:
            return [numeric]
        if not (word.isascii() and word.isdigit()):
            return self._read_suffixed(position)
        if self.grammar.numerals and self.grammar.numerals.myriads:
            return read_counted(self, position)
        if self._opens_decimal(position + 1):
            return []
        number, last = int(word) if len(word) <= 4 else 10_000, position + 1
        found: list[Lexeme] = []
        if len(word) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
            found.append(Lexeme("year", (("year", number),), last))
        if len(word) == 2:
            found.append(Lexeme("short_year", (("short_year", number),), last))
        if len(word) <= 2 and 1 <= number <= 31:
            found.append(Lexeme("day", (("day", number),), last))
        if number <= MAX_COUNT:
            found.append(Lexeme("count", (("count", number),), last))
        return found

    def _read_suffixed(self, position: int) -> list[Lexeme]:
        """Figures with an ending: "15th", "1990s"."""
        word = self.tokens.lowers[position]
        digits = word.rstrip("".join(sorted({c for c in word if not c.isdigit()})))
        if not (digits.isascii() and digits.isdigit()):
            return []
        suffix, last = word[len(digits) :], position + 1
        if suffix in self.grammar.lists["day_suffixes"] and len(digits) <= 2 and 1 <= int(digits) <= 31:
            ordinal = Lexeme("ordinal", (("ordinal", int(digits)),), last)
            day = (("day", int(digits)),)
            return [Lexeme("day", day, last), Lexeme("day.ordinal", day, last), ordinal]
        if (
            suffix in self.grammar.lists["decade_suffixes"]
            and len(digits) == 4
            and FIRST_YEAR <= int(digits) <= LAST_YEAR
        ):
            return [Lexeme("decade_year", (("decade_year", int(digits)),), last)]
        return []

    def _is_part_of_number(self, position: int) -> bool:
        """Whether digits continue a number, a designation or a sum before them: "1.900", "Su-35", "$15"."""
        tokens = self.tokens
        if not is_glued(tokens, position):
            return False
        before = tokens.words[position - 1]
        if before in "-–/":
            return position > 1 and is_glued(tokens, position - 1) and not self._may_join(position - 2)
        if self.grammar.counters and before == "=":
            return False
        return before in ".,:$€£¥#+&_@=" and not (before == "." and self._after_short(position - 1))

    def _after_short(self, position: int) -> bool:
        """Whether a full stop belongs to a shortened month: "Aug.12"."""
        return any(
            entry.kind.endswith(".short") for entry in self.grammar.words.get(self.tokens.lowers[position - 1], ())
        )

    def _may_join(self, position: int) -> bool:
        """Whether what stands before a dash can begin a range of dates or is a part word ("mid-2024")."""
        word = self.tokens.words[position]
        if word[0].isdigit():
            return True
        kinds = {entry.kind for entry in self.grammar.words.get(self.tokens.lowers[position], ())}
        return bool(kinds & {"month", "month.short", "part", "ke"})

    def _opens_decimal(self, position: int) -> bool:
        """Whether digits go on as a decimal, a clock time or a percentage."""
        tokens = self.tokens
        if position >= len(tokens.words) or not is_glued(tokens, position):
            return False
        if tokens.words[position] == "%":
            return True
        follows = (
            position + 1 < len(tokens.words)
            and tokens.words[position + 1][0].isdigit()
            and is_glued(tokens, position + 1)
        )
        return tokens.words[position] in ".,:" and follows

    def _read_numeric(self, position: int) -> Lexeme | None:
        """A date in figures: "9/2/2025", "2025-02-09", "28.08.2025", "14/8"."""
        tokens = self.tokens
        if position + 2 >= len(tokens.words) or tokens.words[position + 1] not in "/.-":
            return None
        mark = tokens.words[position + 1]
        parts, last = [tokens.words[position]], position + 1
        while (
            len(parts) < 3
            and last + 1 < len(tokens.words)
            and tokens.words[last] == mark
            and self._is_joined_number(last)
        ):
            parts.append(tokens.words[last + 1])
            last += 2
        if last < len(tokens.words) and tokens.words[last] == mark and self._is_joined_number(last):
            return None
        return self._place_numeric(parts, mark, last)

    def _is_joined_number(self, position: int) -> bool:
        tokens = self.tokens
        following = tokens.words[position + 1] if position + 1 < len(tokens.words) else ""
        return (
            following.isascii()
            and following.isdigit()
            and is_glued(tokens, position)
            and is_glued(tokens, position + 1)
        )

    def _place_numeric(self, parts: list[str], mark: str, last: int) -> Lexeme | None:
        if not all(part.isascii() and part.isdigit() and len(part) in {1, 2, 4} for part in parts):
            return None
        lengths = [len(part) for part in parts]
        if len(parts) == 3 and lengths[0] == 4 and max(lengths[1:]) <= 2:
            year, month, day = map(int, parts)
        elif len(parts) == 3 and max(lengths[:2]) <= 2 and (lengths[2] == 4 or (lengths[2] == 2 and mark != "-")):
            year = int(parts[2]) + (2000 if lengths[2] == 2 else 0)
            day, month = self._order(int(parts[0]), int(parts[1]), mark)
        elif len(parts) == 2 and max(lengths) <= 2 and mark == "/":
            day, month = self._order(int(parts[0]), int(parts[1]), mark)
            if not (1 <= month <= 12 and 1 <= day <= 31):
                return None
            return Lexeme("day_month", (("day", day), ("month", month)), last)
        else:
            return None
        if not (1 <= month <= 12 and 1 <= day <= 31 and FIRST_YEAR <= year <= LAST_YEAR):
            return None
        return Lexeme("full_date", (("day", day), ("month", month), ("year", year)), last)

    def _order(self, first: int, other: int, mark: str) -> tuple[int, int]:
        """Day and month of two numbers, in the order of this text's figures that allow but one, else of the language."""
        if first > 12 or other > 12:
            return (first, other) if first > 12 else (other, first)
        if self._day_first is None:
            self._day_first = self._find_order()
        return (first, other) if self._day_first or mark == "." else (other, first)

    def _find_order(self) -> bool:
        words = self.tokens.words
        for at in range(len(words) - 4):
            if words[at + 1] != "/" or words[at + 3] != "/" or len(words[at + 4]) != 4:
                continue
            first, other = words[at], words[at + 2]
            if max(len(first), len(other)) > 2 or not (first + other).isdecimal():
                continue
            if int(first) > 12 >= int(other):
                return True
            if int(other) > 12 >= int(first):
                return False
        return not self.grammar.month_first
