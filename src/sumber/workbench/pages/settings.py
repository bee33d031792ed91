"""How the interface looks to whoever uses this browser: its language, light or dark, single keys or none. Kept in cookies."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from sumber.workbench.rendering import KEYS_COOKIE, LANGUAGE_COOKIE, SWITCH, THEME_COOKIE, THEMES
from sumber.workbench.words import word_languages

router = APIRouter()
_YEAR_SECONDS = 365 * 24 * 3600


@router.post("/settings", include_in_schema=False)
def keep_settings(
    language: Annotated[str, Form()] = "",
    theme: Annotated[str, Form()] = "",
    keys: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> RedirectResponse:
    """Keep what was chosen and go back to where it was chosen; a place that is not ours is the first page."""
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = RedirectResponse(back if is_ours else "/", status_code=303)
    chosen = ((LANGUAGE_COOKIE, language, word_languages()), (THEME_COOKIE, theme, THEMES), (KEYS_COOKIE, keys, SWITCH))
    for name, value, known in chosen:
        if value in known:
            response.set_cookie(name, value, max_age=_YEAR_SECONDS, httponly=True, samesite="strict")
    return response
