"""What no page of the workbench may do in a browser, whatever it shows."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

_LOADING: Final = "Failed to load resource"
_OURS: Final = frozenset({"data", "blob", "about"})


class Watch:
    """Keeps what goes wrong in a browser: requests to others, errors, what the policy stopped, failed parts of a page."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self.broken: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of a context from now on."""
        context.on("request", self._see_request)
        context.on("response", self._see_response)
        context.on("console", self._see_console)
        context.on("weberror", self._see_error)

    def take(self) -> list[str]:
        """What went wrong since it was last asked."""
        taken, self.broken = self.broken, []
        return taken

    def _see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in _OURS and address.netloc != self._host:
            self.broken.append(f"asked another host: {request.url}")

    def _see_response(self, response: Response) -> None:
        # A page that is not there may be asked for; that a part of a page is missing, or a failure, is a mistake.
        worst = 500 if response.request.is_navigation_request() else 400
        if response.status >= worst:
            self.broken.append(f"{response.status} for {response.request.method} {response.url}")

    def _see_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_LOADING):
            self.broken.append(f"console: {message.text}")

    def _see_error(self, error: WebError) -> None:
        self.broken.append(f"script: {error.error}")
