"""The line that tells what a proposition says, in English and Indonesian."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any, get_args

import pytest

from sumber.analysis.gloss import gloss
from sumber.model import EventType
from tests.analysis.making import name, number, saying, state

RUSSIA, KOREA = state("Russia", "Q159"), state("North Korea", "Q423")
WHOLE = {
    "event": "transfer",
    "actors": (RUSSIA,),
    "recipients": (KOREA,),
    "numbers": (number(10),),
    "place": name("Pyongyang"),
    "day": "2025-05-19",
}
INFINITE = float("inf")
CASES: list[tuple[dict[str, Any], str, str]] = [
    (
        WHOLE,
        "transfer: Russia > North Korea, 10 tank, Pyongyang, 2025-05-19",
        "pengiriman: Russia > North Korea, 10 tank, Pyongyang, 2025-05-19",
    ),
    ({"event": "test", "actors": (KOREA,)}, "test: North Korea", "uji coba: North Korea"),
    ({"event": "aid", "recipients": (KOREA,)}, "aid: > North Korea", "bantuan: > North Korea"),
    (
        {"event": "consult", "actors": (RUSSIA, KOREA)},
        "consultation: Russia and North Korea",
        "konsultasi: Russia and North Korea",
    ),
    ({"actors": (RUSSIA,)}, "statement: Russia", "pernyataan: Russia"),
    (
        {**WHOLE, "stance": "denies"},
        "transfer (denied): Russia > North Korea, 10 tank, Pyongyang, 2025-05-19",
        "pengiriman (dibantah): Russia > North Korea, 10 tank, Pyongyang, 2025-05-19",
    ),
    (
        {"event": "test", "actors": (KOREA,), "negated": True},
        "test (denied): North Korea",
        "uji coba (dibantah): North Korea",
    ),
    ({"event": "train", "day": "2025-02"}, "training: 2025-02-01 to 2025-02-28", "pelatihan: 2025-02-01 to 2025-02-28"),
    ({"event": "aid", "numbers": (number(40, 50, "truck"),)}, "aid: 40-50 truck", "bantuan: 40-50 truck"),
    ({"event": "aid", "numbers": (number(37, INFINITE),)}, "aid: ≥ 37 tank", "bantuan: ≥ 37 tank"),
    ({"event": "aid", "numbers": (number(-INFINITE, 50),)}, "aid: ≤ 50 tank", "bantuan: ≤ 50 tank"),
    (
        {"event": "aid", "numbers": (number(12_000_000, unit="dollar"),)},
        "aid: 12,000,000 dollar",
        "bantuan: 12,000,000 dollar",
    ),
    ({"event": "aid", "numbers": (number(1.5, unit=""),)}, "aid: 1.5", "bantuan: 1.5"),
    ({"text": "무엇도 확인되지 않았다"}, "무엇도 확인되지 않았다", "무엇도 확인되지 않았다"),
]


@pytest.mark.parametrize(("told", "english", "indonesian"), CASES)
def test_line(told: dict[str, Any], english: str, indonesian: str) -> None:
    said = [saying("a", "Halden Post", **told)]
    assert (gloss(said, "en"), gloss(said, "id")) == (english, indonesian)


def test_most_of_the_claims_decide() -> None:
    others = {**WHOLE, "numbers": (number(12),)}
    said = [saying(key, "Echo", **told) for key, told in (("a", WHOLE), ("b", others), ("c", others))]
    assert gloss(said) == "transfer: Russia > North Korea, 12 tank, Pyongyang, 2025-05-19"


def test_denied_is_what_all_of_them_deny() -> None:
    said = [saying("a", "Echo", **WHOLE), saying("b", "Echo", **{**WHOLE, "stance": "denies"})]
    assert "denied" not in gloss(said)


def test_every_event_has_words_in_every_language_of_the_interface() -> None:
    told = tomllib.loads((resources.files("sumber.analysis") / "gloss.toml").read_text("utf-8"))
    assert set(told) == {"en", "id"}
    for words in told.values():
        assert set(get_args(EventType)) <= set(words)
        assert all(words.values())
