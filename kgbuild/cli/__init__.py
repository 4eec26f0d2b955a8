"""The command line: one thin function per command, and the only place that prints."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from kgbuild.cli.judging import decisions, mark, merge, reject, rename, review, split
from kgbuild.cli.outputs import view, write
from kgbuild.cli.printing import complain, print_error, write_line
from kgbuild.cli.quality import evaluate, train
from kgbuild.cli.questions import check, query, show
from kgbuild.cli.reading import extract, ingest, remove, sync
from kgbuild.errors import KgbuildError

__all__ = ["app", "main"]

BUG = 70  # the exit code of what kgbuild cannot explain
INTERRUPTED = 130


app = typer.Typer(
    name="kgbuild",
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # Rich takes longer to load than all the rest of `kgbuild --help`
)


@app.callback(invoke_without_command=True)
def _kgbuild(version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    """Build a knowledge graph of people, organisations, units and places from reports.

    Every edge of it can be traced to the sentences that state it.

    \b
    Example:
      kgbuild ingest reports/
    """
    if version:
        from kgbuild import __version__

        write_line(f"kgbuild {__version__}")
        raise typer.Exit


# The order is that of the help.
for command in (
    ingest,
    extract,
    sync,
    remove,
    view,
    write,
    query,
    show,
    check,
    review,
    merge,
    split,
    rename,
    reject,
    mark,
    evaluate,
    train,
):
    app.command()(command)
app.add_typer(decisions, name="decisions")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code; errors become `error:` and `hint:` lines on stderr."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _speak_utf8()
    try:
        app(args=list(arguments), prog_name="kgbuild")
    except SystemExit as end:
        return _code_of(end)
    except KeyboardInterrupt:
        return _interrupted()
    except KgbuildError as error:
        _traceback_if("--debug" in arguments)
        print_error(error)
        return error.exit_code
    except Exception as error:
        debug = "--debug" in arguments
        _traceback_if(debug)
        advice = "" if debug else "; run again with --debug"
        complain(f"error: unexpected {type(error).__name__}: {error} (this is a bug){advice}")
        return BUG
    return 0


def _speak_utf8() -> None:
    # A program that is started without a terminal may have closed them.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    # The format is UTF-8 everywhere; a file name that is not text must not end a run when it is printed.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _code_of(end: SystemExit) -> int:
    # Typer ends with this code when the user interrupts a command.
    if end.code == INTERRUPTED:
        return _interrupted()
    return end.code if isinstance(end.code, int) else 0


def _interrupted() -> int:
    complain("interrupted: what was stored is kept; run the same command again to go on")
    return INTERRUPTED


def _traceback_if(wanted: bool) -> None:
    if wanted:
        traceback.print_exc()
