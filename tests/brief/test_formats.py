"""Every format of briefs says the same, says what is invented, and takes no word of a report for markup."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from html import unescape
from typing import get_args

import pytest

from sumber.brief.composing import Against, Brief, Footnote, Item, Sources
from sumber.brief.formats import format_names, get_format
from sumber.brief.words import brief_languages, get_brief_words
from sumber.errors import UsageError
from sumber.model import ConflictKind, Credibility

HOSTILE = '<script>alert("1")</script> [x](javascript:x) #strong("y") \\u{1F600} \x00\x0b *z* & "q"'


def make_brief(*, words: str = "Ships left the harbour", synthetic: bool = True) -> Brief:
    """A brief of one item with a footnote on each side."""
    notes = tuple(
        Footnote(
            number=number,
            outlet="Halden Post",
            title=words,
            published="2025-02-10",
            address="https://example.org/1",
            language="en",
            words=words,
            chain=("Ivo Merrin", "Halden Post"),
            document=f"d{number}",
            claim=f"c{number}",
            characters=(0, 22),
            sha256="ab" * 32,
            synthetic=synthetic,
        )
        for number in (1, 2)
    )
    item = Item(
        line=words,
        independent_origins=1,
        unknown_origins=2,
        outlets=1,
        languages=("en",),
        grade="5",
        reasons=(words,),
        notes=(1,),
        against=(Against("denial", (2,)),),
    )
    sources = Sources(
        propositions=1,
        reports=2,
        outlets=1,
        languages=("en",),
        first_day="2025-02-10",
        last_day="2025-02-10",
        undated=0,
        unnamed=1,
        on_one_origin=0,
        contradicted=1,
        synthetic=2 if synthetic else 0,
    )
    return Brief(
        title=words,
        made_at="2025-03-01T10:00:00.000+00:00",
        made_by="Ana",
        project="main",
        items=(item,),
        notes=notes,
        sources=sources,
        checkpoint="sumber.invalid/1 2 root",
        hidden=0,
    )


def text_of(name: str, content: bytes) -> str:
    """The words of a brief as a reader sees them."""
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.read("word/document.xml").decode("utf-8")
        return " ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", found))
    return content.decode("utf-8", "replace")


TEXTUAL = [name for name in format_names() if name != "pdf"]


@pytest.mark.parametrize("name", TEXTUAL)
@pytest.mark.parametrize("language", brief_languages())
def test_a_brief_tells_all_and_what_is_invented_first(name: str, language: str) -> None:
    words = get_brief_words(language)
    told = unescape(text_of(name, get_format(name)(make_brief(), words)))
    for part in ("Halden Post", "2025-02-10", "ab" * 32, words("kind_denial"), words("grade_5"), words("draft")):
        assert part in told
    assert told.index(words("invented")) < told.index("Halden Post")
    plain = text_of(name, get_format(name)(make_brief(synthetic=False), words))
    assert words("invented") not in plain
    assert words("mark") not in plain


@pytest.mark.parametrize("name", format_names())
def test_words_of_reports_are_never_markup(name: str) -> None:
    content = get_format(name)(make_brief(words=HOSTILE), get_brief_words("en"))
    if name == "pdf":
        assert content.startswith(b"%PDF")
        assert b"/JavaScript" not in content
        assert b"/URI" not in content
        return
    told = text_of(name, content)
    assert "<script>" not in told
    assert name != "md" or "[x](javascript" not in told


def test_a_pdf_is_a_pdf_and_holds_more_than_its_head() -> None:
    content = get_format("pdf")(make_brief(), get_brief_words("id"))
    assert content.startswith(b"%PDF")
    assert len(content) > 5_000


@dataclass(frozen=True)
class Entries:
    """What every language of briefs must have words for."""

    conflicts: tuple[str, ...] = get_args(ConflictKind)
    grades: tuple[str, ...] = get_args(Credibility)


@pytest.mark.parametrize("language", brief_languages())
def test_every_conflict_and_grade_has_words_in_every_language(language: str) -> None:
    words = get_brief_words(language)
    for kind in Entries().conflicts:
        assert words(f"kind_{kind}")
    for grade in Entries().grades:
        assert words(f"grade_{grade}")
    assert words.count("matters", 1) != "" != words.count("matters", 2)


def test_an_unknown_format_is_said_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="expected one of docx, html, md, pdf"):
        get_format("rtf")
