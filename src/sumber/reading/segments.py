"""Segments of a report: blocks, sentences and quotations, with furniture told apart."""

from __future__ import annotations

from sumber.languages import Language
from sumber.model import Span, Value
from sumber.reading.blocks import Block, BlockKind, content_of, read_blocks
from sumber.reading.furniture import read_furniture
from sumber.reading.quotations import Neighbours, Quotation, find_quotations, leads_on, part_at_speech
from sumber.reading.sentences import split_sentences

__all__ = ["Block", "BlockKind", "Quotation", "Segments", "Sentence", "segment"]

_TEXT_KINDS = frozenset({"headline", "heading", "paragraph", "list_item", "caption"})


class Sentence(Value, frozen=True):
    """A sentence, a quotation never parted from its frame; `block` is the place of its block."""

    span: Span
    block: int


class Segments(Value, frozen=True):
    """A report cut into blocks, sentences and quotations, each in the order of the text."""

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]


def segment(text: str, language: Language) -> Segments:
    """The segments of a report; linear in its length."""
    furniture = read_furniture(language)
    blocks = read_blocks(text, furniture)
    sentences: list[Sentence] = []
    quotations: list[Quotation] = []
    open_before = False
    for index, block in enumerate(blocks):
        inside = content_of(text, block)
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        on = following is not None and following.kind in _TEXT_KINDS and leads_on(text, content_of(text, following))
        whole = find_quotations(text, inside, index, furniture.stops, Neighbours(open_before, on))
        found = [part for quotation in whole for part in part_at_speech(text, quotation, furniture.stops)]
        if block.kind in _TEXT_KINDS:
            open_before = bool(found) and not found[-1].closed and found[-1].span.end == inside.end
        quotations.extend(found)
        spans = split_sentences(text, inside, [quotation.span for quotation in found], furniture.stops)
        sentences.extend(Sentence(span=span, block=index) for span in spans)
    return Segments(blocks=tuple(blocks), sentences=tuple(sentences), quotations=tuple(quotations))
