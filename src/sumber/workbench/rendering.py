"""Pages from templates: every value escaped, in the interface's language."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from sumber.workbench.desk import Desk
from sumber.workbench.words import Words, choose_language, get_words, word_languages

LANGUAGE_COOKIE: Final = "sumber-language"
THEME_COOKIE: Final = "sumber-theme"
KEYS_COOKIE: Final = "sumber-keys"
THEMES: Final = ("light", "dark")
SWITCH: Final = ("on", "off")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sumber.workbench"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = static_address
    return environment


@cache
def static_address(name: str) -> str:
    """Where a file of ours is served, with a mark of its content, so that a browser may keep it for good."""
    content = (resources.files("sumber.workbench") / "static" / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:12]}"


def get_desk(request: Request) -> Desk:
    """The desk that the request is about."""
    desk: Desk = request.app.state.desk
    return desk


def find_words(request: Request) -> Words:
    """The interface's words in the language of whoever asks."""
    # Not "language": a search asks for the language of reports by that name.
    asked = request.query_params.get("interface") or request.cookies.get(LANGUAGE_COOKIE)
    return get_words(choose_language(asked, request.headers.get("accept-language", "")))


def render(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page from a template; what the frame of all pages needs is added."""
    words, theme = find_words(request), request.cookies.get(THEME_COOKIE)
    text = (
        _environment()
        .get_template(template)
        .render(
            context,
            t=words,
            desk=get_desk(request),
            languages=[get_words(code) for code in word_languages()],
            theme=theme if theme in THEMES else None,
            has_keys=request.cookies.get(KEYS_COOKIE) != "off",
            path=request.url.path,
            here=f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
        )
    )
    return HTMLResponse(text, status_code=status)
