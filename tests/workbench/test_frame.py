"""The frame of all pages: who is answered, in which language, and with which policy."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from sumber.workbench.guarding import POLICY
from sumber.workbench.words import choose_language, get_words, word_languages

REFUSED = [
    ("GET", {"host": "evil.example"}),
    ("GET", {"host": "127.0.0.1.evil.example:8470"}),
    ("POST", {"origin": "https://evil.example"}),
    ("POST", {"origin": "null"}),
    ("POST", {"sec-fetch-site": "cross-site"}),
    ("POST", {"sec-fetch-site": "same-site"}),
]


@pytest.mark.parametrize(("method", "headers"), REFUSED)
def test_other_hosts_and_writes_from_other_sites_are_refused(
    client: TestClient, method: str, headers: dict[str, str]
) -> None:
    answer = client.request(method, "/settings" if method == "POST" else "/", headers=headers)
    assert answer.status_code == 403
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("host", ["localhost:8470", "127.0.0.1:8470", "[::1]:8470", "localhost"])
def test_this_machine_is_answered_by_each_of_its_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_no_page_holds_a_script_or_a_style_of_its_own_or_an_address_outside(client: TestClient) -> None:
    page = client.get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", page)
    assert "<style" not in page
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_the_theme_the_language_and_the_keys_are_kept_and_lead_back_only_to_our_pages(client: TestClient) -> None:
    answer = client.post(
        "/settings", data={"language": "id", "theme": "dark", "keys": "off", "back": "/search"}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/search")
    page = client.get("/").text
    assert '<html lang="id" data-theme="dark" data-keys="off">' in page
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = client.post("/settings", data={"back": elsewhere}, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_what_is_not_there_is_told_as_such(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert get_words("en")("error.404") in answer.text


def test_files_of_ours_may_be_kept_for_good(client: TestClient) -> None:
    address = re.findall(r'href="(/static/base\.css[^"]+)"', client.get("/").text)[0]
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("code", word_languages())
def test_every_language_has_the_same_entries_with_the_same_fields(code: str) -> None:
    def fields(words: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", words))

    default, entries = get_words("en").entries, get_words(code).entries
    assert entries.keys() == default.keys()
    assert {key for key in default if fields(default[key]) != fields(entries[key])} == set()


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [("id", "en", "id"), ("xx", "id-ID,en;q=0.5", "id"), (None, "", "en"), (None, "fr, ko", "en")],
)
def test_the_language_is_the_one_asked_for_else_the_browsers(asked: str | None, accepted: str, chosen: str) -> None:
    assert choose_language(asked, accepted) == chosen
