"""Plain text and text with Markdown marks: one report a file."""

from __future__ import annotations

from collections.abc import Iterator

from sumber.errors import InputError
from sumber.intake import Intake, RawItem, check_bytes, check_length, decode
from sumber.model import Document


class TextIntake:
    """Takes a file as the text of one report, exactly as it stands."""

    suffixes = (".txt", ".md", ".text", ".markdown")

    def fits(self, content: bytes) -> bool:
        """Never by the look of it: text is what is left."""
        return not content

    def unpack(self, item: RawItem) -> Iterator[Document | InputError]:
        """The one document of a text file."""
        error = check_bytes(item)
        if error:
            yield error
            return
        text, warnings = decode(item.content)
        document = Document(
            id=item.name,
            text=text,
            url=item.url,
            title=item.title,
            publisher=item.publisher,
            language=item.language,
            published_at=item.published_at,
            warnings=warnings,
            original=item.content,
            id_from="file",
        )
        yield check_length(item, document)


INTAKE: Intake = TextIntake()
