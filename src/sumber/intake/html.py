"""Saved pages: main text, and title, publisher, date, by-line and address from the page itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

from sumber.errors import InputError
from sumber.intake import Intake, RawItem, check_bytes, check_length
from sumber.model import Document

_NEWS_TYPES = frozenset({"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage"})
_DATED = re.compile(r"\d{4}-\d\d-\d\d")
_STATEFUL = b"\x1b"  # opens a shift in the encodings of seven bits, which are valid UTF-8 too
_META = (
    ("title", 'meta[property="og:title"]', "content"),
    ("publisher", 'meta[property="og:site_name"]', "content"),
    ("publisher", 'meta[name="application-name"]', "content"),
    ("published_at", 'meta[property="article:published_time"]', "content"),
    ("published_at", 'meta[itemprop="datePublished"]', "content"),
    ("published_at", 'meta[name="date"]', "content"),
    ("published_at", 'meta[name="pubdate"]', "content"),
    ("published_at", "article time[datetime]", "datetime"),
    ("url", 'meta[property="og:url"]', "content"),
    ("byline", 'meta[name="author"]', "content"),
)


class HtmlIntake:
    """Takes a saved page; nothing in it is run and nothing is fetched."""

    suffixes = (".html", ".htm", ".xhtml")

    def fits(self, content: bytes) -> bool:
        """Whether the bytes begin like a page."""
        head = content[:1024].lstrip().lower()
        return head.startswith((b"<!doctype html", b"<html")) or b"<head" in head

    def unpack(self, item: RawItem) -> Iterator[Document | InputError]:
        """The one document of a page; an error where it has no text."""
        error = check_bytes(item)
        if error:
            yield error
            return
        encoding = find_encoding(item.content)
        tree = HTMLTree.parse(bytes_to_str(item.content, encoding))
        text = extract_plain_text(tree, main_content=True, alt_texts=False, links=False, list_bullets=False).strip()
        if not text:
            yield InputError("S105", f"{item.name}: no main text was found in the page", document_id=item.name)
            return
        found = read_metadata(tree)
        warnings = () if encoding == "utf-8" else (f"page decoded as {encoding}",)
        document = Document(
            id=item.name,
            text=text,
            url=item.url or found.get("url"),
            title=item.title or found.get("title"),
            publisher=item.publisher or found.get("publisher"),
            language=item.language,
            published_at=item.published_at or found.get("published_at"),
            byline=found.get("byline"),
            warnings=warnings,
            original=item.content,
            id_from="file",
        )
        yield check_length(item, document)


def find_encoding(content: bytes) -> str:
    """UTF-8 where the bytes are valid UTF-8, else what the page declares or its bytes look like."""
    try:
        if _STATEFUL not in content and content.decode("utf-8"):
            return "utf-8"
    except UnicodeDecodeError:
        pass
    return (detect_encoding(content) or "utf-8").lower()


def decode_page(content: bytes) -> str:
    """The source of a saved page as text."""
    return bytes_to_str(content, find_encoding(content))


def find_page_fields(content: bytes) -> dict[str, str]:
    """What a saved page says of itself: title, publisher, date, by-line and address, of those that it states."""
    return read_metadata(HTMLTree.parse(decode_page(content)))


def read_metadata(tree: Any) -> dict[str, str]:
    """What a page says of itself: JSON-LD first, then its meta tags, links and title; a usable date before another."""
    scripts = tree.document.query_selector_all('script[type="application/ld+json"]')
    told = chain(
        chain.from_iterable(_iter_json_ld(script.text) for script in scripts),
        ((name, _attribute(tree, selector, attribute)) for name, selector, attribute in _META),
    )
    found: dict[str, str] = {}
    for name, value in told:
        better = name == "published_at" and _DATED.match(value) and not _DATED.match(found.get(name, value))
        if value and (better or name not in found):
            found[name] = value
    canonical = _attribute(tree, 'link[rel="canonical"]', "href")
    if canonical:
        found["url"] = canonical
    if tree.title:
        found.setdefault("title", tree.title.strip())
    return found


def _attribute(tree: Any, selector: str, name: str) -> str:
    """An attribute of the first node that fits, empty where there is none."""
    node = tree.document.query_selector(selector)
    return (node.getattr(name) or "").strip() if node else ""


def _iter_json_ld(text: str) -> Iterator[tuple[str, str]]:
    """What a block of linked data says of the report: names and values, whatever shape the page gives them."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    roots = data if isinstance(data, list) else [data]
    nodes = [node for root in roots if isinstance(root, dict) for node in _listed(root.get("@graph", root))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node, dict) and isinstance(node.get("@id"), str)}
    news = [node for node in nodes if isinstance(node, dict) and _NEWS_TYPES.intersection(_words(node.get("@type")))]
    for node in sorted(news, key=lambda node: _words(node.get("@type")) == ["WebPage"]):
        yield from (("title", word) for word in _words(node.get("headline")))
        yield from (("published_at", word) for word in _words(node.get("datePublished")))
        yield from (("url", word) for word in _words(node.get("url")))
        yield from (("publisher", name) for name in _names(node.get("publisher"), by_id))
        authors = _names(node.get("author"), by_id)
        if authors:
            yield "byline", ", ".join(authors)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _words(value: Any) -> list[str]:
    """The texts in a value that may be one text or a list."""
    return [word.strip() for word in _listed(value) if isinstance(word, str) and word.strip()]


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> list[str]:
    """The names of persons or bodies, given as texts, as objects with a name, or by the id of such an object."""
    names: list[str] = []
    for party in _listed(value):
        if isinstance(party, dict):
            known = by_id.get(str(party.get("@id")), {})
            names += _words(party.get("name") or known.get("name"))[:1]
        else:
            names += _words(party)
    return names


INTAKE: Intake = HtmlIntake()
