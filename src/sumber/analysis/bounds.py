"""What keeps the cost of one more report the same however many there are."""

from __future__ import annotations

from typing import Final, NamedTuple


class Bounds(NamedTuple):
    """How far a report is looked around for others, and how many claims are gathered at once.

    A key leads to `reach` reports before the one that bears it, and counts `NEAR_WEIGHT` times for the `near` ones among
    them; reports between which keys lead that count `shared` together are compared. Of claims that links hold together
    no more than `gathered` are gathered at once, as far as weaker links can be left out.
    Another value of any is another outcome, so programs that work on one ledger must not differ in them.
    """

    reach: int = 50
    near: int = 4
    shared: int = 5
    gathered: int = 300


NEAR_WEIGHT: Final = 3
BOUNDS: Final = Bounds()
"""The bounds of this program: of keys that few bear two are enough; two names shared within a week make five keys."""
