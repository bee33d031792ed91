"""What keeps the cost of one more report the same however many there are."""

from __future__ import annotations

from typing import Final, NamedTuple


class Bounds(NamedTuple):
    """How far a report is looked around for others, and how many claims are gathered at once.

    A key leads to `reach` reports before the one that bears it; reports that `shared_keys` keys lead between are compared.
    Of claims that links hold together no more than `gathered` are gathered at once, as far as weaker links can be left out.
    Another value of any is another outcome, so programs that work on one ledger must not differ in them.
    """

    reach: int = 50
    shared_keys: int = 5
    gathered: int = 300


BOUNDS: Final = Bounds()
"""The bounds of this program: two names that two reports share within a week make five keys."""
