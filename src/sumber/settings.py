"""Limits, read once by the command line: defaults, a TOML file, then the environment."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec
from platformdirs import user_data_path

from sumber.errors import UsageError

if TYPE_CHECKING:  # most commands read no report, and start without the readers
    from sumber.pipeline import Endpoint

PREFIX = "SUMBER_"
Price: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=1_000_000_000)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user may set.

    The largest file (bytes) and the longest report (characters) that are read; and for the reader "llm" the
    endpoint's address, model and key, its time-out in seconds, how often it is asked again, and its prices per million
    tokens. For the ledger: its file or address (empty: `sumber.db` in the platform's data folder), the project worked
    in, the name that decisions are signed with, and the address of the
    authority that stamps its checkpoints (RFC 3161; empty: none is asked).
    """

    max_bytes: int = 50_000_000
    max_characters: int = 10_000_000
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = ""
    llm_timeout_seconds: Annotated[float, msgspec.Meta(gt=0, le=86_400)] = 60.0
    llm_retries: Annotated[int, msgspec.Meta(ge=0, le=20)] = 2
    llm_price_in: Price = 0.0
    llm_price_out: Price = 0.0
    ledger: str = ""
    project: str = "main"
    name: str = ""
    timestamp_url: str = ""

    @property
    def ledger_address(self) -> str:
        """Where the ledger is: as set, else `sumber.db` in the folder where the platform keeps the data of programs."""
        return self.ledger or str(user_data_path("sumber", appauthor=False) / "sumber.db")

    @property
    def endpoint(self) -> Endpoint | None:
        """Where the reader "llm" sends reports, None where nothing is set."""
        from sumber.pipeline import Endpoint

        if not self.llm_url:
            return None
        return Endpoint(
            url=self.llm_url,
            model=self.llm_model,
            key=self.llm_key,
            timeout_seconds=self.llm_timeout_seconds,
            retries=self.llm_retries,
            price_in=self.llm_price_in,
            price_out=self.llm_price_out,
        )


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
        why, _, field = str(error).partition(" - at `$.")
        name = PREFIX + field.rstrip("`").upper()
        given = f"{name}={env[name]!r}" if name in env else field.rstrip("`") or "settings"
        raise UsageError("S301", f"{given}: {why}") from error
