"""How the command line prints: lines and tables on stdout, progress and complaints on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from kgbuild.errors import KgbuildError, OutputError
from kgbuild.model import Skipped

if TYPE_CHECKING:
    from rich.console import JustifyMethod
    from rich.progress import TaskID
    from rich.table import Table

    from kgbuild.plugins import Progress
    from kgbuild.reports import GraphReport

__all__ = [
    "Line",
    "complain",
    "end",
    "make_table",
    "print_error",
    "print_skipped",
    "print_table",
    "progress_shown",
    "show",
    "write_line",
]

BROKEN_PIPE = 141
WIDE = 10_000

Line = tuple[str, str, str]  # of a table: a group, a name in it, a value


def complain(line: str) -> None:
    """Print a line on stderr."""
    print(line, file=sys.stderr)


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
    try:
        print(line, flush=True)
    except BrokenPipeError as error:
        _abandon_stdout()
        raise typer.Exit(BROKEN_PIPE) from error
    except OSError as error:
        _abandon_stdout()
        raise OutputError(f"cannot write to standard output: {error.strerror}") from error


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
    from rich.text import Text

    table = make_table("", "", "")
    group = ""
    for first, name, value in lines:
        # Text, not str: a file's name may look like Rich's markup.
        table.add_row(Text(first if first != group else ""), Text(name), Text(value))
        group = first or group
    show(table)


def make_table(first: str, *columns: str, justify: JustifyMethod = "left") -> Table:
    """A table without lines, with these headings; long cells are folded, but for those of the first column."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=any(columns))
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify=justify, overflow="fold")
    return table


def show(table: Table) -> None:
    """Print a table on stdout."""
    from rich.console import Console

    # What is not a terminal has no width, so nothing is folded there.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)
    with console.capture() as shown:
        console.print(table)
    for line in shown.get().split("\n")[:-1]:
        print(line.rstrip())


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
