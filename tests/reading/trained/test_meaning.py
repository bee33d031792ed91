"""Vectors of claims: the same for the same text, near for translations, far for other statements."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from sumber.analysis.pairing import VECTOR_NUMBERS
from sumber.reading.trained.meaning import Meaning, find_meaning, find_meaning_version

pytestmark = pytest.mark.skipif(find_meaning() is None, reason="the package was built without its encoder of claims")

HANDED_OVER = {
    "en": "Norway handed over twelve patrol ships to Fiji on Friday.",
    "es": "Noruega entregó doce patrulleros a Fiyi el viernes.",
    "pt": "A Noruega entregou doze navios-patrulha às Fiji na sexta-feira.",
    "id": "Norwegia menyerahkan dua belas kapal patroli kepada Fiji pada hari Jumat.",
    "ms": "Norway menyerahkan dua belas kapal peronda kepada Fiji pada hari Jumaat.",
    "ru": "Норвегия передала Фиджи двенадцать патрульных кораблей в пятницу.",
    "uk": "Норвегія передала Фіджі дванадцять патрульних кораблів у п'ятницю.",
    "ja": "ノルウェーは金曜日、フィジーに巡視船12隻を引き渡した。",
    "ko": "노르웨이는 금요일 피지에 순찰선 12척을 인도했다.",
    "zh": "挪威周五向斐济移交了十二艘巡逻船。",
}
BURNT_DOWN = {
    "en": "The ammunition depot near the northern bridge burnt down after an explosion.",
    "es": "El depósito de municiones junto al puente norte ardió tras una explosión.",
    "pt": "O depósito de munições junto à ponte norte ardeu após uma explosão.",
    "id": "Gudang amunisi di dekat jembatan utara terbakar setelah ledakan.",
    "ms": "Depoh peluru berhampiran jambatan utara terbakar selepas letupan.",
    "ru": "Склад боеприпасов у северного моста сгорел после взрыва.",
    "uk": "Склад боєприпасів біля північного мосту згорів після вибуху.",
    "ja": "北の橋の近くの弾薬庫が爆発の後に全焼した。",
    "ko": "북쪽 다리 부근 탄약고가 폭발 뒤 불탔다.",
    "zh": "北桥附近的弹药库在爆炸后被烧毁。",
}


def _meaning() -> Meaning:
    meaning = find_meaning()
    assert meaning is not None
    return meaning


def _units(told: bytes) -> np.ndarray:
    rows = np.frombuffer(told, np.int8).astype(np.float32).reshape(2, VECTOR_NUMBERS)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_same_text_same_bytes() -> None:
    texts = [*HANDED_OVER.values(), "", " ", "x", "\U0001f680" * 400]
    first, second = _meaning().vectors(texts), _meaning().vectors(texts[::-1])[::-1]
    assert first == second
    assert {len(told) for told in first} == {2 * VECTOR_NUMBERS}


@pytest.mark.parametrize("half", [0, 1], ids=["what is said", "what it is about"])
def test_translations_are_nearer_than_other_statements(half: int) -> None:
    one = {
        code: _units(told)[half]
        for code, told in zip(HANDED_OVER, _meaning().vectors([*HANDED_OVER.values()]), strict=True)
    }
    other = {
        code: _units(told)[half]
        for code, told in zip(BURNT_DOWN, _meaning().vectors([*BURNT_DOWN.values()]), strict=True)
    }
    for statement in (one, other):
        for a, b in combinations(statement, 2):
            near = statement[a] @ statement[b]
            assert near > max(one[a] @ other[b], one[b] @ other[a], one[a] @ other[a]), (a, b)


def test_version_is_known_without_loading() -> None:
    version = find_meaning_version()
    assert version is not None
    assert len(version) == 8
    assert version == find_meaning_version()
