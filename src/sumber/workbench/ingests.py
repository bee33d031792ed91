"""Ingests: reports that a request hands in, read and kept one after another beside the requests.

They go the way of `sumber add`. What an ingest tells, it tells in numbered events that may be asked for again, so that a
page that lost its connection misses nothing, and one that is gone stops nothing.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from queue import Empty, Queue
from threading import Event, Lock, Thread
from typing import Final, Literal, NamedTuple

import msgspec

from sumber.adding import Adding, Answer, Counts
from sumber.errors import InputError, SumberError
from sumber.intake import RawItem, find_intake, unpack
from sumber.intake.jsonl import INTAKE as JSON_LINES
from sumber.ledger import Kept, Ledger
from sumber.ledger.opening import now_text
from sumber.model import Document, ReaderName, Value
from sumber.pipeline import open_reader
from sumber.settings import Settings
from sumber.workbench.problems import RequestError

_LOG: Final = logging.getLogger(__name__)
MOST_WAITING: Final = 20
"""So many ingests wait at most; whoever brings more is asked to come again."""
MOST_EVENTS: Final = 20_000
"""So many events of an ingest are remembered; who asks for earlier ones gets the counts instead."""
MOST_REMEMBERED: Final = 100
"""So many ingests that are over are remembered."""
_ENDING_SECONDS: Final = 60.0
"""So long the report at hand may take when the workbench ends; what is not kept by then is handed in again."""
_LOOKED_AGAIN_SECONDS: Final = 0.5

State = Literal["waiting", "running", "done", "failed"]
EventName = Literal["counts", "kept", "refused", "done", "failed"]


class Delivery(NamedTuple):
    """What is handed in: items in the format of a name or whichever fits, and how they are to be read."""

    items: tuple[RawItem, ...]
    source: str = "auto"
    reader: ReaderName = "auto"
    again: bool = False
    synthetic: bool = False
    is_named: bool = True

    @property
    def size_bytes(self) -> int:
        """How many bytes are handed in."""
        return sum(len(item.content) for item in self.items)

    @property
    def reports(self) -> int:
        """How many reports are handed in, as far as can be told before they are read."""
        return sum(self._count(item) for item in self.items)

    def _count(self, item: RawItem) -> int:
        is_lines = self.source == "jsonl" or (self.source == "auto" and find_intake(item) is JSON_LINES)
        return sum(1 for line in item.content.split(b"\n") if line.strip()) if is_lines else 1


class IngestCounts(Value, frozen=True):
    """How many reports were kept, by what became of them, and how many refused."""

    kept: dict[str, int]
    refused: int


class Refusal(Value, frozen=True):
    """A report that could not be read, with the line it stood in and what its caller calls it, where known."""

    code: str
    message: str
    line: int | None = None
    document: str | None = None


class Failure(Value, frozen=True):
    """Why an ingest ended before its end."""

    code: str
    message: str


class Told(NamedTuple):
    """An event of an ingest: its number, its name, what it tells."""

    number: int
    name: EventName
    told: Kept | Refusal | IngestCounts | Failure


class Ingest:
    """One delivery on its way into the ledger; a thread of the workbench tells, requests look on."""

    def __init__(self, delivery: Delivery) -> None:
        self.id = secrets.token_hex(8)
        self.created_at = now_text()
        self.delivery: Delivery | None = delivery
        self.reports = delivery.reports
        self.state: State = "waiting"
        self.counts = Counts()
        self._events: deque[Told] = deque(maxlen=MOST_EVENTS)
        self._last = 0
        self._lock = Lock()
        self._woken: set[Callable[[], object]] = set()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be told."""
        return self.state in {"done", "failed"}

    @property
    def counted(self) -> IngestCounts:
        """What became of the reports so far."""
        return IngestCounts(kept=self.counts.by_status, refused=self.counts.refused)

    def tell(self, name: EventName, told: Kept | Refusal | IngestCounts | Failure, state: State = "running") -> None:
        """Tell an event to whoever listens now or later."""
        with self._lock:
            self._last += 1
            self._events.append(Told(self._last, name, told))
            self.state = state
            listening = tuple(self._woken)
        for wake in listening:
            wake()

    def events_since(self, number: int) -> list[Told]:
        """The events behind a number; the counts stand for those that are not remembered any more."""
        with self._lock:
            first = self._events[0].number if self._events else 1
            found = [event for event in self._events if event.number > number]
        if number + 1 < first:
            found.insert(0, Told(first - 1, "counts", self.counted))
        return found

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """A flag that is raised in the listener's own loop whenever something is told."""
        loop, flag = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(flag.set)

        with self._lock:
            self._woken.add(wake)
        try:
            yield flag
        finally:
            with self._lock:
                self._woken.discard(wake)


class Ingests:
    """The ingests of a running workbench; one thread reads and keeps, begun with the first delivery."""

    def __init__(self, ledger: Ledger, settings: Settings, when_kept: Callable[[], None]) -> None:
        self._ledger = ledger
        self._settings = settings
        self._when_kept = when_kept
        self._known: dict[str, Ingest] = {}
        self._queue: Queue[Ingest] = Queue()
        self._lock = Lock()
        self._stopping = Event()
        self._thread: Thread | None = None

    def begin(self, delivery: Delivery) -> Ingest:
        """Let a delivery wait to be read; RequestError where too much waits already."""
        ingest = Ingest(delivery)
        with self._lock:
            waiting = [each.delivery for each in self._known.values() if each.delivery is not None]
            size_bytes = sum(each.size_bytes for each in waiting)
            if len(waiting) >= MOST_WAITING or (waiting and size_bytes + delivery.size_bytes > self._most_bytes):
                raise RequestError(
                    429, "S807", f"{len(waiting)} ingests with {size_bytes:,} bytes wait to be read; come again later"
                )
            self._known[ingest.id] = ingest
            over = [each.id for each in self._known.values() if each.is_over]
            for forgotten in over[: max(0, len(over) - MOST_REMEMBERED)]:
                del self._known[forgotten]
            if self._thread is None:
                self._thread = Thread(target=self._work, daemon=True, name="ingests")
                self._thread.start()
        self._queue.put(ingest)
        return ingest

    def find(self, ingest_id: str) -> Ingest | None:
        """The ingest of this id, unless it is forgotten."""
        return self._known.get(ingest_id)

    def list_newest(self) -> list[Ingest]:
        """All ingests that are remembered, the newest first."""
        with self._lock:
            return list(self._known.values())[::-1]

    def stop(self) -> None:
        """End what is running as soon as the report it is at is kept; what was kept stays."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(_ENDING_SECONDS)

    @property
    def _most_bytes(self) -> int:
        return 2 * self._settings.max_bytes

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                ingest = self._queue.get(timeout=_LOOKED_AGAIN_SECONDS)
            except Empty:
                continue
            self._run(ingest)

    def _run(self, ingest: Ingest) -> None:
        """Read and keep a delivery to its end; whatever fails is told, and the next one goes on."""
        try:
            self._add_all(ingest)
        except SumberError as error:
            ingest.tell("failed", Failure(code=error.code, message=error.message), "failed")
        except Exception:  # whatever it is: those that wait behind it are to be read all the same
            _LOG.exception("ingest %s failed", ingest.id)
            ingest.tell("failed", Failure(code="S809", message="this failed; what was told as kept is kept"), "failed")
        finally:
            ingest.delivery = None
            if ingest.counts.kept:
                self._when_kept()

    def _add_all(self, ingest: Ingest) -> None:
        delivery = ingest.delivery
        if delivery is None:
            return

        def tell(answer: Answer) -> None:
            if isinstance(answer, InputError):
                ingest.tell("refused", describe_refusal(answer))
            else:
                ingest.tell("kept", answer)

        adding = Adding(self._ledger, open_reader(delivery.reader, self._settings.endpoint), tell, again=delivery.again)
        ingest.counts = adding.counts
        ingest.state = "running"
        documents = chain.from_iterable(
            unpack(item, delivery.source, is_named=delivery.is_named) for item in delivery.items
        )
        for document in documents:
            if self._stopping.is_set():
                break
            adding.read(_mark(document, delivery))
            if adding.is_due:
                adding.keep_waiting()
        adding.keep_waiting()
        if self._stopping.is_set():
            ended = Failure(code="S809", message="the workbench was ended; what was told as kept is kept")
            ingest.tell("failed", ended, "failed")
        else:
            ingest.tell("done", ingest.counted, "done")


def _mark(document: Document | InputError, delivery: Delivery) -> Document | InputError:
    """A report marked as invented, where all that is handed in is said to be."""
    if delivery.synthetic and not isinstance(document, InputError):
        return msgspec.structs.replace(document, synthetic=True)
    return document


def describe_refusal(error: InputError) -> Refusal:
    """A refused report as it is told."""
    return Refusal(code=error.code, message=error.message, line=error.line, document=error.document_id)
