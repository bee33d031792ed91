"""Who is who among those who say some claims: one source under its several names, as reports print them."""

from __future__ import annotations

from collections.abc import Iterable

from sumber.analysis.origins import Saying, decision_key
from sumber.analysis.profiles import LinkProfile
from sumber.analysis.sources import is_same_source


class Sources:
    """Who is who among the links of some claims: one key a source, whatever it is called, publishers by their own."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self._keys: dict[str, str] = {}
        self._publishers: dict[str, LinkProfile] = {}
        for document, _ in sorted(sayings, key=lambda saying: saying.document.id):
            own = self._own(document.publisher, document.id)
            self._keys[own] = own
            if document.publisher.name:
                self._publishers[own] = document.publisher

    def key(self, link: LinkProfile, document: str) -> str:
        """The key of a link that stands in a chain of this document."""
        own = self._own(link, document)
        if own not in self._keys:
            named = self._publishers.items() if link.name and link.role != "unnamed" else ()
            self._keys[own] = next((key for key, each in named if is_same_source(each, link)), own)
        return self._keys[own]

    @staticmethod
    def _own(link: LinkProfile, document: str) -> str:
        if link.role == "unnamed" or not link.name:
            return f"{document}:{link.name.casefold()}"
        return decision_key(link)
