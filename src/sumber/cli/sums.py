"""What a run with a reader that asks an endpoint took, told at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sumber.cli.console import clean
from sumber.model import Reader
from sumber.pipeline import sum_up


@contextmanager
def sums_told(reader: Reader) -> Iterator[None]:
    """Tell on standard error what the reader took, however the block ends."""
    try:
        yield
    finally:
        told = sum_up(reader)
        if told is not None:
            print(f"sumber: {clean(told)}", file=sys.stderr)
