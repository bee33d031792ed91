"""Briefs as PDF, set by Typst, which comes as one wheel with fonts for Latin and Cyrillic in it.

Han, kana and Hangul need a font of the system (Noto Sans CJK, for one); without it their signs are boxes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from sumber.brief.composing import Brief, Footnote, Item
from sumber.brief.words import BriefWords

_HEAD = """#set page(margin: 2.4cm, numbering: "1")
#set text(size: 10.5pt, font: ("Libertinus Serif", "Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans CJK KR"))
#set par(justify: false)
#let small(body) = text(size: 8pt, fill: rgb("#555c68"), body)
"""


def write(brief: Brief, words: BriefWords) -> bytes:
    """The file's bytes."""
    with TemporaryDirectory(prefix="sumber-brief-") as folder:
        source = Path(folder) / "brief.typ"
        source.write_text("\n".join(_lines(brief, words)), "utf-8")
        made: bytes = typst.compile(str(source), root=folder, format="pdf")
    return made


def quote(words: str) -> str:
    r"""Words as a string of Typst's, so that nothing of them is read as markup.

    >>> print(quote('a "b" #c'))
    "a \"b\" #c"
    """
    text = json.dumps(words.replace("\x00", "\N{REPLACEMENT CHARACTER}"), ensure_ascii=False)
    # Of JSON's escapes Typst knows but those of quotation mark, backslash, line end, return and tab.
    for control in range(32):
        text = text.replace(f"\\u{control:04x}", "\N{REPLACEMENT CHARACTER}")
    return text.replace("\\b", "\N{REPLACEMENT CHARACTER}").replace("\\f", "\N{REPLACEMENT CHARACTER}")


def _lines(brief: Brief, words: BriefWords) -> Iterator[str]:
    yield _HEAD
    yield f"#set document(title: {quote(brief.title)})"
    yield f"#set text(lang: {quote(words.code)})"
    if brief.sources.synthetic:
        yield f'#block(fill: rgb("#fbecd0"), inset: 6pt)[#strong({quote(words("invented"))})]'
    yield f"#text(size: 18pt, weight: 700, {quote(brief.title)})\n"
    name = brief.made_by or words("nobody")
    yield f"#{quote(words('made', day=brief.made_at[:10], name=name, project=brief.project))}\n"
    yield f"#heading(level: 2, {quote(words('sources'))})\n#{quote(' '.join(words.statement(brief)))}\n"
    yield f"#heading(level: 2, {quote(words('told'))})"
    for place, item in enumerate(brief.items, start=1):
        yield from _item(place, item, words)
    yield f"#heading(level: 2, {quote(words('notes'))})"
    for note in brief.notes:
        yield from _footnote(note, words)
    if brief.checkpoint:
        yield f"#small({quote(words('checkpoint', checkpoint=brief.checkpoint))})"


def _item(place: int, item: Item, words: BriefWords) -> Iterator[str]:
    yield f"#{quote(f'{place}. ')}#strong({quote(item.line)})#super({quote(_spell(item.notes))})\n"
    yield f"#{quote(words.base(item))}\n"
    if item.reasons:
        yield f"#{quote(words('reasons') + ' ' + '; '.join(item.reasons))}\n"
    for each in item.against:
        told = words("against", kind=words(f"kind_{each.kind}"))
        yield f"#{quote(told)}#super({quote(_spell(each.notes))})\n"


def _footnote(note: Footnote, words: BriefWords) -> Iterator[str]:
    mark = f"#strong({quote('[' + words('mark') + '] ')})" if note.synthetic else ""
    quoted = f"“{note.words}{'…' if note.is_cut else ''}” "
    yield f"#{quote(f'{note.number}. ')}{mark}#{quote(words.source(note) + ': ')}#emph({quote(quoted)})"
    yield f"#{quote(words('chain', chain=' > '.join(note.chain)) + ' ')}#small({quote(words.trail(note))})\n"


def _spell(notes: tuple[int, ...]) -> str:
    return ", ".join(map(str, notes))
