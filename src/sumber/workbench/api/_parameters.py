"""Parameters that several addresses take."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from fastapi import Path, Query
from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from sumber.asking.days import first_day, last_day

LONGEST_WORDS: Final = 500
MOST_NAMES: Final = 50
_YEAR: Final = r"^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_DAY_SCHEMA: Final = {
    "anyOf": [
        {"title": "day", "type": "string", "format": "date"},
        {"title": "month", "type": "string", "pattern": _YEAR + "-(0[1-9]|1[0-2])$"},
        {"title": "year", "type": "string", "pattern": _YEAR + "$"},
    ]
}
_PLAIN: Final = r"^[^\x00]*$"  # PostgreSQL keeps no zero byte, and no text that is searched holds one
_ID: Final = r"^[0-9a-f]{1,20}$"


def _first(words: str) -> str:
    return first_day(_unpadded(words))


def _last(words: str) -> str:
    return last_day(_unpadded(words))


def _unpadded(words: str) -> str:
    if words != words.strip():
        raise ValueError(f"{words!r} is no day: expected one such as 2024-08-01, 2024-08 or 2024")
    return words


Words: TypeAlias = Annotated[
    str,
    Query(
        max_length=LONGEST_WORDS,
        pattern=_PLAIN,
        description="words, all of which must be there in any of their forms; a known name finds its entity in all languages",
        examples=["containers DPRK Russia"],
    ),
]
Limit: TypeAlias = Annotated[int, Query(ge=1, le=200, description="how many at most", examples=[50])]
NumberMark: TypeAlias = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9]{1,18}$",
        description="the mark that the page before gave as `next`; without it, the first page",
        examples=["1204"],
    ),
]
ClaimId: TypeAlias = Annotated[
    str, Path(pattern=_ID, description="the claim's id, or how it begins", examples=["3f2a91c07be4d1a2b3c4"])
]
DocumentId: TypeAlias = Annotated[
    str,
    Path(
        min_length=1,
        max_length=300,
        pattern=r"^[^\x00/]+$",
        description="the document's id, how it begins, or what its caller calls it",
        examples=["b8d1f2a3c4e5f6a7b8c9"],
    ),
]
JudgementId: TypeAlias = Annotated[
    str, Path(pattern=r"^[0-9a-f]{20}$", description="the judgement's id", examples=["77e0a4d1c2b3f5968a10"])
]
Earliest: TypeAlias = Annotated[str, AfterValidator(_first), WithJsonSchema(_DAY_SCHEMA)]
Latest: TypeAlias = Annotated[str, AfterValidator(_last), WithJsonSchema(_DAY_SCHEMA)]
FirstDay: TypeAlias = Annotated[
    Earliest | None,
    Query(
        alias="from",
        description="the event may lie on this day or later; a month or year stands for its first day",
        examples=["2024-08"],
    ),
]
LastDay: TypeAlias = Annotated[
    Latest | None,
    Query(
        alias="to",
        description="the event may lie on this day or earlier; a month or year stands for its last day",
        examples=["2024-08-31"],
    ),
]
Name: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_WORDS, pattern=_PLAIN)]


def listed(description: str, example: str) -> Any:
    """A parameter that may be given again (or)."""
    return Query(max_length=MOST_NAMES, description=f"{description}; may be given again (or)", examples=[[example]])


def named(description: str, example: str) -> Any:
    """A parameter for names in any language, or ids; given again: or."""
    return listed(f"{description}: a name in any language, or an id", example)


def read_number(mark: str | None) -> int | None:
    """A mark that is a number."""
    return int(mark) if mark is not None else None
