"""Saved pages: main text, and title, publisher, date, by-line and address from the page itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

from sumber.errors import InputError
from sumber.intake import Intake, RawItem, check_bytes, check_length
from sumber.model import Document

_NEWS_TYPES = frozenset({"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage"})


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
        encoding = detect_encoding(item.content) or "utf-8"
        tree = HTMLTree.parse(bytes_to_str(item.content, encoding))
        text = extract_plain_text(tree, main_content=True, alt_texts=False, links=False, list_bullets=False).strip()
        if not text:
            yield InputError("S105", f"{item.name}: no main text was found in the page", document_id=item.name)
            return
        found = read_metadata(tree)
        warnings = () if encoding.lower() in {"utf-8", "ascii"} else (f"page decoded as {encoding}",)
        document = Document(
            id=item.name,
            text=text,
            url=item.url or found.get("url"),
            title=item.title or found.get("title"),
            publisher=item.publisher or found.get("publisher"),
            language=item.language,
            published_at=item.published_at or found.get("published_at"),
            warnings=warnings,
        )
        yield check_length(item, document)


def read_metadata(tree: Any) -> dict[str, str]:
    """What a page says of itself: JSON-LD first, then its meta tags, links and title."""
    found: dict[str, str] = {}
    for script in tree.document.query_selector_all('script[type="application/ld+json"]'):
        for name, value in _from_json_ld(script.text).items():
            found.setdefault(name, value)
    tags = (
        ("title", 'meta[property="og:title"]'),
        ("publisher", 'meta[property="og:site_name"]'),
        ("publisher", 'meta[name="application-name"]'),
        ("published_at", 'meta[property="article:published_time"]'),
        ("published_at", 'meta[name="date"]'),
        ("url", 'meta[property="og:url"]'),
        ("byline", 'meta[name="author"]'),
    )
    for name, selector in tags:
        value = _attribute(tree, selector, "content")
        if value:
            found.setdefault(name, value)
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


def _from_json_ld(text: str) -> dict[str, str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    found: dict[str, str] = {}
    nodes = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    for node in nodes:
        if isinstance(node, dict) and node.get("@type") in _NEWS_TYPES:
            publisher = node.get("publisher")
            pairs = {
                "title": node.get("headline"),
                "published_at": node.get("datePublished"),
                "url": node.get("url"),
                "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher,
            }
            found |= {name: value for name, value in pairs.items() if isinstance(value, str) and value}
    return found


INTAKE: Intake = HtmlIntake()
