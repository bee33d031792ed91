"""A program that relates is killed: nothing half-written is seen, and the next run comes to the same end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from sumber.analysis.describing import proposition_id
from sumber.ledger import Ledger, open_ledger
from sumber.ledger.propositions import decode_proposition, find_members
from sumber.ledger.relation_schema import (
    claim_relations,
    conflicts,
    document_relations,
    meetings,
    profile_keys,
    profiles,
    proposition_claims,
    propositions,
    unsettled_claims,
)
from tests.relating.reports import Said, add_reports, copy_of, denied, make_report, relate_all, snapshot

ROOT = Path(__file__).parents[2]
SEED = 20250210
LONGEST_LIFE_SECONDS = 1.0
SHIPS = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")
FIRE = Said("The northern harbour burnt down during a heavy storm", "Ana Kolb")

if os.name == "nt":
    pytest.skip("signals of POSIX systems", allow_module_level=True)


class Nursery:
    """Starts programs that relate, and kills them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._orders, self._told = process.stdin, process.stdout

    def relate(self, address: str, how: str, life_seconds: float) -> bool:
        """Let a program relate for so long, then kill it; gives whether it came to its end before."""
        self._orders.write(f"{address} {how}\n")
        self._orders.flush()
        pid = int(self._told.readline().removeprefix("pid "))
        time.sleep(life_seconds)
        with suppress(ProcessLookupError):  # it may have come to its end
            os.kill(pid, signal.SIGKILL)
        told = list(iter(self._told.readline, "dead\n"))
        return "done\n" in told


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.relating.nursery"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process)


def _fill(ledger: Ledger) -> None:
    for number in range(15):
        first = make_report(f"r{number}", "Halden Post", SHIPS, FIRE, day=f"2025-02-{10 + number % 3}")
        add_reports(ledger, first, copy_of(first, f"c{number}", "Echo"))
    add_reports(ledger, make_report("denial", "Kabar Utara", denied(SHIPS._replace(by="Zed Office"))))


def _check_whole(connection: Connection) -> None:
    """Whatever is there is there with all that belongs to it; what is not worked out yet waits."""
    profiled = {row.document_no: row.claims for row in connection.execute(select(profiles))}
    assert set(connection.scalars(select(profile_keys.c.document_no))) == set(profiled)
    for table in (meetings, document_relations, claim_relations, conflicts):
        assert {no for row in connection.execute(select(table.c.a_no, table.c.b_no)) for no in row} <= set(profiled)
    claims = {(no, at) for no, count in profiled.items() for at in range(count)}
    waiting = {tuple(row) for row in connection.execute(select(unsettled_claims))}
    placed = {(row.document_no, row.at): row for row in connection.execute(select(proposition_claims))}
    assert claims == waiting | set(placed)
    members = find_members(connection, {row.proposition_no for row in placed.values()})
    for row in connection.execute(select(propositions)):
        told = decode_proposition(row.packed)
        assert told.id == row.id == proposition_id([(end.document, end.claim or "") for end in told.claims])
        assert len(members[row.no]) == row.claims == len(told.claims)
    assert connection.scalar(select(func.count()).select_from(propositions)) == len(members)


def _kill_often(nursery: Nursery, address: str, times: int) -> None:
    chance = random.Random(SEED)  # noqa: S311  # moments of death, not secrets
    with open_ledger(address, may_write=True) as ledger:
        _fill(ledger)
        relate_all(ledger)
        whole = snapshot(ledger)
    ended = 0
    for turn in range(times):
        life = chance.uniform(0, LONGEST_LIFE_SECONDS)
        ended += nursery.relate(address, "anew" if turn % 3 == 0 else "on", life)
        with open_ledger(address) as ledger, ledger.reading() as connection:
            _check_whole(connection)
    assert ended < times
    with open_ledger(address, may_write=True) as ledger:
        relate_all(ledger)
        assert snapshot(ledger) == whole


def test_kill_leaves_nothing_by_half_on_sqlite(nursery: Nursery, sqlite_address: str) -> None:
    _kill_often(nursery, sqlite_address, 9)


@pytest.mark.long
def test_a_hundred_kills_on_sqlite(nursery: Nursery, sqlite_address: str) -> None:
    _kill_often(nursery, sqlite_address, 100)


@pytest.mark.long
def test_thirty_kills_on_postgresql(nursery: Nursery, postgres_address: str) -> None:
    _kill_often(nursery, postgres_address, 30)
