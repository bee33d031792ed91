"""Progress on standard error: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


def wants_progress(out: TextIO, *, quiet: bool) -> bool:
    """Whether a bar helps: someone watches standard error, and the readings do not scroll by on the same terminal."""
    return not quiet and sys.stderr.isatty() and not out.isatty()


@contextmanager
def show_progress(
    total: int | None, *, wanted: bool, doing: str = "reading", what: str = "reports"
) -> Iterator[Callable[[], None]]:
    """A bar for `total` reports (None where nobody knows how many come); gives what to call after each.

    `doing` and `what` are the words beside the bar.
    """
    if not wanted or total == 1:
        yield _stand_still
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    # Standard output stays untouched: the readings go there, and it may be a pipe.
    bar = Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(what),
        TimeElapsedColumn(),
        console=Console(stderr=True, highlight=False),
        redirect_stdout=False,
    )
    with bar:
        task = bar.add_task(doing, total=total)
        yield lambda: bar.advance(task)
        if total is None:
            bar.update(task, total=bar.tasks[0].completed)


def _stand_still() -> None:
    """No bar, nothing to move."""
