"""Cues: the words that attribute, as each language lists them (`cues.tsv`)."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from sumber.languages import Language
from sumber.languages.phrases import BarredTable
from sumber.languages.tokens import Tokens
from sumber.model import Span, Stance

CueKind = Literal[
    "said",
    "said_after",
    "said_clitic",
    "quoted_as",
    "denied",
    "according",
    "learned_from",
    "relay",
    "citing",
    "reported",
    "believed",
    "no_comment",
    "none",
]


class CueEntry(NamedTuple):
    """What `cues.tsv` says of one cue: how it attributes and the stance it gives its source.

    Kinds: `said` (source before or after it), `said_after` (source follows: "kata X"), `said_clitic` (the source is
    inside the word: "ujarnya"), `quoted_as` ("was quoted as saying"), `denied`, `according` ("menurut X"),
    `learned_from` (source follows), `relay` ("dikutip dari Y": Y passes on), `citing` ("mengutip Y": Y is upstream),
    `reported` (agentless report word), `believed` (agentless epistemic word), `no_comment` (a refusal to speak), `none` (only reads like a cue: "数据" holds "据").
    """

    kind: CueKind
    stance: Stance | None


class Cue(NamedTuple):
    """A cue in the text by its tokens `[first, last)`."""

    first: int
    last: int
    kind: CueKind
    stance: Stance | None


class CueTable:
    """The cues of one language."""

    def __init__(self, language: Language) -> None:
        rows = language.read_table("cues")
        self._table: BarredTable[CueEntry] = BarredTable(((row["cue"], _entry(row)) for row in rows), language.cut_text)

    def find_cues(self, tokens: Tokens, first: int, last: int, masked: frozenset[int]) -> list[Cue]:
        """Cues among tokens `[first, last)`, outside the masked tokens (quotations, names)."""
        found: list[Cue] = []
        for match in self._table.iter_matches(tokens, first, last):
            if match.payload.kind != "none" and not any(p in masked for p in range(match.first, match.last)):
                found.append(Cue(match.first, match.last, match.payload.kind, match.payload.stance))
        return found

    def starts_at(self, tokens: Tokens, position: int) -> bool:
        """Whether a cue begins at token `position`."""
        return any(match.first == position for match in self._table.iter_at(tokens, position))

    def ends_at(self, tokens: Tokens, last: int, kind: CueKind) -> bool:
        """Whether a cue of this kind of up to four tokens ends just before token `last`."""
        for first in range(max(0, last - 4), last):
            if any(m.last == last and m.payload.kind == kind for m in self._table.iter_at(tokens, first)):
                return True
        return False


def cue_span(tokens: Tokens, cue: Cue) -> Span:
    """The words of the cue in the text."""
    return tokens.span(cue.first, cue.last)


@cache
def read_cues(language: Language) -> CueTable:
    """The cues of `language`, read once."""
    return CueTable(language)


def _entry(row: dict[str, str]) -> CueEntry:
    kind: CueKind = row["kind"]  # type: ignore[assignment]  # the table's test checks the closed list
    stance: Stance | None = row["stance"] or None  # type: ignore[assignment]  # same
    return CueEntry(kind, stance)
