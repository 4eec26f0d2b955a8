"""How the command line prints: lines and tables on stdout, progress and complaints on stderr."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import typer

from kgbuild.errors import KgbuildError, OutputError
from kgbuild.model import Skipped

if TYPE_CHECKING:
    from rich.console import JustifyMethod
    from rich.progress import TaskID
    from rich.table import Table
    from rich.text import Text

    from kgbuild.plugins import Progress
    from kgbuild.reports import GraphReport

__all__ = [
    "Line",
    "complain",
    "end",
    "make_cell",
    "make_table",
    "print_error",
    "print_skipped",
    "print_table",
    "progress_shown",
    "show_table",
    "write_line",
]

BROKEN_PIPE = 141
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
WIDE = 10_000

Line = tuple[str, str, str]  # of a table: a group, a name in it, a value


def complain(line: str) -> None:
    """Print a line on stderr."""
    print(_harmless(line, sys.stderr), file=sys.stderr)


def print_error(error: KgbuildError) -> None:
    """Print an error and what may be done about it, on stderr."""
    complain(f"error: {error}")
    if error.hint:
        complain(f"hint: {error.hint}")


def print_skipped(skipped: Skipped) -> None:
    """Print what was not read, and why, on stderr."""
    complain(f"skipped {skipped.path}: {skipped.reason}")


def write_line(line: str) -> None:
    """Print a line on stdout at once.

    Raises:
        Exit: whoever reads it has gone away.
        OutputError: it cannot be written.
    """
    _print(_harmless(line, sys.stdout))


def _print(line: str) -> None:
    try:
        print(line, flush=True)
    except BrokenPipeError as error:
        _abandon_stdout()
        raise typer.Exit(BROKEN_PIPE) from error
    except OSError as error:
        _abandon_stdout()
        raise OutputError(f"cannot write to standard output: {error.strerror}") from error


def _harmless(line: str, stream: TextIO) -> str:
    # A report may hold what clears a screen or hides a name; files and pipes get it as it is.
    return _CONTROLS.sub("\ufffd", line) if stream.isatty() else line


def _abandon_stdout() -> None:
    # What is left in its buffer must not fail a second time when Python ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def end(report: GraphReport, code: int) -> None:
    """Print what a person should know of the outputs, and end the command with an exit code.

    Raises:
        Exit: always.
    """
    for note in report.notes:
        complain(f"note: {note}")
    for failure in report.failures:
        print_error(failure)
    raise typer.Exit(code)


def print_table(lines: Iterable[Line]) -> None:
    """Print a table of three columns; the name of a group stands once, before its first line."""
    table = make_table("", "", "")
    group = ""
    for first, name, value in lines:
        table.add_row(*map(make_cell, (first if first != group else "", name, value)))
        group = first or group
    show_table(table)


def make_table(first: str, *columns: str, justify: JustifyMethod = "left") -> Table:
    """A table without lines, with these headings; long cells are folded, but for those of the first column."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=any(columns))
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify=justify, overflow="fold")
    return table


def make_cell(text: str) -> Text:
    """The cell of a table that shows a text as it is."""
    from rich.text import Text

    # Text, not str: a quote or a file's name may look like Rich's markup.
    return Text(_harmless(text, sys.stdout))


def show_table(table: Table) -> None:
    """Print a table on stdout."""
    from rich.console import Console

    # Not its `capture`, which writes on its own. What is not a terminal has no width, so nothing is folded there.
    shown, terminal = io.StringIO(), sys.stdout.isatty()
    console = Console(
        file=shown, highlight=False, force_terminal=terminal or None, width=None if terminal else WIDE
    )
    console.print(table)
    for line in shown.getvalue().split("\n")[:-1]:
        _print(line.rstrip())


@contextmanager
def progress_shown(*, quiet: bool) -> Iterator[Progress | None]:
    """A bar on a terminal, plain lines elsewhere, both on stderr; None when it should be quiet."""
    if quiet:
        yield None
    elif not sys.stderr.isatty():
        yield _plain_progress
    else:
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True), transient=True) as bar:
            tasks: dict[str, TaskID] = {}

            def advance(step: str, done: int, total: int) -> None:
                if step not in tasks:
                    tasks[step] = bar.add_task(step, total=total)
                bar.update(tasks[step], completed=done, total=total)

            yield advance


def _plain_progress(step: str, done: int, total: int) -> None:
    if done == 0:
        complain(step)
    elif done * 10 // total > (done - 1) * 10 // total:
        complain(f"{step}: {done} of {total}")
