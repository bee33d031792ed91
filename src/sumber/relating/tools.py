"""What the analysis works with: who judges claims, and who tells what they mean."""

from __future__ import annotations

from typing import NamedTuple

from sumber.analysis.judging import ClaimJudge
from sumber.errors import LedgerError
from sumber.relating.comparing import Vectors


class Tools(NamedTuple):
    """A judge of claims, and the meanings that profiles keep.

    The judge's version stands for both: another encoder is another version. It is asked for by commands that may have
    nothing to relate, so opening must be quick, and a model be read when it is first used.
    """

    judge: ClaimJudge
    vectors: Vectors


def open_tools() -> Tools:
    """The judge and the meanings of this program; LedgerError where it was installed without its model."""
    raise LedgerError("S516", "this Sumber was installed without its judge of claims; install the whole package")
