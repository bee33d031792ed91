"""Text whose words run into one another: what bounds a name, and time that grows no faster than the text."""

from __future__ import annotations

import time

import pytest

from sumber.model import Document
from sumber.reading.lexical import LexicalReader

SENTENCE = "ロシア国防省は24日、「無人機12機を撃墜した」と発表した。米中両国は来日中の特使と協議したとみられる。"
FACTOR = 8.0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("日本海で訓練した。", ["日本海"]),
        ("来日中に会談した。", []),
        ("演習が終わった。", []),
        ("日米韓が協議した。", ["日", "米", "韓"]),
        ("米国防当局が確認した。", ["米"]),
        ("クーラントを買った。", []),
    ],
)
def test_names_keep_to_their_bounds(text: str, names: list[str]) -> None:
    draft = LexicalReader().read(Document(id="a", text=text, language="ja", synthetic=True))
    assert [mention.text for mention in draft.mentions] == names


def _seconds(repeats: int) -> float:
    document = Document(id="a", text=(SENTENCE * 5 + "\n") * repeats, language="ja", synthetic=True)
    begun = time.process_time()
    LexicalReader().read(document)
    return time.process_time() - begun


def test_time_grows_with_the_text() -> None:
    _seconds(1)
    assert _seconds(80) < FACTOR * 4 * max(_seconds(20), 0.05)
