"""What the analysis works with: who judges claims, and who tells what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sumber.analysis.judging import ClaimJudge, ClaimPair, ClaimVerdict
from sumber.analysis.learnt import get_judge
from sumber.errors import LedgerError
from sumber.reading.trained.meaning import find_meaning, find_meaning_version
from sumber.relating.comparing import Vectors


class Tools(NamedTuple):
    """A judge of claims, and the meanings that profiles keep.

    The judge's version stands for both: another encoder is another version. It is asked for by commands that may have
    nothing to relate, so opening must be quick, and a model be read when it is first used.
    """

    judge: ClaimJudge
    vectors: Vectors


class _Versioned:
    """The judge, whose version also tells by which encoder claims became vectors."""

    def __init__(self, judge: ClaimJudge, encoder: str) -> None:
        self._judge = judge
        self.version = f"{judge.version}/{encoder}"

    def judge(self, pairs: Sequence[ClaimPair]) -> list[ClaimVerdict]:
        """A verdict a pair, in their order."""
        return self._judge.judge(pairs)


def open_tools() -> Tools:
    """The judge and the meanings of this program; LedgerError where it was installed without its model."""
    encoder = find_meaning_version()
    if encoder is None:
        raise LedgerError("S516", "this Sumber was installed without its judge of claims; install the whole package")
    return Tools(_Versioned(get_judge(), encoder), _vectors)


def _vectors(texts: Sequence[str], _: str | None) -> Sequence[bytes]:
    meaning = find_meaning()
    return meaning.vectors(texts) if meaning else [b""] * len(texts)
