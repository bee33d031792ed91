"""Text cut into the encoder's pieces, each with its place in the text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer


class Pieces(NamedTuple):
    """Pieces of a text: their ids and the stretch `[start, end)` of the text each stands for, without white space."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def find_range(self, start: int, end: int) -> tuple[int, int] | None:
        """The pieces `[first, last)` that touch the stretch `[start, end)`, None where none does."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return (first, last) if first < last else None


@lru_cache(maxsize=65536)
def _normal(character: str) -> str:
    """One character as the encoder saw it in its own training: compatibility forms folded, white space one blank."""
    if character.isspace() or unicodedata.category(character) in {"Cc", "Cf"}:
        return " "
    return unicodedata.normalize("NFKC", character)


def cut_into_pieces(text: str, tokenizer: Tokenizer) -> Pieces:
    """The pieces of a text, empty ones left out; characters are folded one by one, so every piece keeps its place."""
    folded: list[str] = []
    places: list[int] = []
    blank = True
    for place, character in enumerate(text):
        normal = _normal(character)
        if normal == " " and blank:
            continue
        blank = normal == " "
        folded.append(normal)
        places.extend([place] * len(normal))
    joined = "".join(folded)
    encoding = tokenizer.encode(joined, add_special_tokens=False)
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
        inner, outer = start, end
        while inner < outer and joined[inner] == " ":
            inner += 1
        while outer > inner and joined[outer - 1] == " ":
            outer -= 1
        if inner < outer:
            ids.append(piece)
            starts.append(places[inner])
            ends.append(places[outer - 1] + 1)
    return Pieces(np.asarray(ids, np.int64), np.asarray(starts, np.int64), np.asarray(ends, np.int64))
