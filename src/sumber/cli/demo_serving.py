"""`sumber demo --serve`: the bundled samples in the workbench, in a ledger that is gone when it ends."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sumber.cli.exits import EXIT_OK
from sumber.cli.serve import need_workbench, serve_desk
from sumber.cli.stopping import Stopping
from sumber.errors import InputError
from sumber.evidence.keys import create_key, make_key_name
from sumber.ledger import Arrival, Ledger, keep, open_ledger
from sumber.ledger.signing import sign_log
from sumber.model import Document
from sumber.pipeline import open_reader, read_document
from sumber.relating.bringing import bring_up_to_date
from sumber.relating.tools import open_tools
from sumber.settings import read_settings

_INVENTED: Final = "All of it is invented: the happenings, persons and outlets do not exist. It is gone after Ctrl-C."


def serve_samples(options: Namespace, documents: Iterable[Document | InputError]) -> int:
    """Read the samples into a ledger in a folder of its own, relate them, and serve the workbench until interrupted."""
    need_workbench()
    from sumber.workbench.desk import Desk

    settings = read_settings()
    # A stop unwinds through here, so that nothing is left behind.
    with (
        Stopping(),
        tempfile.TemporaryDirectory(prefix="sumber-demo-") as folder,
        open_ledger(str(Path(folder) / "samples.db"), may_write=True) as ledger,
    ):
        _fill(ledger, documents, Path(folder))
        print(_INVENTED, flush=True)
        serve_desk(Desk(ledger, settings, name=settings.name), options)
    return EXIT_OK


def _fill(ledger: Ledger, documents: Iterable[Document | InputError], folder: Path) -> None:
    samples = [each for each in documents if isinstance(each, Document)]
    print(f"Reading {len(samples)} sample reports and what rests on what …", flush=True)
    reader, tools = open_reader(), open_tools()
    keep(ledger, [Arrival(each, read_document(each, reader)) for each in samples])
    bring_up_to_date(ledger, tools.judge, tools.vectors)
    # Its key goes with the ledger: nothing is to be left among the user's own.
    sign_log(ledger, create_key(make_key_name(), folder / "keys"))
