"""Errors that a user can act on.

    SumberError
    ├── InputError       S1xx: an input that cannot be read
    │   └── ReaderError  S4xx: a reader outside this program that gives no answer on an input
    ├── DataError        S2xx: a data file of the package that is malformed
    ├── UsageError       S3xx: options that do not fit together
    ├── EvidenceError    S6xx: a key, checkpoint, timestamp or dump that is not what it should be
    ├── LedgerError      S5xx: a ledger that cannot be opened, read or written
    └── RequestError     S8xx: a request to the workbench that is not answered as asked (sumber.workbench.problems)

Every message says what is wrong, where, and what was expected.
"""

from __future__ import annotations


class SumberError(Exception):
    """Base of all errors Sumber raises on purpose; `code` is stable and documented."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class InputError(SumberError):
    """An input (file, line, field) that cannot be read; other inputs go on."""

    def __init__(self, code: str, message: str, *, line: int | None = None, document_id: str | None = None) -> None:
        super().__init__(code, message)
        self.line = line
        self.document_id = document_id


class DataError(SumberError):
    """A data file that ships with Sumber is malformed; names the file and line."""


class UsageError(SumberError):
    """Options or arguments that do not fit together."""


class ReaderError(InputError):
    """An input on which a reader outside this program, such as a language model's endpoint, gives no usable answer."""


class EvidenceError(SumberError):
    """A key, note, checkpoint, timestamp or dump that is not what it should be."""


class LedgerError(SumberError):
    """A ledger that cannot be opened, read or written; what it held before is untouched."""
