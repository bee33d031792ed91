"""The lexical reader: rules over each language's own tables."""

from __future__ import annotations

import msgspec

from sumber.languages import Language, find_language
from sumber.languages.tokens import Tokens
from sumber.model import Document, Draft, ReaderVersion, Span
from sumber.reading.claims import find_claims
from sumber.reading.dates import find_dates, mark_datelines
from sumber.reading.descriptions import add_descriptions
from sumber.reading.identify import UNDETERMINED, identify_language
from sumber.reading.mentions import find_mentions
from sumber.reading.numbers import find_quantities
from sumber.reading.scene import build_scene
from sumber.reading.segments import Segments, segment

VERSION = "0.1.0"
MIN_QUOTED_SPACES = 3


class LexicalReader:
    """Reads by rules: every finding names the rule and the words it rests on."""

    @property
    def version(self) -> ReaderVersion:
        """Name and version of this reader."""
        return ReaderVersion(name="lexical", version=VERSION)

    def read(self, document: Document) -> Draft:
        """The draft of a document; a language without full depth gives a draft with a warning and no claims."""
        code = document.language or identify_language(document.text)[0]
        language = find_language(code)
        if language is None or language.depth != "full":
            return self._empty(
                document, code, f"{_why_not(language, code)}: no mentions, dates or claims were looked for"
            )
        return self._read(document, language)

    def _empty(self, document: Document, code: str | None, *warnings: str) -> Draft:
        return Draft(
            document=document,
            language=code,
            mentions=(),
            dates=(),
            quantities=(),
            claims=(),
            reader=self.version,
            warnings=warnings,
        )

    def read_names(self, document: Document, language: Language) -> Draft:
        """The names, dates and quantities of a document, without its claims.

        Names come from the rules of a language read in full; dates and quantities wherever the language's folder holds
        `dates.toml` and `numbers.toml`.
        """
        tokens = language.cut_text(document.text)
        if language.depth == "full":
            return self._read_names(document, language, tokens, segment(document.text, language))
        dates = find_dates(document.text, language, tokens)
        quantities = find_quantities(document.text, tokens, language, dates)
        return msgspec.structs.replace(self._empty(document, language.code), dates=dates, quantities=quantities)

    def _read_names(self, document: Document, language: Language, tokens: Tokens, segments: Segments) -> Draft:
        text = document.text
        dates = mark_datelines(find_dates(text, language, tokens), segments.blocks)
        date_spans = tuple(date.span for date in dates)
        sentences = [sentence.span for sentence in segments.sentences]
        sentences.extend(
            span for quotation in segments.quotations for span in quotation.sentences if _is_long(text, span)
        )
        named = find_mentions(text, tokens, language, sentences, date_spans, _shouted(text, segments))
        return Draft(
            document=document,
            language=language.code,
            mentions=add_descriptions(text, tokens, language, named),
            dates=dates,
            quantities=find_quantities(text, tokens, language, dates),
            claims=(),
            reader=self.version,
        )

    def _read(self, document: Document, language: Language) -> Draft:
        text = document.text
        tokens = language.cut_text(text)
        segments = segment(text, language)
        names = self._read_names(document, language, tokens, segments)
        spans = tuple(date.span for date in names.dates), tuple(quote.span for quote in segments.quotations)
        scene = build_scene(text, tokens, language, names.mentions, document.publisher, spans)
        claims = find_claims(scene, segments, language, names.quantities)
        return msgspec.structs.replace(names, claims=claims)


def _is_long(text: str, span: Span) -> bool:
    """Whether a quoted stretch is a sentence, whose first capital letter proves nothing, and not a name in marks."""
    return span.of(text).count(" ") >= MIN_QUOTED_SPACES


def _why_not(language: Language | None, code: str | None) -> str:
    """Why nothing is read in a language, in words for whoever gave the report."""
    if language is not None:
        return f"the rules do not read {language.name} (another reader may)"
    if code in {None, UNDETERMINED}:
        return "the language was not recognised as one that is read"
    return f"language {code!r} is not read yet"


def _shouted(text: str, segments: Segments) -> list[Span]:
    """Headlines in capitals or title case, where a capital letter tells nothing of a name."""
    found: list[Span] = []
    for block in segments.blocks:
        if block.kind in {"headline", "heading"}:
            words = [word for word in block.span.of(text).split() if len(word) > 3 and word[0].isalpha()]
            if words and sum(word[0].isupper() for word in words) >= 0.75 * len(words):
                found.append(block.span)
    return found
