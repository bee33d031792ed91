"""Every reader keeps the same promises, whatever the text."""

from __future__ import annotations

import itertools
import json
import shutil
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from evaluation.labels import LabelledReport, iter_reports
from sumber.errors import DataError
from sumber.languages import language_codes
from sumber.model import Document, Draft, Reader, ReaderName
from sumber.pipeline import open_reader, resolve
from sumber.reading.trained.model import CARD_FILE, MODEL_FILE, TOKENIZER_FILE, Model
from tests.language_cases import read_report

READERS: tuple[ReaderName, ...] = ("lexical", "trained", "auto")
ODD_TEXTS = [
    "_0",
    ".",
    "\u202eabc \u0301\u0301",
    "“" * 1000 + "x" + "”" * 1000,
    "a" * 5000,
    "Он сказал: «" + "Корабль ушёл. " * 400 + "»",
    "北" * 3000,
    "\n\n\n- \n* \n1.",
]


@cache
def _open(name: ReaderName) -> Reader:
    return open_reader(name)


@cache
def _reports() -> tuple[LabelledReport, ...]:
    """One report of each language."""
    first: dict[str, LabelledReport] = {}
    for report in iter_reports("tune"):
        first.setdefault(report.language, report)
    return tuple(first.values())


def _document(report: LabelledReport) -> Document:
    return Document(
        id=report.id, text=report.text, publisher=report.outlet, published_at=report.published, synthetic=True
    )


def _check(draft: Draft) -> None:
    text, publisher = draft.document.text, draft.document.publisher or ""
    spans = [mention.span for mention in draft.mentions]
    assert spans == sorted(spans)
    assert all(not one.overlaps(other) for one, other in itertools.pairwise(spans))
    assert all(mention.span.of(text) == mention.text for mention in draft.mentions)
    assert len({claim.span for claim in draft.claims}) == len(draft.claims)
    for claim in draft.claims:
        assert claim.span.of(text) == claim.text
        assert claim.text.strip()
        assert [link.role for link in claim.chain].count("publisher") == 1
        assert claim.chain[-1].role == "publisher"
        assert claim.chain[-1].name == publisher
        names = [link.name for link in claim.chain[:-1]]
        assert len(names) == len(set(names))
        assert (claim.mode == "unattributed") == (len(claim.chain) == 1)
        assert 0 <= claim.confidence <= 1
        assert claim.reasons
        assert all(link.reasons for link in claim.chain[:-1])


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("code", language_codes())
def test_reads_a_report_of_each_language(name: ReaderName, code: str) -> None:
    labelled = next((report for report in _reports() if report.language == code), None)
    short = Document(id="short", text=read_report(code), publisher="Gazette", language=code, synthetic=True)
    draft = _open(name).read(_document(labelled) if labelled else short)
    _check(draft)
    assert draft.claims or draft.warnings
    reading = resolve(draft)
    assert [claim.text for claim in reading.claims] == [claim.text for claim in draft.claims]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
@pytest.mark.parametrize("code", ["en", "ru", "zh", None])
def test_odd_texts_break_nothing(name: ReaderName, text: str, code: str | None) -> None:
    draft = _open(name).read(Document(id="odd", text=text, publisher="Gazette", language=code))
    _check(draft)
    resolve(draft)


@pytest.mark.parametrize("name", READERS)
def test_reading_twice_gives_the_same(name: ReaderName) -> None:
    document = _document(_reports()[0])
    assert _open(name).read(document) == _open(name).read(document)


def test_a_long_report_is_read_to_its_end() -> None:
    texts = [report.text for report in iter_reports("tune", ("uk",))][:8]
    draft = _open("trained").read(Document(id="long", text="\n\n".join(texts), publisher="Gazette", language="uk"))
    _check(draft)
    starts = [claim.span.start for claim in draft.claims]
    edges = [sum(len(text) + 2 for text in texts[:i]) for i in range(len(texts) + 1)]
    for first, last in itertools.pairwise(edges):
        assert any(first <= start < last for start in starts)


@pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
def test_a_changed_model_is_refused(tmp_path: Path, name: str) -> None:
    folder = Path(str(resources.files("sumber.reading.trained") / "data"))
    for file in (CARD_FILE, MODEL_FILE, TOKENIZER_FILE):
        shutil.copy(folder / file, tmp_path / file)
    content = bytearray((tmp_path / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=r"S220.*" + name):
        Model(tmp_path)


def test_model_and_tokenizer_keep_to_their_size() -> None:
    folder = Path(str(resources.files("sumber.reading.trained") / "data"))
    assert json.loads((folder / CARD_FILE).read_text("utf-8"))["sha256"].keys() == {MODEL_FILE, TOKENIZER_FILE}
    assert sum((folder / name).stat().st_size for name in (MODEL_FILE, TOKENIZER_FILE)) <= 60_000_000
