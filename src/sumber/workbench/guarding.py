"""What every request passes and every answer carries: known hosts alone, writes from our own pages alone, a strict policy.

A page of any site that the same browser has open may send requests to this machine. It can neither read our answers
nor, because of `Sec-Fetch-Site` and `Origin`, have anything written; a name that it rebinds to this machine is none of
the hosts we answer to.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sumber.workbench.problems import API, answer

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS: Final = frozenset({"same-origin", "none"})
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not "no-referrer": browsers then give "null" as the origin of a form, as they do for a page that hides where it is from.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


class Guard:
    """Refuses requests to hosts that are not ours and writes that other sites send; adds headers to every answer.

    A header that an answer sets itself stands: the page that shows an original in a frame allows itself to be framed.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOOPBACK) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reason = find_refusal(scope["method"], Headers(scope=scope), self._hosts)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answering: ASGIApp = _refuse(scope["path"], reason) if reason else self._app
        await answering(scope, receive, send_guarded)


def _refuse(path: str, reason: str) -> Response:
    """The answer that refuses a request, in the form that the address speaks."""
    if path.startswith(API):
        return answer(403, "S806", reason)
    return PlainTextResponse(f"{reason}\n", status_code=403)


def find_refusal(method: str, headers: Headers, hosts: frozenset[str]) -> str | None:
    """Why a request is refused, None where it is not."""
    host = headers.get("host", "")
    if _name_of(host) not in hosts:
        return f"this workbench does not answer to the host {host[:100]!r}"
    if method in _READING:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if (site is not None and site not in _OURS) or (origin is not None and urlsplit(origin).netloc != host):
        return "another site sent this request: only pages of this workbench may write"
    return None


def _name_of(host: str) -> str:
    """A host without its port.

    >>> _name_of("localhost:8470"), _name_of("[::1]:8470")
    ('localhost', '[::1]')
    """
    return host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
