"""What the page shows of one claim: the words around it, what it was read as, and what persons made of that."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sumber.ledger.corrected import corrected_fields
from sumber.ledger.correction_fields import fields_of
from sumber.ledger.standing import Standing
from sumber.ledger.views import KeptClaim

AROUND: Final = 240
"""So many characters of the report are shown on either side of a claim."""
_SHOWN: Final = ("event", "actor", "recipient", "object", "quantity", "place", "time", "tense")


class Field(NamedTuple):
    """A field of what a claim says happened: as read, and as a person corrected it (None where nobody did)."""

    name: str
    read: tuple[str, ...]
    corrected: tuple[str, ...] | None


class ClaimView(NamedTuple):
    """A claim with the words before and after it, its fields, and whether it is still one of its report's."""

    kept: KeptClaim
    before: str
    after: str
    is_same_text: bool
    fields: tuple[Field, ...]
    manner: tuple[Field, ...]
    standing: Standing


def view_claim(kept: KeptClaim, text: str, standing: Standing) -> ClaimView:
    """What the page shows of a claim, `text` being what its report says today."""
    read, corrected = fields_of(kept.claim), corrected_fields(kept.judgements)
    before, after = find_surroundings(kept, text)

    def fields(names: tuple[str, ...]) -> tuple[Field, ...]:
        made = (
            Field(name, _spell(read[name]), _spell(corrected[name]) if name in corrected else None) for name in names
        )
        return tuple(field for field in made if field.read or field.corrected is not None)

    return ClaimView(
        kept=kept,
        before=before,
        after=after,
        is_same_text=kept.claim.span.of(text) == kept.claim.text,
        fields=fields(_SHOWN),
        manner=fields(("stance", "mode", "origin", "hedged", "negated")),
        standing=standing,
    )


def find_surroundings(kept: KeptClaim, text: str) -> tuple[str, str]:
    """What stands before and after a claim in its paragraph; nothing where it was read in another text."""
    span = kept.claim.span
    if span.of(text) != kept.claim.text:
        return "", ""
    before, after = text[: span.start].rpartition("\n")[2], text[span.end :].partition("\n")[0]
    return (
        before if len(before) <= AROUND else "…" + before[-AROUND:],
        after if len(after) <= AROUND else after[:AROUND] + "…",
    )


def _spell(value: Any) -> tuple[str, ...]:
    """A field's value as words, none where it is empty.

    >>> _spell(["Fiji", "Tonga"]), _spell(None), _spell(True)
    (('Fiji', 'Tonga'), (), ('true',))
    """
    if value is None or value == "":
        return ()
    if isinstance(value, bool):
        return (str(value).lower(),)
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
