"""The commands that write the graph to files."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from kgbuild.cli.options import Db, Debug, Html, Quiet, Settings, read_settings
from kgbuild.cli.printing import print_table, progress_shown, write_line
from kgbuild.errors import ConfigError

__all__ = ["view", "write"]


class GraphFormat(str, Enum):
    """How `write` writes the graph."""

    jsonl = "jsonl"
    bulk = "bulk"


def view(
    focus: Annotated[
        str | None, typer.Option("--focus", metavar="ENTITY", help="Only what is near it: an id, name or alias.")
    ] = None,
    depth: Annotated[
        int, typer.Option("--depth", min=1, help="The most relations between the focus and another entity.")
    ] = 2,
    types: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Only relations of this type; repeatable.")
    ] = None,
    labels: Annotated[
        list[str] | None, typer.Option("--label", metavar="LABEL", help="Only entities of this label; repeatable.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Leave out what ended before: 2014, 2014-03, ...")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Leave out what began after.")
    ] = None,
    confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out claims that are less certain.")
    ] = 0.0,
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    db: Db = None,
    html: Html = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write the HTML view of the workspace's graph.

    It is one file that opens without a network. With options, it holds only a part of the graph.

    \b
    Example:
      kgbuild view --db kgbuild.db --html graph.html --open
      kgbuild view --focus "Furat Brigade" --depth 2 --since 2014 --min-confidence 0.5
    """
    from kgbuild import pipeline

    settings = read_settings(config, db=db, html=html)
    with progress_shown(quiet=quiet) as progress:
        path = pipeline.view(
            config=settings,
            progress=progress,
            focus=focus,
            depth=depth,
            types=types or (),
            labels=labels or (),
            since=since,
            until=until,
            confidence=confidence,
        )
    if not quiet:
        print_table([("outputs", "view", str(path))])
    if show:
        import webbrowser

        webbrowser.open(path.absolute().as_uri())


def write(
    format: Annotated[
        GraphFormat,
        typer.Argument(
            metavar="FORMAT", help="jsonl: one JSON object a line; bulk: a folder of files for neo4j-admin."
        ),
    ],
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Where it is written; - is standard output. A folder, for bulk."),
    ],
    db: Db = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write the workspace's graph to a file.

    The lines of jsonl are documents, entities with every mention, edges, and claims with the sentences that state
    them; `record` tells which. The same graph gives the same bytes. Bulk is the fastest way into an empty Neo4j:
    it prints the command that imports the files.

    \b
    Example:
      kgbuild write jsonl graph.jsonl
    """
    from kgbuild import pipeline

    if format is GraphFormat.bulk and str(file) == "-":
        raise ConfigError("bulk makes several files", hint="name a folder")
    settings = read_settings(config, db=db)
    with progress_shown(quiet=quiet) as progress:
        if format is GraphFormat.bulk:
            command = pipeline.write_bulk(file, config=settings, progress=progress)
        elif str(file) == "-":
            for line in pipeline.lines(format.value, config=settings, progress=progress):
                write_line(line)
        else:
            pipeline.write(format.value, file, config=settings, progress=progress)
    if not quiet and str(file) != "-":
        print_table([("outputs", format.value, str(file))])
    if not quiet and format is GraphFormat.bulk:
        write_line(command)
