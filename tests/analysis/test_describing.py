"""A proposition put together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sumber.analysis.describing import Surroundings, describe, proposition_id
from sumber.analysis.grades import Opposition
from sumber.model import Span
from tests.analysis.making import link, saying

SAID = (
    saying("b", "Echo", link("Ana Kolb"), language="id", event="aid"),
    saying("a", "Halden Post", link("Ivo Merrin"), event="aid", has_access=True),
    saying("c", "Kabar Utara", event="aid"),
)


def test_whole() -> None:
    found = describe(SAID, Surroundings(conflicts=("p1",)))
    assert [each.document for each in found.claims] == ["a", "b", "c"]
    assert found.outlets == ("Halden Post", "Echo", "Kabar Utara")
    assert found.languages == ("en", "id")
    assert (found.independent_origins, found.unknown_origins) == (1, 2)
    assert found.grade.credibility == "2"
    assert found.conflicts == ("p1",)
    assert found.id == proposition_id([("a", "claim of a"), ("b", "claim of b"), ("c", "claim of c")])


def test_surroundings_bear_on_it() -> None:
    against = Opposition(detail="another figure", is_independent=True, spans=(("z", Span(0, 3)),))
    around = Surroundings(
        copies={("a", "b"), ("b", "c")}, oppositions=[against], decisions={("ana kolb", "ivo merrin"): "independent"}
    )
    found = describe(SAID, around)
    assert found.grade.credibility == "5"
    assert found.grade.grounds[0].spans == against.spans
    assert {
        pair.independence for pair in describe(SAID, Surroundings(copies={("a", "b"), ("b", "c"), ("a", "c")})).pairs
    } == {"one"}


@given(st.permutations(SAID))
def test_order_of_claims_does_not_matter(said: list[object]) -> None:
    assert describe(said, Surroundings()) == describe(SAID, Surroundings())  # type: ignore[arg-type]  # permuted sayings


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=4, unique=True), st.data())
def test_id_is_of_the_claims_alone(claims: list[tuple[str, str]], data: st.DataObject) -> None:
    assert proposition_id(claims) == proposition_id(data.draw(st.permutations(claims)))
    assert proposition_id(claims) != proposition_id([*claims, ("another", "one")])


def test_spans_of_grounds_lie_in_their_documents() -> None:
    found = describe(SAID, Surroundings(copies={("a", "b")}))
    held = {each.document.id: each.claim.span for each in SAID}
    spans = [span for pair in found.pairs for span in pair.ground.spans]
    spans += [span for ground in found.grade.grounds for span in ground.spans]
    assert spans
    assert all(held[document].contains(span) for document, span in spans)
