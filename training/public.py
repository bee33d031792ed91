"""Public name and source data as further training: real sentences in which less is marked than in our own reports.

Read from a folder that holds `ner_idner_news_2k` (MIT), `ner_indonlu` (Apache-2.0), `ner_factrueval` (MIT) and `factappeal`
(CC BY 4.0) as their authors publish them; none of it is part of the project. What a set does not mark is not learnt from it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from sumber.languages import find_language
from sumber.model import Span
from sumber.reading.segments import segment
from sumber.reading.trained.labels import MENTIONS, MODES, NAMES, REFERENCE
from sumber.reading.trained.pairs import gather_mentions
from sumber.reading.trained.pieces import Pieces, cut_into_pieces
from sumber.reading.trained.windows import WINDOW_PIECES, lay_out
from training.examples import NOBODY, ClaimTargets, Example, place_in_window

SENTENCES_A_WINDOW = 8
_KINDS = {
    "PER": ("person",),
    "PERSON": ("person",),
    "Person": ("person",),
    "ORG": ("organisation", "outlet"),
    "ORGANISATION": ("organisation", "outlet"),
    "Org": ("organisation", "outlet"),
    "LOC": ("place",),
    "PLACE": ("place",),
    "Location": ("place",),
    "LocOrg": ("place",),
}
_UNMARKED = ("weapon",)
"""A kind these sets do not mark: where they mark nothing, such a name may stand."""
_TAG = re.compile(r"<(/?)([A-Za-z_]+)((?::[A-Za-z_]+)*)>")


class Sentence(NamedTuple):
    """A text with what is marked in it: names by kind, and statements with the words that name their source."""

    text: str
    language: str
    names: tuple[tuple[Span, tuple[str, ...]], ...] = ()
    statements: tuple[tuple[Span, str, Span | None], ...] = ()


def iter_public_examples(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Windows of a few sentences each from every set that the folder holds."""
    for read in (_read_idner, _read_nergrit, _read_factrueval, _read_factappeal):
        sentences = tuple(read(folder))
        for at in range(0, len(sentences), SENTENCES_A_WINDOW):
            yield from _window(sentences[at : at + SENTENCES_A_WINDOW], tokenizer)


def _read_idner(folder: Path) -> Iterator[Sentence]:
    return _read_columns(folder / "ner_idner_news_2k" / "train.txt")


def _read_nergrit(folder: Path) -> Iterator[Sentence]:
    return _read_columns(folder / "ner_indonlu" / "nergrit_train.txt")


def _read_columns(file: Path) -> Iterator[Sentence]:
    """One word a line, its tag last, a blank line between sentences."""
    for block in file.read_text("utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        if len(rows) > 4:
            yield _join_words([row[0] for row in rows], [row[-1] for row in rows])


def _join_words(words: list[str], tags: list[str]) -> Sentence:
    """A sentence from words and tags, marks set as in print."""
    text = ""
    names: list[tuple[Span, tuple[str, ...]]] = []
    for word, tag in zip(words, tags, strict=True):
        tight = not text or word[0] in ",.:;!?)%”" or text[-1] in "(“"
        start = len(text) + (0 if tight else 1)
        text += word if tight else f" {word}"
        if tag.startswith("I-") and names:
            names[-1] = (Span(names[-1][0].start, len(text)), names[-1][1])
        elif tag != "O":
            names.append((Span(start, len(text)), _KINDS.get(tag[2:], ())))
    return Sentence(text, "id", tuple(names))


def _read_factrueval(folder: Path) -> Iterator[Sentence]:
    """Whole short documents; a name is the stretch from the first to the last span of a marked object."""
    for file in sorted((folder / "ner_factrueval" / "devset").glob("*.objects")):
        text = file.with_suffix(".txt").read_text("utf-8")
        spans: dict[str, Span] = {}
        for row in file.with_suffix(".spans").read_text("utf-8").splitlines():
            number, kind, start, length, *_ = row.split()
            if kind in {"name", "surname", "patronymic", "nickname", "loc_name", "org_name"}:
                spans[number] = Span(int(start), int(start) + int(length))
        names: dict[Span, tuple[str, ...]] = {}
        for row in file.read_text("utf-8").splitlines():
            kind, *numbers = row.split("#")[0].split()[1:]
            parts = [spans[number] for number in numbers if number in spans]
            if parts and kind in _KINDS:
                whole = Span(min(p.start for p in parts), max(p.end for p in parts))
                names[whole] = _KINDS[kind]
        for first, last in _paragraphs(text):
            inside = tuple(
                (Span(s.start - first, s.end - first), k)
                for s, k in names.items()
                if first <= s.start and s.end <= last
            )
            yield Sentence(text[first:last], "ru", inside)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]{40,}", text):
        yield match.span()


def _read_factappeal(folder: Path) -> Iterator[Sentence]:
    """Sentences with one source: what it is said to say, and what the paper says by itself."""
    with (folder / "factappeal" / "train.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            text, marked = _strip_tags(row["annotation"])
            sources = [span for name, _, span in marked if name == "Source"]
            statements: list[tuple[Span, str, Span | None]] = []
            for name, kind, span in marked:
                if name == "Fact_Appeal" and len(sources) == 1 and not span.overlaps(sources[0]):
                    statements.append((span, "direct" if "Direct" in kind else "indirect", sources[0]))
                elif name == "Fact_No_Appeal" and not sources:
                    statements.append((span, "unattributed", None))
            if statements:
                yield Sentence(text, "en", tuple((span, ()) for span in sources), tuple(statements))


def _strip_tags(annotated: str) -> tuple[str, list[tuple[str, str, Span]]]:
    """The bare text and the marked stretches: tag, its further words, where."""
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []
    found: list[tuple[str, str, Span]] = []
    for match in _TAG.finditer(annotated):
        text += annotated[at : match.start()]
        at = match.end()
        if not match[1]:
            opened.append((match[2], match[3], len(text)))
        elif opened:
            name, kind, start = opened.pop()
            body = text[start:]
            start += len(body) - len(body.lstrip())
            if body.strip():
                found.append((name, kind, Span(start, start + len(body.strip()))))
    return text + annotated[at:], found


def _window(sentences: tuple[Sentence, ...], tokenizer: Tokenizer) -> Iterator[Example]:
    """Sentences as the paragraphs of one window; none where they are too long for one."""
    text = ""
    starts: list[int] = []
    for sentence in sentences:
        starts.append(len(text))
        text += sentence.text + "\n\n"
    language = find_language(sentences[0].language)
    assert language is not None
    pieces = cut_into_pieces(text, tokenizer)
    if not 0 < len(pieces.ids) <= WINDOW_PIECES:
        return
    names = [(_move(span, at), kinds) for s, at in zip(sentences, starts, strict=True) for span, kinds in s.names]
    told = [
        (_move(span, at), mode, _move(source, at) if source else None)
        for s, at in zip(sentences, starts, strict=True)
        for span, mode, source in s.statements
    ]
    window = (0, len(pieces.ids))
    placed = [(p, kinds, where) for where, kinds in sorted(names) if (p := place_in_window(pieces, *where, window))]
    spans = np.asarray([p for p, _, _ in placed], np.int64).reshape(-1, 2)
    kinds = [MENTIONS.index(kinds[0] if kinds else REFERENCE) for _, kinds, _ in placed]
    words = [text[first:last] for _, _, (first, last) in placed]
    yield Example(
        report="public",
        language=language.code,
        ids=pieces.ids,
        layout=lay_out(pieces, segment(text, language)),
        outer=None,
        nested=None,
        name_tags=None,
        reference_tags=None,
        cue_tags=None,
        mentions=gather_mentions(spans, kinds, words, [False] * len(words)),
        same=[],
        claims=_targets(told, {where: i for i, (_, _, where) in enumerate(placed)}, pieces)
        if told and placed
        else None,
        name_options=_options(placed, len(pieces.ids), anything=bool(told)),
    )


def _move(span: Span, by: int) -> tuple[int, int]:
    return span.start + by, span.end + by


def _options(
    placed: list[tuple[tuple[int, int], tuple[str, ...], tuple[int, int]]], count: int, *, anything: bool
) -> np.ndarray:
    """Which tags may be right for each piece `[pieces, tags]`; `anything` where unmarked words may be names too."""
    tags = 2 * len(NAMES) + 1
    options = np.zeros((count, tags), bool)
    options[:, 0] = True
    for kind in _UNMARKED:
        options[:, 2 * NAMES.index(kind) + 1 : 2 * NAMES.index(kind) + 3] = True
    if anything:
        options[:] = True
    for (first, last), kinds, _ in placed:
        options[first:last] = not kinds
        for kind in kinds:
            options[first, 2 * NAMES.index(kind) + 1] = True
            options[first + 1 : last, 2 * NAMES.index(kind) + 2] = True
    return options


def _targets(
    told: list[tuple[tuple[int, int], str, tuple[int, int] | None]], columns: dict[tuple[int, int], int], pieces: Pieces
) -> ClaimTargets | None:
    rows: list[tuple[tuple[int, int], str, list[int] | None]] = []
    for where, mode, source in told:
        place = place_in_window(pieces, *where, (0, len(pieces.ids)))
        if place:
            column = columns.get(source) if source else NOBODY
            rows.append((place, mode, [column] if column is not None else None))
    if not rows:
        return None
    return ClaimTargets(
        spans=np.asarray([place for place, _, _ in rows], np.int64),
        origins=[origin for _, _, origin in rows],
        modes=np.asarray([MODES.index(mode) for _, mode, _ in rows]),
    )
