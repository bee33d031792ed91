"""Timestamps from a real local authority that answers well, badly, slowly and not at all."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.errors import EvidenceError
from sumber.evidence.authority import Authority, UnreachableError, ask_for_timestamp, stamp_waiting
from sumber.evidence.timestamps import MAX_RESPONSE_BYTES, Authorities, check_timestamp, make_request
from tests.evidence.local_authority import (
    Handler,
    LocalAuthority,
    Reply,
    reply_by_drops,
    reply_slowly,
    reply_well,
    reply_with,
    serve,
)

NOTE = b"a checkpoint's note"
OTHER = b"another note"
REFUSED = bytes.fromhex("30053003020102")  # a TimeStampResp whose status is "rejection" and which holds no token

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the tests' authority is OpenSSL's")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> LocalAuthority:
    return LocalAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> LocalAuthority:
    return LocalAuthority(tmp_path_factory.mktemp("stranger"))


def _ask(reply: Reply, trusted: LocalAuthority, timeout_seconds: float = 20.0) -> bytes:
    with serve(reply) as server:
        where = Authority(url=server.url, timeout_seconds=timeout_seconds, trusted=Authorities(trusted.pem))
        return ask_for_timestamp(where, NOTE)


def test_a_good_answer_is_kept_and_holds_later(authority: LocalAuthority) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    answer = _ask(reply_well(authority), authority)
    stated = check_timestamp(answer, NOTE, Authorities(authority.pem))
    assert before <= stated <= dt.datetime.now(dt.UTC)
    assert stated.tzinfo is dt.UTC


def test_an_answer_holds_for_its_own_bytes_and_authority_alone(
    authority: LocalAuthority, stranger: LocalAuthority
) -> None:
    answer = authority.answer(make_request(NOTE).as_bytes())
    with pytest.raises(EvidenceError, match="about other bytes"):
        check_timestamp(answer, OTHER, Authorities(authority.pem))
    with pytest.raises(EvidenceError, match="does not rest on the certificates given"):
        check_timestamp(answer, NOTE, Authorities(stranger.pem))
    both = Authorities(stranger.pem + authority.pem)
    assert check_timestamp(answer, NOTE, both) == check_timestamp(answer, NOTE, None)


def test_bad_answers_are_refused(authority: LocalAuthority, stranger: LocalAuthority) -> None:
    replayed = authority.answer(make_request(NOTE).as_bytes())
    elsewhere = authority.answer(make_request(OTHER).as_bytes())
    cases: list[tuple[Reply, str]] = [
        (reply_with(replayed), "another request"),
        (reply_with(elsewhere), "another request"),
        (reply_with(b""), "no RFC 3161 answer"),
        (reply_with(b"<html>no"), "no RFC 3161 answer"),
        (reply_with(replayed[:-1]), "no RFC 3161 answer"),
        (reply_with(REFUSED), "no RFC 3161 answer|refused"),
        (reply_well(stranger), "does not rest on the certificates given"),
        (reply_with(b"", 404), "status 404"),
    ]
    for reply, expected in cases:
        with pytest.raises(EvidenceError, match=expected) as refused:
            _ask(reply, authority)
        assert not isinstance(refused.value, UnreachableError)


def _redirect(handler: Handler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:9/")
    handler.end_headers()


@pytest.mark.parametrize(
    "reply",
    [
        reply_slowly(1.0),
        reply_by_drops(1.5),
        reply_with(b"", 503),
        reply_with(b"", 429),
        reply_with(b"0" * (MAX_RESPONSE_BYTES + 1)),
        _redirect,
    ],
    ids=["slow", "by drops", "503", "429", "endless", "redirect"],
)
def test_what_may_pass_is_told_as_out_of_reach(reply: Reply, authority: LocalAuthority) -> None:
    began = time.monotonic()
    with pytest.raises(UnreachableError):
        _ask(reply, authority, timeout_seconds=0.4)
    assert time.monotonic() - began < 30


def test_nobody_there_is_out_of_reach() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(UnreachableError, match="cannot be reached"):
            ask_for_timestamp(Authority(url=url, timeout_seconds=2.0), NOTE)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/", "a.example", ""])
def test_only_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(EvidenceError, match="expected http"):
        ask_for_timestamp(Authority(url=url), NOTE)


def test_waiting_checkpoints_are_worked_off_once_the_authority_is_back(authority: LocalAuthority) -> None:
    kept: dict[bytes, bytes] = {}
    notes = [b"one", b"two", b"three"]
    with serve(reply_with(b"", 503)) as server:
        where = Authority(url=server.url, trusted=Authorities(authority.pem))
        offline = stamp_waiting(notes, where, kept.__setitem__)
        assert (offline.stamped, offline.waiting, server.asked) == (0, 3, 1)
        assert "503" in offline.reasons[0]
        server.reply = reply_well(authority)
        online = stamp_waiting(notes, where, kept.__setitem__)
    assert (online.stamped, online.waiting, online.reasons) == (3, 0, ())
    for note in notes:
        assert check_timestamp(kept[note], note, Authorities(authority.pem))


def test_a_refusal_does_not_hold_up_the_others(authority: LocalAuthority) -> None:
    replies: Iterator[Reply] = iter([reply_well(authority), reply_with(REFUSED), reply_well(authority)])
    kept: dict[bytes, bytes] = {}

    def reply(handler: Handler) -> None:
        next(replies)(handler)

    with serve(reply) as server:
        where = Authority(url=server.url, trusted=Authorities(authority.pem))
        done = stamp_waiting([b"one", b"two", b"three"], where, kept.__setitem__)
    assert (done.stamped, done.refused, done.waiting) == (2, 1, 1)
    assert sorted(kept) == [b"one", b"three"]


@pytest.mark.parametrize(
    "pem", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
)
def test_what_is_no_certificate_is_refused(pem: bytes) -> None:
    with pytest.raises(EvidenceError, match="no certificates in PEM form"):
        Authorities(pem)


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_a_changed_answer_never_holds_for_other_bytes_or_times(authority: LocalAuthority, data: st.DataObject) -> None:
    answer = bytearray(_fixed_answer(authority))
    stated = check_timestamp(bytes(answer), NOTE, Authorities(authority.pem))
    for _ in range(data.draw(st.integers(1, 4))):
        answer[data.draw(st.integers(0, len(answer) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert check_timestamp(bytes(answer), NOTE, Authorities(authority.pem)) == stated
    except EvidenceError:
        return


_ANSWERS: dict[int, bytes] = {}


def _fixed_answer(authority: LocalAuthority) -> bytes:
    return _ANSWERS.setdefault(id(authority), authority.answer(make_request(NOTE).as_bytes()))


def test_longer_than_any_answer_is_not_read() -> None:
    with pytest.raises(EvidenceError, match="at most"):
        check_timestamp(bytes(MAX_RESPONSE_BYTES + 1), NOTE, None)
