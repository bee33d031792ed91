"""The workbench as a program of its own, as a user starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Final

_PATIENCE_SECONDS: Final = 60


@contextmanager
def serve(ledger: Path, *options: str) -> Iterator[str]:
    """The address of `sumber serve` over a ledger; it is interrupted as a user does it, and must end well."""
    # Pages tell which ledger they are over: its name alone, in pictures as well. The program is the one that runs the tests.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(str(Path(place).resolve()) for place in sys.path)}
    command = [sys.executable, "-m", "sumber", "serve", "--ledger", ledger.name, *options]
    with subprocess.Popen(
        command, cwd=ledger.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        patience = Timer(_PATIENCE_SECONDS, process.kill)
        patience.start()
        try:
            told = process.stdout.readline() if process.stdout else ""
            patience.cancel()
            address = re.search(r"http://127\.0\.0\.1:\d+", told)
            assert address, f"the server did not say where it is: {process.communicate()}"
            yield address[0]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                _, complaints = process.communicate(timeout=_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert process.returncode in (0, 130), complaints
        assert "Traceback" not in complaints, complaints
