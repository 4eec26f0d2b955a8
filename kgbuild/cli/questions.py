"""The commands that ask the graph."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from json import dumps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgbuild.cli.options import Db, Debug, Quiet, Settings, read_settings
from kgbuild.cli.printing import complain, make_table, progress_shown, show, write_line
from kgbuild.errors import ConfigError

if TYPE_CHECKING:
    from kgbuild.ask import Conflict, Side

__all__ = ["check", "query"]


class AnswerFormat(str, Enum):
    """How `query` prints an answer."""

    table = "table"
    csv = "csv"
    json = "json"


class ListFormat(str, Enum):
    """How `check` prints what it found."""

    table = "table"
    json = "json"


def query(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="commanders, postings or whereabouts; of Neo4j also any other file of queries/."
        ),
    ],
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            metavar="NAME=VALUE",
            help="What is asked about; once for each. commanders: unit, date. postings: person. whereabouts: "
            "entity, from, to. All: limit. An entity is an id, a name or an alias; a date is 2014-03-05, 2014-03 "
            "or 2014.",
        ),
    ] = None,
    format: Annotated[
        AnswerFormat, typer.Option("--format", help="The form of what is printed.")
    ] = AnswerFormat.table,
    db: Db = None,
    neo4j: Annotated[
        str | None, typer.Option("--neo4j", metavar="URI", help="Ask this Neo4j in place of the workspace.")
    ] = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Ask the graph: who commanded a unit on a day, where it was, what posts a person held.

    Each row is one claim with its quote and document. `dates` tells how sure they are: stated (by the text),
    published (no date in the text, so its document's day counts), imprecise (the day lies within the month or year
    that the text gives), open (the text gives only the start or the end).

    \b
    Example:
      kgbuild query commanders --param unit="7 Division" --param date=2014-03-05
    """
    from kgbuild import ask

    settings = read_settings(config, db=db, uri=neo4j)
    with progress_shown(quiet=quiet or neo4j is not None) as progress:
        answer = ask.query(
            name, _given(parameters or []), config=settings, neo4j=neo4j is not None, progress=progress
        )
    if len(answer.entities) > 1 and not quiet:
        listed = ", ".join(f"{id} ({label})" for id, label in answer.entities)
        complain(f"note: {len(answer.entities)} entities have that name: {listed}; give an id to ask about one")
    _print_rows(answer.rows, format, quiet=quiet)


def check(
    format: Annotated[
        ListFormat, typer.Option("--format", help="The form of what is printed.")
    ] = ListFormat.table,
    db: Db = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List the claims that contradict each other, with both quotes; nothing is changed.

    Two commanders of one unit at once; a unit in two parents or places at once; what one source says and another
    denies; a rank far from the unit's echelon; a division under a battalion. Claims that a person has marked as a
    conflict come first, those marked as rejected are left out.

    \b
    Example:
      kgbuild check --format json
    """
    from kgbuild import ask

    settings = read_settings(config, db=db)
    with progress_shown(quiet=quiet) as progress:
        conflicts = ask.check(config=settings, progress=progress)
    if format is ListFormat.json:
        write_line(dumps([conflict.to_plain() for conflict in conflicts], ensure_ascii=False, indent=1))
        return
    _print_conflicts(conflicts)


def _given(parameters: Iterable[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for parameter in parameters:
        name, sign, value = parameter.partition("=")
        if not sign or not name.strip():
            raise ConfigError(f"--param {parameter} has no value", hint="write --param name=value")
        if name.strip() in given:
            raise ConfigError(f"--param {name.strip()} is given twice", hint="ask twice")
        given[name.strip()] = value.strip()
    return given


def _print_rows(rows: Sequence[Mapping[str, Any]], format: AnswerFormat, *, quiet: bool) -> None:
    if format is AnswerFormat.json:
        write_line(dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        if not quiet:
            complain("nothing found; what neither its text nor its document dates is not counted")
        return
    lines = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    if format is AnswerFormat.csv:
        from csv import writer

        text = io.StringIO()
        writer(text, lineterminator="\n").writerows(lines)
        write_line(text.getvalue().rstrip("\n"))
    else:
        _print_cells(lines)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    return "" if value is None else str(value)


def _print_cells(lines: Sequence[Sequence[str]]) -> None:
    from rich.text import Text

    table = make_table(*lines[0])
    for cells in lines[1:]:
        # Text, not str: a quote may look like Rich's markup. A quote may have line breaks.
        table.add_row(*(Text(" ".join(cell.split())) for cell in cells))
    show(table)


def _print_conflicts(conflicts: Sequence[Conflict]) -> None:
    print(f"contradictions: {len(conflicts)}")
    for conflict in conflicts:
        mark = " (marked)" if conflict.is_marked else ""
        when = f", {conflict.when}" if conflict.when else ""
        print(f"\n{conflict.rule}{mark}: {conflict.reason}{when}")
        for side in conflict.sides:
            told = [side.document, side.published, side.modality, _span_of(side), side.rank, side.role]
            told += [side.said_by and f"said by {side.said_by}", side.status]
            print(f"  {side.claim}: {side.subject} {side.type} {side.object} ({', '.join(filter(None, told))})")
            print(f"    {' '.join(side.quote.split())}")


def _span_of(side: Side) -> str | None:
    if not (side.date_from or side.date_to):
        return None
    return f"from {side.date_from or '?'} to {side.date_to or '?'}"
