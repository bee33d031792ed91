"""Briefs in Markdown (CommonMark with footnotes as GitHub, Pandoc and most editors read them)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sumber.brief.composing import Brief, Footnote, Item
from sumber.brief.words import BriefWords

# What would be read as Markdown or HTML, wherever it stands.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def write(brief: Brief, words: BriefWords) -> bytes:
    """The brief as UTF-8 text."""
    return ("\n".join(_lines(brief, words)) + "\n").encode("utf-8")


def _lines(brief: Brief, words: BriefWords) -> Iterator[str]:
    if brief.sources.synthetic:
        yield from (f"**{words('invented')}**", "")
    yield from (f"# {escape(brief.title)}", "", made(brief, words), "")
    yield from (f"## {words('sources')}", "", " ".join(map(escape, words.statement(brief))), "")
    yield from (f"## {words('told')}", "")
    for place, item in enumerate(brief.items, start=1):
        yield from _item(place, item, words)
    yield from (f"## {words('notes')}", "")
    for note in brief.notes:
        yield from (_footnote(note, words), "")
    if brief.checkpoint:
        yield escape(words("checkpoint", checkpoint=brief.checkpoint))


def made(brief: Brief, words: BriefWords) -> str:
    """The line that tells when and by whom a brief was made."""
    name = brief.made_by or words("nobody")
    return escape(words("made", day=brief.made_at[:10], name=name, project=brief.project))


def _item(place: int, item: Item, words: BriefWords) -> Iterator[str]:
    yield from (f"{place}. **{escape(item.line)}**{_marks(item.notes)}", "")
    yield from (f"    {escape(words.base(item))}", "")
    if item.reasons:
        yield from (f"    {words('reasons')} {escape('; '.join(item.reasons))}", "")
    for each in item.against:
        told = words("against", kind=words(f"kind_{each.kind}"))
        yield from (f"    {escape(told)}{_marks(each.notes)}", "")


def _marks(notes: Iterable[int]) -> str:
    return "".join(f"[^{number}]" for number in notes)


def _footnote(note: Footnote, words: BriefWords) -> str:
    chain = words("chain", chain=" > ".join(note.chain))
    quoted = f"“{note.words}{'…' if note.is_cut else ''}”"
    mark = f"[{words('mark')}] " if note.synthetic else ""
    told = " ".join((f"{words.source(note)}:", quoted, chain, words.trail(note)))
    return f"[^{note.number}]: {escape(mark + told)}"


def escape(words: str) -> str:
    r"""Words that Markdown reads as themselves.

    >>> print(escape("<b>*x*</b>"))
    \<b\>\*x\*\</b\>
    """
    return _SIGNS.sub(r"\\\1", " ".join(words.split()))
