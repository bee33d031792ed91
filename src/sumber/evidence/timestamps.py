"""RFC 3161 timestamps on checkpoints: asking for one, and checking what an authority answered."""

from __future__ import annotations

import datetime as dt
import hashlib

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from sumber.errors import EvidenceError

MAX_RESPONSE_BYTES = 1_000_000


class Authorities:
    """The certificates that timestamps may rest on, from PEM; EvidenceError where there is none in it."""

    def __init__(self, pem: bytes) -> None:
        try:
            self.certificates = tuple(x509.load_pem_x509_certificates(pem))
        except ValueError as error:
            raise EvidenceError("S605", f"no certificates in PEM form: {error}") from error


def make_request(note: bytes) -> TimeStampRequest:
    """The question for a timestamp on these bytes; its `as_bytes()` is what is sent."""
    return TimestampRequestBuilder().data(note).hash_algorithm(HashAlgorithm.SHA256).build()


def check_answer(response: bytes, request: TimeStampRequest, authorities: Authorities | None) -> dt.datetime:
    """The time that an authority's answer to this request states; EvidenceError where it is no proper answer to it."""
    answer = _read(response)
    if answer.tst_info.nonce != request.nonce:
        raise EvidenceError("S605", "it answers another request (its nonce differs)")
    return _check(answer, request.message_imprint.message, authorities)


def check_timestamp(response: bytes, note: bytes, authorities: Authorities | None) -> dt.datetime:
    """The time at which these bytes existed, as a kept answer states it; EvidenceError where it is not about them.

    Without `authorities` the answer's signature is not checked: then anybody may have made it. A certificate needs to
    have been valid at the stated time, not now.
    """
    return _check(_read(response), hashlib.sha256(note).digest(), authorities)


def _read(response: bytes) -> TimeStampResponse:
    if len(response) > MAX_RESPONSE_BYTES:
        raise EvidenceError("S605", f"an answer of {len(response)} bytes; at most {MAX_RESPONSE_BYTES} are read")
    try:
        answer = decode_timestamp_response(response)
        status = answer.status
    except ValueError as error:
        raise EvidenceError("S605", f"it is no RFC 3161 answer: {error}") from error
    if status != PKIStatus.GRANTED:
        raise EvidenceError("S605", f"the authority refused (status {status})")
    return answer


def _check(answer: TimeStampResponse, digest: bytes, authorities: Authorities | None) -> dt.datetime:
    try:
        if answer.tst_info.message_imprint.message != digest:
            raise EvidenceError("S605", "it is about other bytes than this checkpoint's")
        if authorities is not None:
            VerifierBuilder(roots=list(authorities.certificates)).build().verify(answer, digest)
        return answer.tst_info.gen_time.astimezone(dt.UTC)
    except VerificationError as error:
        # What follows the first words is OpenSSL's stack of errors, which names source files.
        why = str(error).partition(": ErrorStack")[0]
        raise EvidenceError("S605", f"it does not rest on the certificates given: {why}") from error
    except ValueError as error:
        raise EvidenceError("S605", f"it is no RFC 3161 answer: {error}") from error
