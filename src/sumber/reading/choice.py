"""Which reader reads a report: the one that was asked for, or for each language the one that measured best."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from sumber.errors import UsageError
from sumber.model import Document, Draft, Reader, ReaderName, ReaderVersion
from sumber.reading.identify import identify_language
from sumber.reading.lexical import LexicalReader
from sumber.reading.llm.endpoint import Endpoint
from sumber.reading.llm.reader import LlmReader
from sumber.reading.trained.model import find_model
from sumber.reading.trained.reader import TrainedReader


class AutoReader:
    """Reads each report with the reader that `languages/scores.json` gives as the better one for its language."""

    def __init__(self) -> None:
        self._readers: dict[str, Reader] = {"lexical": LexicalReader()}
        if find_model() is not None:
            self._readers["trained"] = TrainedReader()

    @property
    def version(self) -> ReaderVersion:
        """The name "auto"; each draft carries the reader that made it."""
        return ReaderVersion(name="auto", version="+".join(r.version.version for r in self._readers.values()))

    def read(self, document: Document) -> Draft:
        """The draft of a document by the reader of its language."""
        code = document.language or identify_language(document.text)[0]
        chosen = read_choices().get(code or "", "lexical")
        return self._readers.get(chosen, self._readers["lexical"]).read(document)


@cache
def read_choices() -> dict[str, str]:
    """The better reader of each language, as the evaluation wrote it; empty where it never did."""
    file = resources.files("sumber.languages") / "scores.json"
    found: dict[str, str] = json.loads(file.read_text("utf-8")).get("chosen", {}) if file.is_file() else {}
    return found


def open_named_reader(name: ReaderName = "auto", endpoint: Endpoint | None = None) -> Reader:
    """The reader of this name; UsageError where it needs a model or an endpoint that is not there."""
    if name == "llm":
        if endpoint is None or not endpoint.url or not endpoint.model:
            raise UsageError(
                "S305", "--reader llm: name an endpoint first, with SUMBER_LLM_URL and SUMBER_LLM_MODEL (see its guide)"
            )
        return LlmReader(endpoint)
    if name == "lexical":
        return LexicalReader()
    if name == "auto":
        return AutoReader()
    if find_model() is None:
        raise UsageError("S304", "--reader trained: this build of sumber holds no trained model; use --reader lexical")
    return TrainedReader()
