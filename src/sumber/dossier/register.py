"""A register of transfers in the shape of SIPRI's trade registers: who to whom, what, how many, when.

Columns and brackets follow SIPRI's "Sources and methods" of its Arms Transfers Database: what is uncertain stands in
brackets. SIPRI brackets by its editors' judgement; here a number is uncertain where its claims hedge it, give a range
or contradict one another, and a year where the date may lie in another one or the transfer is only foretold.
"""

from __future__ import annotations

from collections.abc import Iterable

from sumber.dossier.matters import Matter, Named
from sumber.dossier.sections import in_order
from sumber.model import Quantity, Value

TYPES = ("transfer", "aid")
_TO_COME = ("future", "hypothetical")


class Cell(Value, frozen=True):
    """What stands in one field of the register, whether it is uncertain, and the ids of the claims that say so."""

    words: str
    is_uncertain: bool
    claims: tuple[str, ...]

    def __str__(self) -> str:
        return f"({self.words})" if self.words and self.is_uncertain else self.words


class Row(Value, frozen=True):
    """One transfer: supplier, recipient, number, designation, year; delivered, or only ordered or foretold; remarks."""

    matter: str
    supplier: Cell
    recipient: Cell
    number: Cell
    designation: Cell
    year: Cell
    is_delivered: bool
    remarks: tuple[str, ...]


def make_register(matters: Iterable[Matter]) -> tuple[Row, ...]:
    """The transfers among matters, in the order of time; those of which neither side is known are left out."""
    chosen = (each for each in matters if each.type in TYPES and (each.actors or each.recipients))
    return tuple(_row(matter) for matter in in_order(chosen))


def _row(matter: Matter) -> Row:
    told = [kept for kept in matter.claims if kept.claim.event is not None]
    every = tuple(kept.claim.id for kept in told)

    def claims_that(has: str) -> tuple[str, ...]:
        return tuple(kept.claim.id for kept in told if getattr(kept.claim.event, has)) or every

    doubted = bool(matter.denials) or matter.is_hedged
    return Row(
        matter=matter.id,
        supplier=Cell(_names(matter.actors), doubted, claims_that("actors")),
        recipient=Cell(_names(matter.recipients), doubted, claims_that("recipients")),
        number=_number(matter, claims_that("quantity")),
        designation=Cell(_designation(matter), doubted, claims_that("object")),
        year=_year(matter, claims_that("time")),
        is_delivered=matter.tense not in _TO_COME and not _is_promised(matter),
        remarks=_remarks(matter),
    )


def _names(names: Iterable[Named]) -> str:
    return ", ".join(each.name for each in names)


def _number(matter: Matter, claims: tuple[str, ...]) -> Cell:
    """The number of units; one told in money, tons and the like is none."""
    quantity = matter.quantity
    if quantity is None:
        return Cell("", is_uncertain=False, claims=claims)
    values = {
        (kept.claim.event.quantity.low, kept.claim.event.quantity.high)
        for kept in matter.claims
        if kept.claim.event and kept.claim.event.quantity
    }
    is_exact = quantity.low is not None and quantity.low == quantity.high and not quantity.hedged and len(values) == 1
    return Cell(_spell_number(quantity), not is_exact, claims)


def _spell_number(quantity: Quantity) -> str:
    """A number or a range in figures with its unit, in the text's own words where it has no figures."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return quantity.text
    if low is None or high is None:
        told = f"≤ {high:,g}" if low is None else f"≥ {low:,g}"
    else:
        told = f"{low:,g}" if low == high else f"{low:,g}-{high:,g}"
    return f"{told} {quantity.unit}" if quantity.unit else told


def _designation(matter: Matter) -> str:
    """What is transferred; an object that is nothing but the number is none."""
    is_number = matter.quantity is not None and matter.object == matter.quantity.text
    return "" if is_number else matter.object or ""


def _year(matter: Matter, claims: tuple[str, ...]) -> Cell:
    period = matter.period
    if period is None:
        return Cell("", is_uncertain=False, claims=claims)
    first, last = period.earliest[:4], period.latest[:4]
    words = first if first == last else f"{first}-{last}"
    return Cell(words, first != last or matter.tense in _TO_COME or _is_promised(matter), claims)


def _is_promised(matter: Matter) -> bool:
    return all(kept.claim.stance in {"promises", "predicts", "demands"} for kept in matter.claims)


def _remarks(matter: Matter) -> tuple[str, ...]:
    """What else must be known of a row, by name: that it is denied, only foretold, hedged, or on unnamed sources alone."""
    remarks = []
    if matter.denials:
        remarks.append("denied")
    if matter.tense in _TO_COME or _is_promised(matter):
        remarks.append("foretold")
    if matter.is_hedged:
        remarks.append("hedged")
    if all(kept.claim.chain and kept.claim.chain[0].role == "unnamed" for kept in matter.claims):
        remarks.append("unnamed")
    return tuple(remarks)
