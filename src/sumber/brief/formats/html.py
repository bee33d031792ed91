"""Briefs as one HTML page that needs nothing else; every word of a report is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

from sumber.brief.composing import Brief, Footnote, Item
from sumber.brief.words import BriefWords


def write(brief: Brief, words: BriefWords) -> bytes:
    """The page in UTF-8."""
    return "\n".join(_lines(brief, words)).encode("utf-8")


def _lines(brief: Brief, words: BriefWords) -> Iterator[str]:
    style = (resources.files("sumber.brief") / "brief.css").read_text("utf-8")
    name = brief.made_by or words("nobody")
    yield f'<!doctype html>\n<html lang="{words.code}"><head><meta charset="utf-8">'
    yield "<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{escape(brief.title)}</title><style>{style}</style></head><body>"
    if brief.sources.synthetic:
        yield f'<p class="synthetic">{escape(words("invented"))}</p>'
    yield f"<h1>{escape(brief.title)}</h1>"
    yield f"<p>{escape(words('made', day=brief.made_at[:10], name=name, project=brief.project))}</p>"
    yield f"<h2>{words('sources')}</h2><p>{escape(' '.join(words.statement(brief)))}</p>"
    yield f"<h2>{words('told')}</h2><ol>"
    for item in brief.items:
        yield from _item(item, words)
    yield f"</ol><h2>{words('notes')}</h2><ol>"
    for note in brief.notes:
        yield from _footnote(note, words)
    yield "</ol>"
    if brief.checkpoint:
        yield f"<p><small>{escape(words('checkpoint', checkpoint=brief.checkpoint))}</small></p>"
    yield "</body></html>"


def _item(item: Item, words: BriefWords) -> Iterator[str]:
    yield f"<li><p><b><bdi>{escape(item.line)}</bdi></b>{_marks(item.notes)}</p><p>{escape(words.base(item))}</p>"
    if item.reasons:
        yield f"<p>{words('reasons')} <bdi>{escape('; '.join(item.reasons))}</bdi></p>"
    for each in item.against:
        yield f"<p>{escape(words('against', kind=words(f'kind_{each.kind}')))}{_marks(each.notes)}</p>"
    yield "</li>"


def _marks(notes: Iterable[int]) -> str:
    return "".join(f'<sup><a href="#note-{number}">{number}</a></sup>' for number in notes)


def _footnote(note: Footnote, words: BriefWords) -> Iterator[str]:
    mark = f'<b class="synthetic">{escape(words("mark"))}</b> ' if note.synthetic else ""
    language = f' lang="{escape(note.language)}"' if note.language else ""
    cut = "…" if note.is_cut else ""
    yield f'<li id="note-{note.number}">{mark}<bdi>{escape(words.source(note))}</bdi>: '
    yield f"<q{language}>{escape(note.words)}{cut}</q> <bdi>{escape(words('chain', chain=' > '.join(note.chain)))}</bdi> "
    yield f"<small>{escape(words.trail(note))}</small></li>"
