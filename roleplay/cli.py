"""The command line. Each command is one module under ``roleplay.commands``, imported only when it is asked for.

Exit codes: 0 success, 2 wrong usage or bad input, 1 a failure of our own. Only the result goes to standard output.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from roleplay import __version__
from roleplay.terms import Language

DESCRIPTION = "Practise sales calls with a simulated buyer, and score calls with quotes for every point."


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="roleplay", description=DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"roleplay {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="start the web app")
    serve.add_argument("--host", help="address to listen on (default: ROLEPLAY_HOST or 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (default: ROLEPLAY_PORT or 7860)")

    check = commands.add_parser("check", help="check buyers, offers, lines and rubrics, and say what to mend")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders (default: all content)")
    _add_language(check)

    doctor = commands.add_parser("doctor", help="say what is configured and whether it works")
    _add_language(doctor)

    analyze = commands.add_parser("analyze", help="print what the analysis finds in the rep's turns")
    _add_files(analyze)
    analyze.add_argument("--format", choices=("json", "jsonl"), default="json")

    score = commands.add_parser("score", help="print a scorecard for each transcript")
    _add_files(score)
    score.add_argument("--rubric", metavar="NAME_OR_FILE", help="rubric to use (default: the one of the call type)")
    score.add_argument("--format", choices=("json", "jsonl", "markdown", "html"), default="json")
    score.add_argument(
        "--judge", default="none", metavar="none|auto|MODEL",
        help="model that judges what rules cannot see (default: none, which is reproducible to the byte)",
    )  # fmt: skip
    _add_language(score)

    chat = commands.add_parser("chat", help="hold a call in the terminal")
    chat.add_argument("buyer", nargs="?", help="id of the buyer (default: the easiest in your language)")
    chat.add_argument("--call", metavar="TYPE", help="cold_call, discovery_visit, negotiation or objection_handling")
    chat.add_argument("--seed", type=int, help="the same seed and words give the same call")
    _add_language(chat)

    buyers = commands.add_parser("buyers", help="list the buyers")
    buyers.add_argument("--format", choices=("text", "json"), default="text")
    _add_language(buyers)
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE",
        help="transcripts as JSON or JSON lines, or folders of them",
    )  # fmt: skip
    parser.add_argument(
        "--workers", type=_workers, default=None, metavar="auto|N",
        help="processes at once (default: auto, one a core)",
    )  # fmt: skip
    parser.add_argument(
        "--keep-going", action="store_true",
        help="pass over what cannot be read, naming it (default: read all first, and stop before the first result)",
    )  # fmt: skip


def _workers(text: str) -> int | None:
    if text == "auto":
        return None
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of processes — use auto, or 1 or more")
    return int(text)


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", type=Language, choices=list(Language), metavar="en|zh-Hans|zh-Hant",
        help="language of the messages (default: ROLEPLAY_LANGUAGE)",
    )  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` without the program's name, by default the process's own."""
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as stop:  # argparse has already said what is wrong
        return int(stop.code or 0)
    from roleplay.errors import ContentError, InputError, NotFound, RoleplayError, SetupError

    command = importlib.import_module(f"roleplay.commands.{arguments.command}")
    try:
        code = int(command.run(arguments))
        sys.stdout.flush()
    except ContentError as error:
        print(error, file=sys.stderr)
        return 2
    except (InputError, NotFound, SetupError) as error:
        print(f"roleplay {arguments.command}: {_one_line(error)}", file=sys.stderr)
        return 2
    except RoleplayError as error:
        print(f"roleplay {arguments.command}: {_one_line(error)}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # no traceback reaches a user; ROLEPLAY_LOG=debug shows it
        logging.getLogger(__name__).debug("unexpected", exc_info=True)
        print(
            f"roleplay {arguments.command}: a fault of our own: {type(error).__name__}: {_one_line(error)}",
            file=sys.stderr,
        )
        return 1
    return code


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
