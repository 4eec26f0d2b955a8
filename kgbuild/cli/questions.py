"""The commands that ask the graph."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from json import dumps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgbuild.cli.options import Db, Debug, Quiet, Settings, read_settings
from kgbuild.cli.printing import complain, make_cell, make_table, progress_shown, show_table, write_line
from kgbuild.errors import ConfigError

if TYPE_CHECKING:
    from kgbuild.ask import Conflict, CypherQuestion, Side

__all__ = ["check", "query", "show"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a spreadsheet knows what it may run
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class AnswerFormat(str, Enum):
    """How `query` prints an answer."""

    table = "table"
    csv = "csv"
    json = "json"


class ShowFormat(str, Enum):
    """How `show` prints what is known."""

    text = "text"
    json = "json"


class ListFormat(str, Enum):
    """How `check` prints what it found."""

    table = "table"
    json = "json"


Neo4jAsked = Annotated[
    str | None, typer.Option("--neo4j", metavar="URI", help="Ask this Neo4j in place of the workspace.")
]
Whose = Annotated[
    str | None,
    typer.Option(
        "--workspace",
        metavar="ID",
        help="Of several graphs in Neo4j, ask that of this workspace.  [default: that of --db]",
    ),
]


def query(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="The question; without it, all are listed with what they answer."),
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            metavar="NAME=VALUE",
            help="What is asked about; once for each. An entity is an id, a name or an alias; a date is "
            "2014-03-05, 2014-03 or 2014.",
        ),
    ] = None,
    format: Annotated[
        AnswerFormat, typer.Option("--format", help="The form of what is printed.")
    ] = AnswerFormat.table,
    style: Annotated[
        bool,
        typer.Option(
            "--style",
            help="Print the style sheet of the Neo4j Browser, with the colours of your labels, and stop.",
        ),
    ] = False,
    db: Db = None,
    neo4j: Neo4jAsked = None,
    workspace: Whose = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Ask the graph, for example who commanded a unit on a day, or how two people are connected.

    Every question can be asked of the workspace, which needs no Neo4j, and of Neo4j, with the same answer; without
    a name they are listed. A row of one claim has its quote and document. `dates` tells how sure they are: stated
    (by the text), published (no date in the text, so its document's day counts), imprecise (the day lies within
    the month or year that the text gives), open (the text gives only the start or the end).

    \b
    Example:
      kgbuild query commanders --param unit="7 Division" --param date=2014-03-05
    """
    from kgbuild import ask

    settings = read_settings(config, db=db, uri=neo4j)
    if style:
        write_line(ask.make_style_sheet(settings.schema).rstrip("\n"))
        return
    if name is None:
        _print_questions(ask.questions())
        return
    _check_asked(neo4j, workspace)
    with progress_shown(quiet=quiet or neo4j is not None) as progress:
        answer = ask.query(
            name,
            _given(parameters or []),
            config=settings,
            neo4j=neo4j is not None,
            workspace=workspace,
            progress=progress,
        )
    for parameter, entities in answer.entities.items():
        listed = ", ".join(f"{id} ({label})" for id, label in entities)
        if len(entities) > 1 and not quiet:
            complain(
                f"note: {len(entities)} entities have the name of {parameter}: {listed}; "
                "give an id to ask about one"
            )
        elif not (answer.rows or quiet):
            # A surname may be a town's name too.
            complain(f"note: {parameter} is {listed}")
    for note in () if quiet else answer.notes:
        complain(f"note: {note}")
    _print_rows(answer.rows, format)
    if not (answer.rows or quiet or format is AnswerFormat.json):
        complain("nothing found")


def show(
    reference: Annotated[
        str,
        typer.Argument(metavar="ENTITY|CLAIM|DOCUMENT", help="Its id; of an entity, also its name or an alias."),
    ],
    format: Annotated[ShowFormat, typer.Option("--format", help="The form of what is printed.")] = ShowFormat.text,
    db: Db = None,
    neo4j: Neo4jAsked = None,
    workspace: Whose = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show all that is known of an entity, a claim or a document.

    Of an entity: its names, attributes, posts with their dates, relations with their best sentence, documents. Of
    a claim: its sentences and where they stand, dates, modality, status. Of a document: its entities and claims.
    The id of an entity that was merged away leads to the one it went to. Neo4j gives the same, but for the path
    and length of a document, and for claims that make no relation, such as rejected ones.

    \b
    Example:
      kgbuild show "7 Division" --format json
    """
    from kgbuild import ask

    settings = read_settings(config, db=db, uri=neo4j)
    _check_asked(neo4j, workspace)
    with progress_shown(quiet=quiet or neo4j is not None) as progress:
        shown = ask.show(
            reference, config=settings, neo4j=neo4j is not None, workspace=workspace, progress=progress
        )
    if format is ShowFormat.json:
        write_line(dumps(shown.to_plain(), ensure_ascii=False, indent=1))
        return
    for line in ask.tell(shown):
        write_line(line)


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


def _check_asked(neo4j: str | None, workspace: str | None) -> None:
    if workspace is not None and neo4j is None:
        raise ConfigError("--workspace chooses a graph in Neo4j", hint="add --neo4j URI; a file is named by --db")


def _print_questions(questions: Iterable[CypherQuestion]) -> None:
    table = make_table("question", "parameters", "what it answers")
    for question in questions:
        given = " ".join(one.name if one.default is None else f"[{one.name}]" for one in question.parameters)
        table.add_row(question.name, make_cell(given), make_cell(question.answers))
    show_table(table)
    write_line(
        "\nAll can be asked of the workspace, and of Neo4j with --neo4j URI; what is in [] may be left out."
    )


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


def _print_rows(rows: Sequence[Mapping[str, Any]], format: AnswerFormat) -> None:
    if format is AnswerFormat.json:
        write_line(dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        return
    lines = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    if format is AnswerFormat.csv:
        from csv import writer

        text = io.StringIO()
        writer(text, lineterminator="\n").writerows(map(_without_formulas, lines))
        write_line(text.getvalue().rstrip("\n"))
    else:
        _print_cells(lines)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    return "" if value is None else str(value)


def _without_formulas(cells: Iterable[str]) -> Iterator[str]:
    """The cells as they are; before a text that a spreadsheet would take as a formula stands an apostrophe."""
    for cell in cells:
        yield f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def _print_cells(lines: Sequence[Sequence[str]]) -> None:
    table = make_table(*lines[0])
    for cells in lines[1:]:
        table.add_row(*(make_cell(" ".join(cell.split())) for cell in cells))  # a quote may have line breaks
    show_table(table)


def _print_conflicts(conflicts: Sequence[Conflict]) -> None:
    write_line(f"contradictions: {len(conflicts)}")
    for conflict in conflicts:
        mark = " (marked)" if conflict.is_marked else ""
        when = f", {conflict.when}" if conflict.when else ""
        write_line(f"\n{conflict.rule}{mark}: {conflict.reason}{when}")
        for side in conflict.sides:
            told = [side.document, side.published, side.modality, _span_of(side), side.rank, side.role]
            told += [side.said_by and f"said by {side.said_by}", side.status]
            write_line(
                f"  {side.claim}: {side.subject} {side.type} {side.object} ({', '.join(filter(None, told))})"
            )
            write_line(f"    {' '.join(side.quote.split())}")


def _span_of(side: Side) -> str | None:
    if not (side.date_from or side.date_to):
        return None
    return f"from {side.date_from or '?'} to {side.date_to or '?'}"
