"""Asks a timestamp authority over HTTP, and works off the checkpoints that wait for a timestamp."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from typing import Any

from sumber.errors import EvidenceError
from sumber.evidence.timestamps import MAX_RESPONSE_BYTES, Authorities, check_answer, make_request
from sumber.model.values import Value

_REQUEST_TYPE = "application/timestamp-query"
_CHUNK_BYTES = 65_536


class Authority(Value, frozen=True):
    """Where a timestamp authority is asked, how long it may take, and what its answers must rest on (None: anything)."""

    url: str
    timeout_seconds: float = 20.0
    trusted: Authorities | None = None


class UnreachableError(EvidenceError):
    """The authority cannot be reached, or does not answer in time: asking again later may help."""


class Stamped(Value, frozen=True):
    """What came of working off the waiting checkpoints: how many were stamped, refused, and still wait.

    `reasons` says why, once for each that was refused or made the work stop.
    """

    stamped: int
    refused: int
    waiting: int
    reasons: tuple[str, ...]


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The user named one authority: no other is asked."""

    def redirect_request(self, *_: object) -> None:
        """Refuse."""
        return


def ask_for_timestamp(authority: Authority, note: bytes) -> bytes:
    """The authority's checked answer about a checkpoint's note, to be kept as it is.

    UnreachableError where nobody answers in time; EvidenceError where the answer is no good.
    """
    if not authority.url.startswith(("http://", "https://")):
        raise EvidenceError(
            "S605", f"the timestamp authority's address is {authority.url!r}; expected http:// or https://"
        )
    question = make_request(note)
    headers = {"Content-Type": _REQUEST_TYPE, "Accept": "application/timestamp-reply"}
    request = urllib.request.Request(authority.url, question.as_bytes(), headers, method="POST")  # noqa: S310  # the scheme is checked above
    try:
        answer = _send(request, authority.timeout_seconds)
    except urllib.error.HTTPError as error:
        error.close()
        kind = EvidenceError if 400 <= error.code < 500 and error.code not in (408, 429) else UnreachableError
        raise kind("S606", f"{authority.url} answered with status {error.code}") from error
    except (OSError, ValueError) as error:
        raise UnreachableError("S606", f"{authority.url} cannot be reached: {error}") from error
    check_answer(answer, question, authority.trusted)
    return answer


def stamp_waiting(waiting: Iterable[bytes], authority: Authority, keep: Callable[[bytes, bytes], None]) -> Stamped:
    """Ask for a timestamp on each waiting checkpoint (its note's bytes) and `keep(note, answer)` at once.

    Where the authority cannot be reached the work stops and the rest keeps waiting; an answer that is no good is told
    and the checkpoint waits on, but the next one is tried.
    """
    stamped = refused = left = 0
    reasons: list[str] = []
    reachable = True
    for note in waiting:
        if not reachable:
            left += 1
            continue
        try:
            answer = ask_for_timestamp(authority, note)
        except UnreachableError as error:
            reachable = False
            left += 1
            reasons.append(error.message)
        except EvidenceError as error:
            refused += 1
            reasons.append(error.message)
        else:
            keep(note, answer)
            stamped += 1
    return Stamped(stamped=stamped, refused=refused, waiting=left + refused, reasons=tuple(reasons))


def _send(request: urllib.request.Request, timeout_seconds: float) -> bytes:
    deadline = time.monotonic() + timeout_seconds
    opener = urllib.request.build_opener(_NoRedirects)
    with opener.open(request, timeout=timeout_seconds) as response:
        return _read_within(response, deadline)


def _read_within(response: Any, deadline: float) -> bytes:
    """The body, cut off where it is too long or drips in too slowly."""
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK_BYTES):
        parts.append(part)
        size += len(part)
        if size > MAX_RESPONSE_BYTES:
            raise ValueError(f"the answer is longer than {MAX_RESPONSE_BYTES} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError("the answer took too long")
    return b"".join(parts)
