"""The commands and options, with their help."""

from __future__ import annotations

import argparse
import re

from sumber.cli.exits import EXIT_HELP
from sumber.cli.ledger_options import add_ledger_options
from sumber.cli.ledger_parser import add_add_options, add_ledger_commands
from sumber.cli.serving_parser import add_port
from sumber.errors import UsageError
from sumber.model import READER_NAMES

_EPILOG = f"""examples:
  sumber demo
  sumber read report.txt --publisher "The Halden Post" --published 2025-02-10
  sumber read saved-pages/ --format jsonl --out readings.jsonl
  sumber read - --format jsonl < reports.jsonl
  sumber add saved-pages/
  sumber claims "containers DPRK Russia"
  sumber languages
  sumber who Korut
  sumber verify dump/

{EXIT_HELP}"""

_READ_EPILOG = f"""examples:
  sumber read report.txt --publisher "The Halden Post" --published 2025-02-10 --explain
  sumber read a.txt b.html "reports/*.jsonl" --format csv > claims.csv
  sumber read saved-pages/ --format jsonl --out readings.jsonl
  sumber read - --format jsonl < reports.jsonl

A folder is read with all folders in it; hidden files are left out. Standard
input is JSON Lines where it begins with "{{", else one report. The fields of a JSON
line win over --publisher and the like, which win over what a page says of itself.

The table fits the terminal; in a pipe it is plain and 120 columns wide, or as
wide as COLUMNS says. NO_COLOR=1 makes it plain on a terminal too.

{EXIT_HELP}"""

_LANGUAGES_EPILOG = """examples:
  sumber languages
  sumber languages --format json"""

_WHO_EPILOG = """examples:
  sumber who Georgia
  sumber who AS --language id
  sumber who "Vladimir Putin" --published 2025-02-10
  sumber who КНДР --format json
  printf '%s\\n' Korut RPDC КНДР | sumber who -

Letter case counts as it does in a report: "AS" is a name, "as" is none.

exit codes:
  0    something is known of every name
  1    nothing is known of a name; what is known of the others was printed
  2    wrong usage"""

_VERIFY_EPILOG = """examples:
  sumber verify
  sumber verify dump/
  sumber verify march.zip
  sumber verify dump/ --key "sumber.invalid/7c31+bdf9efee+AQOhB7/zzhC..."
  sumber verify dump/ --key colleague.key --against checkpoint-of-march.txt
  sumber verify dump/ --authority timestamp-roots.pem --format json

Nothing is fetched, and a dump needs no database. Every break is named with its
place; what cannot be proved is said. Keep a copy of the last checkpoint in
checkpoints.txt (or of sumber log --checkpoint) elsewhere: only it shows later that nothing was cut off.

exit codes:
  0    all that was checked holds
  1    something is broken; it was printed, and all else was checked
  2    wrong usage, or no dump; nothing was checked
  130  interrupted (Ctrl-C)"""

_ADD_EPILOG = f"""examples:
  sumber add report.txt --publisher "The Halden Post" --published 2025-02-10
  sumber add saved-pages/ "reports/*.jsonl" --project depot
  sumber add - --format jsonl < reports.jsonl

Takes whatever sumber read takes. Each report is told as new, same, updated (it
says something of itself that it did not say before) or a new version; it is told
only when it is safely on the disk. What is kept already is not read again.

{EXIT_HELP}"""

_DEMO_EPILOG = """examples:
  sumber demo
  sumber demo --format jsonl
  sumber demo --serve"""


COMMAND_WIDTH = 15


class _HelpForm(argparse.RawDescriptionHelpFormatter):
    """Help with room for the names of all commands beside what they do."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog)
        # The longest command is indented deeper than argparse reckons with, and would get a line of its own.
        self._action_max_length = COMMAND_WIDTH


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="sumber",
        description="Reads news reports and finds every claim and who says so.",
        epilog=_EPILOG,
        formatter_class=_HelpForm,
    )
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_read_options(
        commands.add_parser(
            "read",
            help="read reports",
            description="Reads reports and prints their claims, each with its chain of sources.",
            epilog=_READ_EPILOG,
            formatter_class=_HelpForm,
        )
    )
    add = commands.add_parser(
        "add",
        help="read reports and keep them in the ledger",
        description="Reads reports and keeps them, with all that was found in them, in the evidence ledger.",
        epilog=_ADD_EPILOG,
        formatter_class=_HelpForm,
    )
    _add_input_options(add)
    add_add_options(add)
    add_ledger_commands(commands, _HelpForm)
    languages = commands.add_parser(
        "languages",
        help="what is read, and how well",
        description="Lists the languages, how deeply each is read and how well that scored.",
        epilog=_LANGUAGES_EPILOG,
        formatter_class=_HelpForm,
    )
    languages.add_argument("--format", default="table", choices=("table", "json"), help="table (default) or json")
    _add_who_options(
        commands.add_parser(
            "who",
            help="what a name can mean, and why",
            description="Explains what a name can mean: every entry that bears it, the towns of that name,\n"
            "and what it means alone in each language, or which clue would decide.",
            epilog=_WHO_EPILOG,
            formatter_class=_HelpForm,
        )
    )
    _add_verify_options(
        commands.add_parser(
            "verify",
            help="check a ledger or a dump against its log",
            description="Checks quotes against texts, texts and readings against the log, the log against its\n"
            "signed checkpoints and those you kept, and timestamps. Says what broke, and where.",
            epilog=_VERIFY_EPILOG,
            formatter_class=_HelpForm,
        )
    )
    demo = commands.add_parser(
        "demo",
        help="read the bundled sample reports (synthetic)",
        description="Reads the bundled sample reports; every one of them is invented.",
        epilog=_DEMO_EPILOG,
        formatter_class=_HelpForm,
    )
    _add_format(demo)
    demo.add_argument("--serve", action="store_true", help="open them in the workbench, kept until Ctrl-C")
    add_port(demo)
    return parser


def _add_input_options(read: argparse.ArgumentParser) -> None:
    read.add_argument("paths", nargs="+", metavar="PATH", help='file, folder, pattern, or "-" for standard input')
    about = read.add_argument_group("about the reports")
    about.add_argument("--publisher", metavar="NAME", help="who published them")
    about.add_argument(
        "--published",
        metavar="DATE",
        type=publication_time,
        help="when: 2025-02-10 or 2025-02-10T09:30:00+07:00; relative dates count from it",
    )
    about.add_argument(
        "--language", metavar="CODE", type=language_code, help='ISO 639 code such as "id"; identified where not given'
    )
    about.add_argument("--title", help="the headline, where the text does not hold it")
    about.add_argument("--url", help="the address of the report")
    about.add_argument(
        "--from",
        dest="source",
        default="auto",
        metavar="FORMAT",
        type=input_format,
        help="what the inputs are: auto (default), text, html or jsonl",
    )
    read.add_argument(
        "--reader",
        default="auto",
        choices=READER_NAMES,
        help="auto (default): for each language the reader that measured better; trained: the model; lexical: the rules; "
        "llm: the endpoint that SUMBER_LLM_URL and SUMBER_LLM_MODEL name, to which the reports are sent",
    )


def _add_read_options(read: argparse.ArgumentParser) -> None:
    _add_input_options(read)
    shown = read.add_argument_group("what is printed")
    _add_format(shown)
    shown.add_argument(
        "--explain", action="store_true", help="show the cue, rule and earlier sentence behind each finding"
    )
    shown.add_argument("--out", metavar="FILE", help="write there instead of standard output")
    shown.add_argument(
        "--quiet",
        action="store_true",
        help="no progress; else it is shown on a terminal while the output goes to a file or pipe",
    )


def _add_who_options(who: argparse.ArgumentParser) -> None:
    who.add_argument("name", metavar="NAME", help='a name as a report prints it, or "-": one a line of standard input')
    who.add_argument(
        "--language", metavar="CODE", type=language_code, help="in this language alone; in all where not given"
    )
    who.add_argument(
        "--published", metavar="DATE", type=publication_time, help="in a report of this day; offices count then"
    )
    who.add_argument("--format", default="table", choices=("table", "json"), help="table (default) or json")


def _add_verify_options(verify: argparse.ArgumentParser) -> None:
    verify.add_argument(
        "path", nargs="?", metavar="PATH", help="the folder or the zip of a dump; else the ledger is checked"
    )
    add_ledger_options(verify)
    trust = verify.add_argument_group("what you trust")
    trust.add_argument(
        "--key",
        metavar="KEY",
        action="append",
        default=[],
        help='the verifier key ("name+id+base64") that must have signed, or a file with it; may be given again',
    )
    trust.add_argument(
        "--against",
        metavar="FILE",
        action="append",
        default=[],
        help="checkpoints kept from earlier, which the log must still agree with; may be given again",
    )
    trust.add_argument(
        "--authority",
        metavar="FILE",
        action="append",
        default=[],
        help="certificates (PEM) that timestamps must rest on; may be given again",
    )
    verify.add_argument("--format", default="table", choices=("table", "json"), help="table (default) or json")
    verify.add_argument("--quiet", action="store_true", help="no progress")


def _add_format(options: argparse._ActionsContainer) -> None:
    options.add_argument(
        "--format", default="table", metavar="FORMAT", type=output_format, help="table (default), json, jsonl or csv"
    )


def publication_time(words: str) -> str:
    """A usable publication date or time, as it was given."""
    from sumber.resolution.dates import read_publication_day

    if read_publication_day(words) is None:
        raise argparse.ArgumentTypeError(
            f"{words!r} is no usable date: expected one such as 2025-02-10, or a time such as 2025-02-10T09:30:00+07:00"
        )
    return words


def language_code(words: str) -> str:
    """A language code by its shape; one that is not read yet gives readings that say so."""
    if not re.fullmatch(r"[a-z]{2,3}", words):
        raise argparse.ArgumentTypeError(
            f'{words!r} is no language code: expected two or three small letters such as "id" ("sumber languages" lists them)'
        )
    return words


def input_format(name: str) -> str:
    """The name of an input format, or "auto"."""
    from sumber.intake import get_intake, intake_names

    try:
        if name != "auto":
            get_intake(name)
    except UsageError as error:
        raise argparse.ArgumentTypeError(
            f"no input format {name!r}: expected one of {', '.join(('auto', *intake_names()))} [{error.code}]"
        ) from error
    return name


def output_format(name: str) -> str:
    """The name of an output format, or "table"."""
    from sumber.exports import export_names, get_exporter

    try:
        if name != "table":
            get_exporter(name)
    except UsageError as error:
        raise argparse.ArgumentTypeError(
            f"no output format {name!r}: expected one of {', '.join(('table', *export_names()))} [{error.code}]"
        ) from error
    return name
