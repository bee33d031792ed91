"""Problems: why a request is not answered as asked, as RFC 9457 has it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from starlette.responses import Response

from sumber.errors import SumberError

MEDIA_TYPE: Final = "application/problem+json"
API: Final = "/api/"
_NOT_FOUND: Final = "S511"
_NOT_WRITABLE: Final = "S502"


class ProblemTold(msgspec.Struct, frozen=True):
    """Why a request was not answered as asked (RFC 9457)."""

    type: Annotated[str, Meta(description="where this kind of problem is explained, or about:blank")]
    title: str
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: Annotated[str, Meta(description="what is wrong, where, and what was expected")]
    code: Annotated[str, Meta(description="stable; of what is not of the interface itself, as the command line has it")]


class RequestError(SumberError):
    """A request that is not answered as asked, with the status it is answered with."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code, message)
        self.status = status


CODES: Final = {
    "S502": (403, "The ledger may only be read"),
    "S511": (404, "Nothing of this name or id, or several things"),
    "S512": (409, "It was taken back already"),
    "S513": (409, "It goes against a decision that stands, or is one thing and not two"),
    "S801": (404, "Nothing is at this address"),
    "S802": (405, "This is not done at this address"),
    "S803": (413, "More bytes than are taken"),
    "S804": (415, "No kind of content that is read here"),
    "S805": (422, "A field, parameter or body is not what was expected"),
    "S806": (403, "Another host or site sent this"),
    "S807": (429, "Too much waits to be read"),
    "S808": (403, "Fetching is not enabled"),
    "S809": (500, "This failed, and nothing kept was changed"),
}
"""The problems of the interface by their codes: status and title."""
_BY_STATUS: Final = {404: "S801", 405: "S802", 413: "S803", 415: "S804", 422: "S805", 403: "S806", 500: "S809"}


def code_of_status(status: int) -> str:
    """The code of a problem that only a status tells of."""
    return _BY_STATUS.get(status, "S805" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "S809")


def status_of(error: SumberError) -> int:
    """The status that an error is answered with: what is not there is not found, what else is refused goes against what is kept."""
    if isinstance(error, RequestError):
        return error.status
    return {_NOT_FOUND: 404, _NOT_WRITABLE: 403}.get(error.code, 409)


def tell(status: int, code: str, detail: str) -> ProblemTold:
    """A problem as it is told."""
    known = CODES.get(code)
    return ProblemTold(
        type=f"/api#{code}" if known else "about:blank",
        title=known[1] if known else HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
    )


def answer(status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> Response:
    """The answer that tells a problem."""
    told = msgspec.json.encode(tell(status, code, detail))
    return Response(told, status_code=status, media_type=MEDIA_TYPE, headers=headers)
