"""Addresses of our own pages with what they ask for: the state of a page lies in its address alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias
from urllib.parse import urlencode

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""The fields of an address in order; a field may stand there several times."""


def write_address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A path with the fields that hold something.

    >>> write_address("/search", [("q", "dua kapal"), ("actor", "")])
    '/search?q=dua+kapal'
    """
    told = urlencode([pair for pair in pairs if pair[1]], errors="replace")
    return f"{path}?{told}" if told else path


def has_empty(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether a form sent empty fields, which would only make every address long."""
    return any(not value for _, value in pairs)
