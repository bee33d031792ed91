"""Public sets become windows in which only what they mark is learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from sumber.reading.trained.labels import MENTIONS, MODES, NAMES
from sumber.reading.trained.model import find_model
from training.examples import NOBODY, Example
from training.public import iter_public_examples

COLUMNS = "Kapal O\nitu O\ntiba O\ndi O\nKota B-LOC\nAmbon I-LOC\n, O\nkata O\nWaluyo B-PER\ndari O\nPelni B-ORG\n. O\n"
APPEALS = (
    "sentence,annotation\n"
    '"x","<Source:Named:Official>Mayor Ruiz</Source:Named:Official> said <Fact_Appeal:Indirect_Quote>the bridge is open again</Fact_Appeal:Indirect_Quote>."\n'
    '"x","<Fact_No_Appeal>The bridge was closed in May.</Fact_No_Appeal>"\n'
)


@pytest.fixture
def tokenizer() -> Tokenizer:
    model = find_model()
    assert model is not None
    return model.tokenizer


@pytest.fixture
def examples(tmp_path: Path, tokenizer: Tokenizer) -> list[Example]:
    for name, text in {
        "ner_idner_news_2k/train.txt": COLUMNS,
        "ner_indonlu/nergrit_train.txt": COLUMNS.replace("B-PER", "B-PERSON"),
        "factappeal/train.csv": APPEALS,
        "ner_factrueval/devset/a.txt": "В среду Пётр Ласточкин приехал в Заречный на встречу.\n",
        "ner_factrueval/devset/a.spans": "1 name 8 4 0 1\n2 surname 13 9 0 1\n3 loc_name 33 8 0 1\n",
        "ner_factrueval/devset/a.objects": "7 Person 1 2 # Пётр Ласточкин\n8 Location 3 # Заречный\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return list(iter_public_examples(tmp_path, tokenizer))


def _allowed(example: Example, place: int) -> set[str]:
    """The kinds that may begin at a piece, "" for none."""
    options = example.name_options
    assert options is not None
    kinds = {kind for i, kind in enumerate(NAMES) if options[place, 2 * i + 1]}
    return kinds | ({""} if options[place, 0] else set())


def test_every_set_gives_a_window(examples: list[Example]) -> None:
    assert [example.language for example in examples] == ["id", "id", "ru", "en"]
    assert all(
        example.outer is None and example.name_tags is None and example.reference_tags is None for example in examples
    )


def test_marked_names_allow_their_kinds_and_unmarked_words_what_the_set_does_not_mark(examples: list[Example]) -> None:
    first = examples[0]
    town, person, firm = first.mentions.spans[:, 0].tolist()
    assert _allowed(first, town) == {"place"}
    assert _allowed(first, person) == {"person"}
    assert _allowed(first, firm) == {"organisation", "outlet"}
    assert _allowed(first, 0) == {"", "weapon"}


def test_a_name_told_in_parts_is_one_name(examples: list[Example]) -> None:
    assert [MENTIONS[kind] for kind in examples[2].mentions.kinds] == ["person", "place"]


def test_statements_have_their_source_or_nobody(examples: list[Example]) -> None:
    claims = examples[3].claims
    assert claims is not None
    assert [MODES[mode] for mode in claims.modes] == ["indirect", "unattributed"]
    assert claims.origins == [[0], [NOBODY]]
    assert claims.stances is None
    options = examples[3].name_options
    assert options is not None
    assert np.all(options[-1])
