"""The profiles of one transaction, each read once, and claims by numbers (the ledger's) and by ids (the analysis')."""

from __future__ import annotations

from collections.abc import Iterable

from sumber.analysis.origins import Saying
from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.propositions import ClaimKey
from sumber.ledger import Connection
from sumber.ledger.profiles import get_profiles
from sumber.ledger.relations import ClaimNumber
from sumber.relating.packing import decode_profile


class Shelf:
    """Profiles of a project's documents, read from the ledger when they are asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._profiles: dict[int, DocumentProfile | None] = {}
        self._numbers: dict[str, int] = {}

    def put(self, document_no: int, profile: DocumentProfile) -> None:
        """Hold a profile that was just made."""
        self._profiles[document_no] = profile
        self._numbers[profile.id] = document_no

    def fetch(self, numbers: Iterable[int]) -> None:
        """Read the profiles of these documents in one go."""
        missing = {no for no in numbers if no not in self._profiles}
        if missing:
            self._profiles |= dict.fromkeys(missing)
            for no, content in get_profiles(self._connection, missing).items():
                self.put(no, decode_profile(content))

    def find(self, document_no: int) -> DocumentProfile | None:
        """The profile of a document, None where it has none."""
        if document_no not in self._profiles:
            self.fetch((document_no,))
        return self._profiles[document_no]

    def get(self, document_no: int) -> DocumentProfile:
        """The profile of a document that has one."""
        profile = self.find(document_no)
        if profile is None:
            raise KeyError(document_no)
        return profile

    def holds(self, claim: ClaimNumber) -> bool:
        """Whether a claim is one of its document's profile."""
        profile = self.find(claim[0])
        return profile is not None and claim[1] < len(profile.claims)

    def key(self, claim: ClaimNumber) -> ClaimKey:
        """A claim as the analysis names it."""
        return self.get(claim[0]).id, claim[1]

    def number(self, key: ClaimKey) -> ClaimNumber:
        """A claim as the ledger names it; its document must have been read."""
        return self._numbers[key[0]], key[1]

    def saying(self, claim: ClaimNumber) -> Saying:
        """A claim with the report it stands in."""
        document = self.get(claim[0])
        return Saying(document, document.claims[claim[1]])

    def sayings(self, claims: Iterable[ClaimNumber]) -> list[Saying]:
        """Claims with their reports, in the order of the documents' ids."""
        listed = list(claims)
        self.fetch(no for no, _ in listed)
        return sorted(map(self.saying, listed), key=lambda saying: (saying.document.id, saying.claim.span))
