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
    db: Db = None,
    html: Html = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write the HTML view of the workspace's graph.

    It is one file that opens without a network.

    \b
    Example:
      kgbuild view --db kgbuild.db --html graph.html
    """
    from kgbuild import pipeline

    settings = read_settings(config, db=db, html=html)
    with progress_shown(quiet=quiet) as progress:
        path = pipeline.view(config=settings, progress=progress)
    if not quiet:
        print_table([("outputs", "view", str(path))])


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
