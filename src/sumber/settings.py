"""Limits, read once by the command line: defaults, a TOML file, then the environment."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from sumber.errors import UsageError

PREFIX = "SUMBER_"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user may set: the largest file (bytes) and the longest report (characters) that are read."""

    max_bytes: int = 50_000_000
    max_characters: int = 10_000_000


def read_settings(path: Path | None = None, environment: dict[str, str] | None = None) -> Settings:
    """The settings in force; UsageError names a field that is unknown or of the wrong kind."""
    values: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path else {}
    env = dict(os.environ) if environment is None else environment
    for field in Settings.__struct_fields__:
        name = PREFIX + field.upper()
        if name in env:
            values[field] = env[name]
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError("S301", f"settings: {error}") from error
