"""What words and filters find, page by page, in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from sumber.ledger import Filters, Ledger, open_ledger
from sumber.ledger.finding import build_query, count_claims, facets_of, find_claims
from sumber.ledger.indexing import rebuild_index
from sumber.ledger.schema import claims
from sumber.ledger.tokens import facet
from tests.ledgers import TEXT, add, make_document, search


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        yield opened


WORDS = [
    ("en", "The missiles were fired", "missile"),
    ("id", "Kapal itu dikirim ke Fiji", "pengiriman"),
    ("ms", "Senjata itu dihantar semalam", "menghantar"),
    ("ru", "Россия поставила ракеты", "ракета"),
    ("uk", "Росією передано ракети", "росія"),
    ("ko", "북한이 러시아에 컨테이너를 보냈다", "러시아"),
    ("ko", "북한이 러시아에 컨테이너를 보냈다", "북한"),
    ("ja", "北朝鮮がミサイルを発射した", "ミサイル"),
    ("zh", "朝鮮發射了導彈", "导弹"),
    ("es", "Los soldados rusos llegaron", "soldado ruso"),
    ("pt", "As munições chegaram", "munição"),
    ("fr", "Les missiles livrés", "livrée missile"),
]


def test_words_are_found_in_their_other_forms(ledger: Ledger) -> None:
    sentences = {sentence: language for language, sentence, _ in WORDS}
    add(ledger, *(make_document(text, id=text, language=language) for text, language in sentences.items()))
    for _, sentence, words in WORDS:
        assert sentence in [kept.claim.text for kept in search(ledger, Filters(words=words))], words
    assert search(ledger, Filters(words="radar")) == []


FOUND: list[tuple[Filters, set[str]]] = [
    (Filters(words="ships"), {"Norway"}),
    (Filters(words="ships denies"), set()),
    (Filters(words="'; DROP TABLE claims; --\" OR *"), set()),
    (Filters(facets=(facets_of("actor", ("Q712",)),)), {"Fiji"}),
    (Filters(facets=(facets_of("actor", ("Q712", "Q20")),)), {"Norway", "Fiji"}),
    (Filters(facets=(facets_of("stance", ("denies",)), facets_of("actor", ("Q20",)))), set()),
    (Filters(facets=(facets_of("event", ("transfer",)),)), {"Norway"}),
    (Filters(earliest="2025-06-15", latest="2025-07-15"), {"Norway"}),
    (Filters(earliest="2025-07-01", latest="2025-07-15"), set()),
    (Filters(earliest="2020-01-01", latest="2029-01-01"), {"Norway"}),
    (Filters(latest="2025-06-01"), {"Norway"}),
    (Filters(latest="2025-05-31"), set()),
    (Filters(earliest="2025-06-30"), {"Norway"}),
    (Filters(earliest="2025-07-01"), set()),
    (Filters(earliest="1025-06-01", latest="2025-06-01"), {"Norway"}),
    (Filters(earliest="1025-06-01", latest="1925-06-01"), set()),
    (Filters(words="Norwegia", meant=(("Norwegia", (facet("entity", "Q20"),)),)), {"Norway"}),
]


def test_words_and_filters_find_what_they_say(ledger: Ledger) -> None:
    add(ledger, make_document())
    for filters, found in FOUND:
        assert {kept.claim.text.split()[0] for kept in search(ledger, filters)} == found, filters


def test_pages_stand_still_while_more_is_added(ledger: Ledger) -> None:
    add(ledger, *(make_document(id=str(n), text=f"{TEXT} Number {n}.") for n in range(10)))
    everything = [kept.claim.id for kept in search(ledger, Filters(words="ships"))]
    seen: list[str] = []
    after: int | None = None
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
    assert project
    query = build_query(project, Filters(words="ships"))
    for extra in range(4):
        with ledger.reading() as connection:
            page = find_claims(connection, ledger.store, query, Filters(), (3, after))
            seen += list(
                connection.scalars(
                    select(claims.c.id).where(claims.c.no.in_(page.numbers)).order_by(claims.c.no.desc())
                )
            )
        add(ledger, make_document(id=f"late {extra}", text=f"{TEXT} Late {extra}."))
        after = page.after
    assert after is None
    assert seen == everything


def test_count_says_whether_it_is_estimated(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add(ledger, *(make_document(id=str(n)) for n in range(20)))
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        assert project
        query = build_query(project, Filters(words="ships"))
        assert count_claims(connection, ledger.store, query, Filters()) == (20, False)
        monkeypatch.setattr("sumber.ledger.finding.COUNTED", 5)
        assert count_claims(connection, ledger.store, query, Filters()) == (20, True)


def test_index_made_anew_finds_the_same(ledger: Ledger) -> None:
    add(ledger, make_document(), make_document(id="b", text="북한이 러시아에 컨테이너를 보냈다", language="ko"))
    asked = (Filters(words="ships"), Filters(words="러시아"), Filters(facets=(facets_of("actor", ("Q20",)),)))
    before = [search(ledger, filters) for filters in asked]
    with ledger.writing() as connection:
        assert rebuild_index(ledger, connection) == 2
    assert [search(ledger, filters) for filters in asked] == before
    assert all(before)
