"""A page looked at as a browser takes it apart: its elements, and the words within some of them."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

Attributes = dict[str, str | None]
_VOID = frozenset({"meta", "link", "img", "input", "br", "hr", "wbr"})


class Page(HTMLParser):
    """A page's elements in order, and its words, each with the elements around them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.words: list[tuple[str, tuple[tuple[str, Attributes], ...]]] = []
        self._open: list[tuple[str, Attributes]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """An element ends; it must be the one that is open."""
        assert self._open[-1][0] == tag, f"</{tag}> in {[name for name, _ in self._open]}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Words."""
        self.words.append((data, tuple(self._open)))

    def find(self, tag: str, **wanted: str) -> list[Attributes]:
        """The elements of a name whose attributes hold these words (`class_` is the class)."""
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and all(value in (attributes.get(key.rstrip("_")) or "") for key, value in wanted.items())
        ]

    def words_in(self, tag: str = "", class_: str = "", *, but: str = "claim-no") -> str:
        """The words within elements of a name or class, without those in elements of the class `but`."""
        return self._words(lambda name, attributes: name == tag or class_ in _classes(attributes), but)

    def text(self) -> str:
        """The words of the report."""
        return self.words_in("article")

    def claim(self, number: int) -> str:
        """The words that are marked as those of a claim."""
        return self._words(
            lambda tag, attributes: tag == "mark" and str(number) in (attributes.get("data-claims") or "").split(),
            "claim-no",
        )

    def check_harmless(self) -> None:
        """Nothing runs but our own script, nothing carries a style or handler, and no address leads outside."""
        for tag, attributes in self.elements:
            assert tag not in {"style", "svg", "object", "embed", "base"}
            assert tag != "script" or (attributes["src"] or "").startswith("/static/"), attributes
            assert not any(name.startswith("on") or name == "style" for name in attributes), attributes
            for name in ("src", "href", "action"):
                address = attributes.get(name) or "/"
                assert address.startswith(("/", "#")), attributes
                assert not address.startswith("//"), attributes

    def _words(self, is_wanted: Callable[[str, Attributes], bool], but: str) -> str:
        return "".join(
            words
            for words, around in self.words
            if any(is_wanted(*element) for element in around)
            and not any(but in _classes(attributes) for _, attributes in around)
        )


def _classes(attributes: Attributes) -> list[str]:
    return (attributes.get("class") or "").split()
