"""How the quantities of a text are gathered, whatever its language's numbers look like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sumber.languages.tokens import Tokens
from sumber.model import DraftDate, Quantity


class Stretch(Protocol):
    """A number of tokens `[first, last)`, before bounds and units."""

    @property
    def first(self) -> int:
        """The token it begins with."""
        ...

    @property
    def last(self) -> int:
        """The token behind it."""
        ...


Amount = TypeVar("Amount", bound=Stretch)


def block_dates(tokens: Tokens, dates: tuple[DraftDate, ...]) -> frozenset[int]:
    """The tokens of date phrases: a number in one counts nothing."""
    return frozenset(position for date in dates for position in range(*tokens.range_of(date.span)))


def gather_quantities(
    count: int,
    blocked: frozenset[int],
    find: Callable[[int], Amount | None],
    finish: Callable[[Amount], tuple[Quantity | None, int]],
) -> list[Quantity]:
    """Every quantity among `count` tokens outside the blocked ones, from left to right.

    `find` gives the number that begins at a token; `finish` its quantity, None where it counts nothing, and where it ends.
    """
    found: list[Quantity] = []
    position = 0
    while position < count:
        amount = None if position in blocked else find(position)
        if amount is None:
            position += 1
            continue
        quantity, after = finish(amount)
        if quantity is not None and blocked.isdisjoint(range(amount.first, after)):
            found.append(quantity)
        position = max(after, amount.last)
    return found
