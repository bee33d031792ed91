"""Briefs as a Word document; footnotes stand at its end, numbered, because readers of the format agree on no other place."""

from __future__ import annotations

import io
import re
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Pt

from sumber.brief.composing import Brief, Footnote, Item
from sumber.brief.words import BriefWords

# Signs that XML 1.0 has no place for.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SMALL = Pt(8.5)


def write(brief: Brief, words: BriefWords) -> bytes:
    """The document's bytes; its properties hold the title and the name of whoever made it."""
    document = Document()
    document.core_properties.title = _fit(brief.title)[:255]
    document.core_properties.author = _fit(brief.made_by)[:255]
    document.core_properties.created = document.core_properties.modified = datetime.fromisoformat(brief.made_at)
    if brief.sources.synthetic:
        document.add_paragraph().add_run(words("invented")).bold = True
    document.add_heading(_fit(brief.title), 0)
    name = brief.made_by or words("nobody")
    document.add_paragraph(_fit(words("made", day=brief.made_at[:10], name=name, project=brief.project)))
    document.add_heading(words("sources"), 1)
    document.add_paragraph(_fit(" ".join(words.statement(brief))))
    document.add_heading(words("told"), 1)
    for item in brief.items:
        _add_item(document, item, words)
    document.add_heading(words("notes"), 1)
    for note in brief.notes:
        _add_footnote(document, note, words)
    if brief.checkpoint:
        document.add_paragraph().add_run(_fit(words("checkpoint", checkpoint=brief.checkpoint))).font.size = _SMALL
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_item(document: WordDocument, item: Item, words: BriefWords) -> None:
    paragraph = document.add_paragraph(style="List Number")
    paragraph.add_run(_fit(item.line)).bold = True
    paragraph.add_run(_spell(item.notes)).font.superscript = True
    document.add_paragraph(_fit(words.base(item)), style="List Continue")
    if item.reasons:
        document.add_paragraph(_fit(f"{words('reasons')} {'; '.join(item.reasons)}"), style="List Continue")
    for each in item.against:
        told = document.add_paragraph(words("against", kind=words(f"kind_{each.kind}")), style="List Continue")
        told.add_run(_spell(each.notes)).font.superscript = True


def _add_footnote(document: WordDocument, note: Footnote, words: BriefWords) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{note.number}. ").bold = True
    if note.synthetic:
        paragraph.add_run(f"[{words('mark')}] ").bold = True
    paragraph.add_run(_fit(f"{words.source(note)}: "))
    paragraph.add_run(_fit(f"“{note.words}{'…' if note.is_cut else ''}” ")).italic = True
    paragraph.add_run(_fit(f"{words('chain', chain=' > '.join(note.chain))} "))
    paragraph.add_run(words.trail(note)).font.size = _SMALL


def _spell(notes: tuple[int, ...]) -> str:
    return " " + ", ".join(map(str, notes)) if notes else ""


def _fit(words: str) -> str:
    """Words without the signs that no XML can hold."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", words)
