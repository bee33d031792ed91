"""Where a report's page, its parts, claims and originals are found: all that a page shows is told by its address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode


class Place(NamedTuple):
    """A version of a document; `version` is None where the newest is meant."""

    document: str
    version: int | None = None

    def to(self, *, view: str | None = None, part: int | None = None, claim: str | None = None, at: str = "") -> str:
        """The address of the page in a view, at a part (from 1), with a claim chosen, and at a place on it.

        >>> Place("ab").to(claim="cd", at="claim-cd")
        '/documents/ab?claim=cd#claim-cd'
        """
        asked = {"version": self.version, "view": view, "part": part, "claim": claim}
        return self._spell("", asked) + (f"#{at}" if at else "")

    def to_claim(self, claim: str) -> str:
        """The address of the page with a claim chosen, where it stands in the text."""
        return self.to(claim=claim, at=f"claim-{claim}")

    def to_original(self, version: int, sha256: str, *, as_file: bool = False) -> str:
        """The address of original bytes: fit to be shown, or as they are, to be kept."""
        asked = {"version": version, "sha256": sha256, "as": "file" if as_file else None}
        return self._spell("/original", asked)

    def _spell(self, path: str, asked: Mapping[str, object]) -> str:
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        return f"/documents/{self.document}{path}" + (f"?{query}" if query else "")
