"""Originals made harmless: hostile pages lose what runs, loads, sends or dresses, and keep their words."""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.workbench.views.originals import POLICY, OriginalKind, clean_page, find_kind, show_page, show_text

PAGES = tomllib.loads((Path(__file__).parent / "hostile_pages.toml").read_text("utf-8"))["page"]
KINDS: list[tuple[bytes, OriginalKind]] = [
    (b"<!doctype html><p>Hi", "page"),
    (b"  <HTML><head>", "page"),
    (b"Plain words", "text"),
    ("Слова".encode("windows-1251"), "text"),
    (b"\xff\xfeH\x00i\x00", "text"),
    (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "text"),
    (b"%PDF-1.7 \x00", "other"),
    (b"PK\x03\x04", "other"),
    (b"\x89PNG\r\n", "other"),
    (b"<html>\x00\x01\x02", "other"),
]
PARTS = st.sampled_from(
    [
        "<",
        ">",
        "</",
        "script",
        "svg",
        "style",
        "a href=",
        "'",
        '"',
        "javascript:",
        "onload=",
        "x",
        " ",
        "<!--",
        "-->",
        "&lt;",
    ]
)


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_of_a_hostile_page_only_words_are_left(page: dict[str, str]) -> None:
    assert clean_page(page["source"]) == page["left"]


@given(st.lists(PARTS, max_size=30).map("".join))
def test_whatever_is_joined_holds_nothing_that_runs(source: str) -> None:
    cleaned = clean_page(source)
    assert not re.search(r"<(?:script|svg|style|iframe|form|img|math|object)\b", cleaned, re.IGNORECASE)
    assert not re.search(r"<[^>]*\s(?:on\w+|style)\s*=", cleaned, re.IGNORECASE)
    assert not re.search(r"<[^>]*href=\"(?!https?:)", cleaned)
    assert clean_page(cleaned) == cleaned


@pytest.mark.parametrize(("content", "kind"), KINDS)
def test_originals_are_told_apart_by_how_they_begin(content: bytes, kind: OriginalKind) -> None:
    assert find_kind(content) == kind


def test_a_shown_page_carries_our_style_alone_as_its_policy_says() -> None:
    shown = show_page("<html><style>p{}</style><p>Слова".encode("windows-1251"), "<Title>", "Invented")
    (style,) = re.findall("<style>(.*?)</style>", shown)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in POLICY
    assert "default-src 'none'" in POLICY
    assert POLICY.endswith("; sandbox")
    assert "<title>&lt;Title&gt;</title>" in shown
    assert "Invented" in shown


def test_text_is_shown_by_its_own_encoding() -> None:
    assert show_text("\ufeff한국".encode("utf-16")) in {"한국", "\ufeff한국"}
    assert show_text("<b>é</b>".encode("windows-1252")) == "<b>é</b>"
