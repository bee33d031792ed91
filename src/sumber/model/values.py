"""Spans and the base of every value that travels between stages."""

from __future__ import annotations

from typing import Self

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the frozen values that stages hand to one another."""


class Span(msgspec.Struct, frozen=True, array_like=True, order=True, gc=False):
    """A stretch `[start, end)` of a document's text, in Unicode code points.

    >>> Span(0, 5).of("Korut dan Rusia")
    'Korut'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters this span covers in `text`."""
        return text[self.start : self.end]

    @property
    def length(self) -> int:
        """How many code points the span covers."""
        return self.end - self.start

    def contains(self, other: Self) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Self) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def jaccard(self, other: Self) -> float:
        """Intersection over union of the two spans, 0.0 to 1.0."""
        shared = max(0, min(self.end, other.end) - max(self.start, other.start))
        union = self.length + other.length - shared
        return shared / union if union else 0.0


class Quote(Value, frozen=True):
    """A span together with the words it covers."""

    span: Span
    text: str


class Reason(Value, frozen=True):
    """Why something was found: the rule's name, a sentence about it, and the words that triggered it."""

    rule: str
    detail: str
    span: Span | None = None
