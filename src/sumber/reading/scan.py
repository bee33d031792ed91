"""What the search for names looks at, and a name as it finds it."""

from __future__ import annotations

from typing import NamedTuple

from sumber.languages import Language
from sumber.languages.tokens import Tokens
from sumber.model import MentionKind
from sumber.reading.name_rules import NameRules


class Found(NamedTuple):
    """A name by its tokens `[first, last)`, before it becomes a mention."""

    first: int
    last: int
    kind: MentionKind
    candidates: tuple[str, ...]
    rule: str


class Scan(NamedTuple):
    """What every step of the search looks at: the text, its tokens, where sentences begin, and the language's tables."""

    text: str
    tokens: Tokens
    starts: frozenset[int]
    blocked: frozenset[int]
    shouted: frozenset[int]
    language: Language
    rules: NameRules
