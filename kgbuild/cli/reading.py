"""The commands that read reports, and take them out again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.cli.options import Db, Debug, Html, Model, Neo4j, Paths, Quiet, Recogniser, Settings, read_settings
from kgbuild.cli.printing import Line, end, print_skipped, print_table, progress_shown, write_line
from kgbuild.errors import StoreUnavailable

if TYPE_CHECKING:
    from kgbuild.reports import GraphReport, IngestReport
    from kgbuild.stages.store.neo4j import SyncReport

__all__ = ["extract", "ingest", "remove", "sync"]


class Format(str, Enum):
    """How `extract` prints documents."""

    jsonl = "jsonl"


def ingest(
    paths: Paths,
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    recogniser: Recogniser = None,
    model: Model = None,
    annotated: Annotated[
        bool,
        typer.Option(
            "--annotated", help="The files are annotated documents (.jsonl); what they say is taken as it is."
        ),
    ] = False,
    no_view: Annotated[
        bool,
        typer.Option(
            "--no-view", help="Draw no view; `kgbuild view` draws it later. For a few reports beside very many."
        ),
    ] = False,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Read reports and add what they state to the graph.

    Writes the workspace and the view, and loads Neo4j if one is named. A document that has not changed is not
    read again; one that has changed replaces its earlier self.

    \b
    Example:
      kgbuild ingest reports/ more/report.html --html graph.html
    """
    from kgbuild import pipeline

    settings = read_settings(config, db=db, html=html, uri=neo4j, recogniser=recogniser, model=model)
    with progress_shown(quiet=quiet) as progress:
        report = pipeline.ingest(paths, config=settings, progress=progress, annotated=annotated, draw=not no_view)
    for skipped in report.skipped:
        if not skipped.expected:
            print_skipped(skipped)
    if not quiet:
        print_table(_ingest_rows(report))
    end(report.graph, report.exit_code)


def extract(
    paths: Paths,
    format: Annotated[Format, typer.Option("--format", help="The form of what is printed.")] = Format.jsonl,
    recogniser: Recogniser = None,
    model: Model = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Print what reports state, and store nothing.

    Each line of the output is one annotated document, as JSON.

    \b
    Example:
      kgbuild extract reports/ --format jsonl > extracted.jsonl
    """
    from kgbuild import pipeline

    code = 0
    settings = read_settings(config, recogniser=recogniser, model=model)
    with progress_shown(quiet=quiet) as progress:
        for line in pipeline.annotate_files(paths, config=settings, progress=progress):
            if isinstance(line, str):
                write_line(line)
            elif not line.expected:
                print_skipped(line)
                code = 1
    raise typer.Exit(code)


def sync(
    db: Db = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Load the workspace's graph into Neo4j.

    Only what differs from what Neo4j holds is written, so it is safe to repeat.

    \b
    Example:
      NEO4J_PASSWORD=... kgbuild sync --neo4j bolt://localhost:7687
    """
    from kgbuild import pipeline

    settings = read_settings(config, db=db, uri=neo4j)
    with progress_shown(quiet=quiet) as progress:
        report = pipeline.sync(config=settings, progress=progress)
    if not quiet:
        print_table([("outputs", "Neo4j", str(settings.neo4j.uri)), *_sync_rows(report)])


def remove(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Its id: the file's name without the suffix.")
    ],
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Take a document out of the graph.

    All that only this document states goes with it, from the view and from Neo4j too.

    \b
    Example:
      kgbuild remove 2016-02-15-press-release
    """
    from kgbuild import pipeline

    settings = read_settings(config, db=db, html=html, uri=neo4j)
    with progress_shown(quiet=quiet) as progress:
        report = pipeline.remove(document, config=settings, progress=progress)
    if not quiet:
        print_table([("documents", "removed", document), *_graph_rows(report)])
    end(report, report.exit_code)


def _ingest_rows(report: IngestReport) -> Iterator[Line]:
    yield "documents", "read", str(len(report.read))
    yield "", "unchanged", str(len(report.unchanged))
    yield "", "skipped", str(len(report.skipped))
    for skipped in report.skipped:
        yield "skipped", skipped.path, skipped.reason
    yield from _graph_rows(report.graph)


def _graph_rows(report: GraphReport) -> Iterator[Line]:
    for label, count in report.entities.items():
        yield "entities", label, str(count)
    for type, count in report.edges.items():
        yield "relations", type, str(count)
    for name, place in report.outputs.items():
        yield "outputs", name, place
    if any(isinstance(failure, StoreUnavailable) for failure in report.failures):
        yield "outputs", "Neo4j", "not loaded; `kgbuild sync` does that later"
    if report.sync is not None:
        yield from _sync_rows(report.sync)


def _sync_rows(report: SyncReport) -> Iterator[Line]:
    for name, changes in (("nodes", report.nodes), ("relationships", report.relationships)):
        counts = {one.name: getattr(changes, one.name) for one in fields(changes)}
        yield "Neo4j", name, ", ".join(f"{count} {change}" for change, count in counts.items() if count)
