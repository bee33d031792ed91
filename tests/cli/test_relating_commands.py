"""The commands that tell what rests on what, from the command line to what they print."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sumber.cli import COMMANDS, build_parser, main
from sumber.errors import LedgerError, UsageError
from sumber.ledger import open_ledger
from sumber.ledger.reliability import find_reliabilities
from sumber.relating.tools import Tools
from tests.relating.reports import Said, WordsJudge, add_reports, copy_of, denied, make_report, make_vectors

TOOLS = Tools(WordsJudge(), make_vectors)
SHIPS = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")
RECEIVED = Said("Fiji received twelve patrol ships from Norway", "Ana Kolb")
HARBOUR = Said("The northern harbour burnt down during a heavy storm", "Ana Kolb")
REST = (
    Said("The ships sailed from the southern port before sunrise", "Ivo Merrin"),
    Said("Every crew had trained together throughout the winter", "Pia Lund"),
    Said("Nobody counted the barrels that were left behind there", "Olaf Berg"),
    Said("Repairs of the older vessels will begin next autumn", "Tove Dahl"),
)


class Command:
    """Runs commands on a ledger of its own, with a judge of words, and gives what they print."""

    def __init__(self, ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.ledger = ledger
        self._capsys = capsys
        self.err = ""

    def __call__(self, *arguments: str) -> str:
        """What a command prints."""
        self._capsys.readouterr()
        options = build_parser().parse_args([*arguments, "--ledger", str(self.ledger)])
        module, function = COMMANDS[options.command]
        run = getattr(import_module(f"sumber.cli.{module}"), function)
        takes_tools = options.command in {"relate", "relations", "propositions", "why", "impact"}
        assert (run(options, TOOLS) if takes_tools else run(options)) == 0
        seen = self._capsys.readouterr()
        self.err = seen.err
        return seen.out

    def lines(self, *arguments: str) -> list[dict[str, Any]]:
        """What a command prints as JSON Lines."""
        return [json.loads(line) for line in self(*arguments, "--format", "jsonl").splitlines()]

    def find_claim(self, document: str, words: str) -> str:
        """The id of the claim of a document that holds these words."""
        ids = [
            each["id"]
            for each in self.lines("claims", "--limit", "100")
            if each["document"]["caller_id"] == document and words in each["text"]
        ]
        assert len(ids) == 1
        return str(ids[0])


@pytest.fixture
def run(sqlite_address: str, capsys: pytest.CaptureFixture[str]) -> Command:
    """Commands on a ledger of four reports: one, its copy, one of another source, and a denial."""
    first = make_report("first", "Halden Post", SHIPS, *REST)
    with open_ledger(sqlite_address, may_write=True) as ledger:
        add_reports(
            ledger,
            first,
            copy_of(first, "copy", "Echo"),
            make_report("second", "Radio Vardal", RECEIVED, HARBOUR),
            make_report("denial", "Kabar Utara", denied(SHIPS._replace(by="Zed Office"))),
        )
    return Command(Path(sqlite_address), capsys)


def test_relations_are_told_as_the_format_has_them(run: Command) -> None:
    found = run.lines("relations")
    assert "4 documents related" in run.err
    kinds = {each["relation"] for each in found}
    assert {"same_story", "copy", "contradicts"} <= kinds
    (copy,) = [each for each in found if each["relation"] == "copy"]
    assert {copy["a"]["document"], copy["b"]["document"]} == {"first", "copy"}
    assert copy["kind"] == "verbatim"
    assert copy["direction"] in {"forth", "back", "unknown"}
    assert copy["a"]["claim"] is copy["a"]["span"] is None
    for each in found:
        assert 0 <= each["score"] <= 1
        assert all(set(reason) == {"name", "detail"} for reason in each["reasons"])
    conflicts = [each for each in found if each["relation"] == "contradicts"]
    assert {end["document"] for each in conflicts for end in (each["a"], each["b"])} == {
        "first",
        "copy",
        "second",
        "denial",
    }
    assert {each["kind"] for each in conflicts} == {"denial"}
    assert run.lines("relations", "--only", "copy") == [copy]
    assert run.err == ""
    assert "copy (verbatim)" in run("relations")


def test_propositions_tell_what_they_rest_on(run: Command) -> None:
    found = run.lines("propositions")
    (ships,) = [each for each in found if len(each["claims"]) == 3]
    assert set(ships) == {
        "id",
        "gloss",
        "claims",
        "independent_origins",
        "unknown_origins",
        "grade",
        "reasons",
        "outlets",
        "languages",
        "withdrawn",
    }
    assert {claim["document"] for claim in ships["claims"]} == {"first", "copy", "second"}
    assert (ships["independent_origins"], ships["unknown_origins"]) == (1, 1)
    assert sorted(ships["outlets"]) == ["Echo", "Halden Post", "Radio Vardal"]
    assert run.lines("propositions", "--limit", "1") == [ships]
    table = run("propositions")
    assert "1 (+1 unknown)" in table
    assert "3 claims · 3 outlets · en" in table


def test_claims_tell_what_they_rest_on(run: Command) -> None:
    assert "rests on" not in run("claims", "patrol")
    run("relate")
    assert "4 documents related, 6 pairs compared (at most 3 for one)" in run.err
    claim = run.find_claim("first", "patrol")
    (told,) = [each["rests_on"] for each in run.lines("claims", "patrol") if each["id"] == claim]
    assert (told["independent_origins"], told["unknown_origins"], told["outlets"], told["languages"]) == (1, 1, 3, 1)
    shown = " ".join(run("show", "first").replace("│", " ").split())
    assert "rests on 1 independent" in shown


def test_why_shows_origins_conflicts_grade_and_decisions(run: Command) -> None:
    run("relate")
    claim = run.find_claim("second", "patrol")
    shown = " ".join(run("why", claim[:10]).split())
    for words in (
        "rests on 1 independent origin (+1 unknown) · 3 outlets · en",
        'Ana Kolb > Radio Vardal: "Fiji received twelve patrol ships from Norway"',
        "conflicts",
        "denial",
        "Zed Office > Kabar Utara",
        "proposed grade",
        "says the opposite",
        "[SYNTHETIC]",
        "verbatim",
    ):
        assert words in shown, words
    run("treat", "independent", "ivo merrin", "Ana Kolb", "--reason", "each was there", "--as", "Ana")
    shown = run("why", claim)
    assert "independent, because a person decided it" in shown
    assert "treated as independent by Ana: each was there" in shown
    assert "rests on 2 independent origins" in shown
    whole = json.loads(run("why", claim, "--format", "json"))
    assert whole["proposition"]["independent_origins"] == 2


def test_decisions_are_undone(run: Command) -> None:
    one, other = run.find_claim("first", "patrol"), run.find_claim("second", "patrol")

    def sizes() -> list[int]:
        found = run.lines("propositions")
        return sorted(len(each["claims"]) for each in found if one in str(each) or other in str(each))

    def conflicts() -> set[str]:
        return {
            end["document"]
            for each in run.lines("relations", "--only", "contradicts")
            for end in (each["a"], each["b"])
        }

    assert sizes() == [3]
    told = run("treat", "different", one[:12], other, "--reason", "two deliveries", "--as", "Ana")
    assert "said to be two propositions by Ana: two deliveries" in told
    assert sizes() == [1, 2]
    run("relate", "--rebuild")
    assert sizes() == [1, 2]
    run("undo", told.split()[0], "--as", "Ana")
    assert sizes() == [3]
    assert conflicts() == {"first", "copy", "second", "denial"}
    denial = run.find_claim("denial", "patrol")
    told = run("treat", "no-conflict", one, denial, "--reason", "another delivery", "--as", "Ana")
    assert conflicts() == set()
    run("undo", told.split()[0], "--as", "Ana")
    assert conflicts() == {"first", "copy", "second", "denial"}


def test_a_source_is_graded_for_a_topic_and_a_period_and_the_letter_can_be_taken_back(run: Command) -> None:
    run("relate")
    told = run(
        "grade", "Radio Vardal", "B", "--topic", "transfer", "--from", "2024", "--reason", "own people", "--as", "Ana"
    )
    assert "radio vardal: reliability judged by Ana" in told
    assert "grade = B, topic = transfer, from = 2024-01-01: own people" in told

    def letters() -> list[str]:
        with open_ledger(str(run.ledger)) as ledger, ledger.reading() as connection:
            project = ledger.find_project(connection) or 0
            found = find_reliabilities(connection, project, ["radio vardal", "echo"])
        return [each.value["grade"] for each in found.get("radio vardal", []) if each.value]

    assert letters() == ["B"]
    again = run(
        "grade", "Radio Vardal", "D", "--topic", "transfer", "--from", "2024", "--reason", "not so", "--as", "Ben"
    )
    assert letters() == ["D"]
    run("undo", again.split()[0], "--as", "Ben")
    assert letters() == ["B"]
    with pytest.raises(LedgerError, match="S511"):
        run("grade", "Nobody", "A", "--reason", "no", "--as", "Ana")
    with pytest.raises(LedgerError, match="S517"):
        run("grade", "Echo", "A", "--from", "2025", "--to", "2024", "--reason", "no", "--as", "Ana")


def test_impact_tells_what_would_be_left(run: Command) -> None:
    told = run.lines("impact", "Radio Vardal")
    assert sorted(each["alone"] for each in told) == [False, True]
    (among,) = [each for each in told if not each["alone"]]
    assert (among["claims_without"], among["unknown_origins_without"]) == (2, 0)
    (alone,) = [each for each in told if each["alone"]]
    assert (alone["grade_without"], alone["claims_without"]) == (None, 0)
    with pytest.raises(LedgerError, match=r"S518.*sumber public"):
        run("impact", "ana kolb")
    run("public", "Ana Kolb", "--role", "harbour master", "--reason", "an office", "--as", "Ana")
    shown = run("impact", "ana kolb")
    assert "1 proposition on this source alone" in shown
    assert "1 proposition on it among others" in shown
    assert "nothing was changed" in shown
    assert len(run.lines("impact", "second")) == 2
    with pytest.raises(LedgerError, match="S511"):
        run("impact", "Nobody")


def test_ledger_that_may_only_be_read_tells_what_is_missing(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    run("relate")
    with open_ledger(str(run.ledger), may_write=True) as ledger:
        add_reports(ledger, make_report("late", "Echo", HARBOUR))
    before = run.ledger.parent
    # As root no rights hold: another user's folder is told by what the store asks the system.
    monkeypatch.setattr("os.access", lambda place, mode: mode != 2 or not str(place).startswith(str(before)))
    assert len(run.lines("propositions")) > 1
    assert "this ledger may only be read; 1 document not related yet" in run.err


@pytest.mark.parametrize("command", ["relate", "relations", "propositions", "why", "impact", "treat", "grade"])
def test_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "examples:" in capsys.readouterr().out


def test_empty_project_says_so(run: Command) -> None:
    assert run("relations", "--project", "depot", "--format", "jsonl") == ""
    assert "nothing is kept in project 'depot' yet" in run.err


def test_what_was_taken_back_is_marked_wherever_it_is_told(run: Command) -> None:
    run("relate")
    said = run("treat", "retracted", "second", "--reason", "no ship came", "--as", "Ana")
    assert "marked as retracted by Ana: no ship came" in said
    claim = run.find_claim("second", "received")
    (found,) = run.lines("claims", "received")
    assert [(each["kind"], each["reason"]) for each in found["judgements"]] == [("retracted", "no ship came")]
    assert "marked as retracted" in run("claims", "received")
    assert "[RETRACTED] Ana Kolb" in run("why", claim)
    (told,) = [each for each in run.lines("propositions") if any(end["claim"] == claim for end in each["claims"])]
    assert [(each["document"], each["kind"], each["decided_by"]) for each in told["withdrawn"]] == [
        ("second", "retracted", "Ana")
    ]
    assert "1 retracted" in " ".join(run("propositions").split())
    assert "1 retracted" in " ".join(run("impact", "Halden Post").split())


@pytest.mark.parametrize("arguments", [("retracted", "second", "first"), ("same", "second")])
def test_treat_tells_how_many_it_needs(run: Command, arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="S312"):
        run("treat", *arguments, "--reason", "seen", "--as", "Ana")
