"""The command line: one thin function per command, and the only place that prints."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from enum import Enum
from itertools import groupby
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgbuild.config import Config, load_config
from kgbuild.errors import ConfigError, KgbuildError, OutputError, StoreUnavailable
from kgbuild.model import Skipped

if TYPE_CHECKING:
    from rich.console import JustifyMethod
    from rich.progress import TaskID
    from rich.table import Table

    from kgbuild.ask import Conflict, Side
    from kgbuild.decide import Outcome, Review
    from kgbuild.evaluate import Mistake, Row, Scores
    from kgbuild.pipeline import GraphReport, IngestReport
    from kgbuild.plugins import Progress
    from kgbuild.stages.store.neo4j import SyncReport

__all__ = ["app", "main"]

BUG = 70  # the exit code of what kgbuild cannot explain
INTERRUPTED = 130
BROKEN_PIPE = 141
WIDE = 10_000

Line = tuple[str, str, str]  # of a table: a group, a name in it, a value

app = typer.Typer(
    name="kgbuild",
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # Rich takes longer to load than all the rest of `kgbuild --help`
)

decisions_app = typer.Typer(no_args_is_help=True)
app.add_typer(decisions_app, name="decisions")

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, and folders of files.")]
Db = Annotated[Path | None, typer.Option("--db", metavar="FILE", help="The workspace.  [default: kgbuild.db]")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="The view.  [default: graph.html]")]
Neo4j = Annotated[
    str | None,
    typer.Option(
        "--neo4j",
        metavar="URI",
        help="The Neo4j to load, or NEO4J_URI; who we are there is told by NEO4J_USERNAME, NEO4J_PASSWORD "
        "and NEO4J_DATABASE, or by the [neo4j] table of kgbuild.toml.",
    ),
]
Settings = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings.  [default: ./kgbuild.toml]")
]
Recogniser = Annotated[
    str | None,
    typer.Option(
        "--recogniser",
        metavar="spacy:NAME",
        help="An installed spaCy pipeline, or the folder of one, that finds the names in place of ours.",
    ),
]
Model = Annotated[
    Path | None,
    typer.Option(
        "--model", metavar="FOLDER", help="A model made by `kgbuild train`, in place of the shipped one."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but what went wrong.")]
Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Who decides.  [default: git's user.name, or your login]"),
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for those who read the decision.")]
ENTITY = "Its id, or its name just as the graph has it."
CLAIM = "Its id, as `kgbuild check` and `kgbuild write jsonl` give it."
# Read by `main`, which turns errors into messages; here for the help and the parser.
Debug = Annotated[bool, typer.Option("--debug", help="On an error, show the traceback.")]


class Format(str, Enum):
    """How `extract` prints documents."""

    jsonl = "jsonl"


class Status(str, Enum):
    """What a person can say of a claim."""

    accepted = "accepted"
    rejected = "rejected"
    conflict = "conflict"
    work_needed = "work_needed"


class GraphFormat(str, Enum):
    """How `write` writes the graph."""

    jsonl = "jsonl"


class AnswerFormat(str, Enum):
    """How `query` prints an answer."""

    table = "table"
    csv = "csv"
    json = "json"


class ListFormat(str, Enum):
    """How `check` prints what it found."""

    table = "table"
    json = "json"


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
        _print_error(error)
        return error.exit_code
    except Exception as error:
        debug = "--debug" in arguments
        _traceback_if(debug)
        advice = "" if debug else "; run again with --debug"
        _complain(f"error: unexpected {type(error).__name__}: {error} (this is a bug){advice}")
        return BUG
    return 0


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

        print(f"kgbuild {__version__}")
        raise typer.Exit


@app.command()
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

    settings = _settings(config, db=db, html=html, uri=neo4j, recogniser=recogniser, model=model)
    with _progress(quiet=quiet) as progress:
        report = pipeline.ingest(paths, config=settings, progress=progress, annotated=annotated)
    for skipped in report.skipped:
        if not skipped.expected:
            _print_skipped(skipped)
    if not quiet:
        _print_table(_ingest_rows(report))
    _end(report.graph, report.exit_code)


@app.command()
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
    settings = _settings(config, recogniser=recogniser, model=model)
    with _progress(quiet=quiet) as progress:
        for line in pipeline.annotate_files(paths, config=settings, progress=progress):
            if isinstance(line, str):
                _write_line(line)
            elif not line.expected:
                _print_skipped(line)
                code = 1
    raise typer.Exit(code)


@app.command()
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

    settings = _settings(config, db=db, uri=neo4j)
    with _progress(quiet=quiet) as progress:
        report = pipeline.sync(config=settings, progress=progress)
    if not quiet:
        _print_table([("outputs", "Neo4j", str(settings.neo4j.uri)), *_sync_rows(report)])


@app.command()
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

    settings = _settings(config, db=db, html=html, uri=neo4j)
    with _progress(quiet=quiet) as progress:
        report = pipeline.remove(document, config=settings, progress=progress)
    if not quiet:
        _print_table([("documents", "removed", document), *_graph_rows(report)])
    _end(report, report.exit_code)


@app.command()
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
      kgbuild view --focus "9th Lake Brigade" --depth 2 --since 2014 --min-confidence 0.5
    """
    from kgbuild import pipeline

    settings = _settings(config, db=db, html=html)
    with _progress(quiet=quiet) as progress:
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
        _print_table([("outputs", "view", str(path))])
    if show:
        import webbrowser

        webbrowser.open(path.absolute().as_uri())


@app.command()
def write(
    format: Annotated[GraphFormat, typer.Argument(metavar="FORMAT", help="jsonl: one JSON object a line.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where it is written; - is standard output.")],
    db: Db = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write the workspace's graph to a file.

    The lines of jsonl are documents, entities with every mention, edges, and claims with the sentences that state
    them; `record` tells which. The same graph gives the same bytes.

    \b
    Example:
      kgbuild write jsonl graph.jsonl
    """
    from kgbuild import pipeline

    settings = _settings(config, db=db)
    with _progress(quiet=quiet) as progress:
        if str(file) == "-":
            for line in pipeline.lines(format.value, config=settings, progress=progress):
                _write_line(line)
        else:
            pipeline.write(format.value, file, config=settings, progress=progress)
    if not quiet and str(file) != "-":
        _print_table([("outputs", format.value, str(file))])


@app.command()
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

    settings = _settings(config, db=db, uri=neo4j)
    with _progress(quiet=quiet or neo4j is not None) as progress:
        answer = ask.query(
            name, _given(parameters or []), config=settings, neo4j=neo4j is not None, progress=progress
        )
    if len(answer.entities) > 1 and not quiet:
        listed = ", ".join(f"{id} ({label})" for id, label in answer.entities)
        _complain(f"note: {len(answer.entities)} entities have that name: {listed}; give an id to ask about one")
    _print_rows(answer.rows, format, quiet=quiet)


@app.command()
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

    settings = _settings(config, db=db)
    with _progress(quiet=quiet) as progress:
        conflicts = ask.check(config=settings, progress=progress)
    if format is ListFormat.json:
        _write_line(dumps([conflict.to_plain() for conflict in conflicts], ensure_ascii=False, indent=1))
        return
    _print_conflicts(conflicts)


@app.command()
def review(
    who: Who = None,
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Ask about the entities that may be one, and those that may be two.

    The likeliest come first, with the evidence of both sides. Each answer is a line of kgbuild.decisions.jsonl at
    once; what is unsure is asked again the next time. From a pipe, the first letter of each line is an answer.

    \b
    Example:
      kgbuild review --who "Ida Brook"
    """
    from kgbuild import decide

    settings = _settings(config, db=db, html=html, uri=neo4j)
    with (
        _progress(quiet=quiet) as progress,
        decide.review(config=settings, who=who or decide.person(), progress=progress) as session,
        decide.reading_keys(sys.stdin) as keys,
    ):
        _ask(session, keys)
        outcome = session.finish()
    _end_decision(outcome, quiet=quiet)


@app.command()
def merge(
    a: Annotated[str, typer.Argument(metavar="A", help=f"An entity. {ENTITY}")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another, in the same way.")],
    why: Why = "",
    who: Who = None,
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Decide that two entities are one.

    \b
    Example:
      kgbuild merge "IRGC" "Revolutionary Guards" --why "the acronym of its Persian name in English"
    """
    from kgbuild import decide

    settings = _settings(config, db=db, html=html, uri=neo4j)
    with _progress(quiet=quiet) as progress:
        person = who or decide.person()
        outcome = decide.merge(a, b, config=settings, who=person, why=why, progress=progress)
    _end_decision(outcome, quiet=quiet)


@app.command()
def split(
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help=ENTITY)],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What has this name, in any document, goes apart.")
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="DOC", help="What stands in this document goes apart.")
    ] = None,
    why: Why = "",
    who: Who = None,
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Decide that an entity is two, now and in all documents to come.

    \b
    Example:
      kgbuild split "Joseph Brook" --document 2016-02-15-press-release
    """
    from kgbuild import decide

    settings = _settings(config, db=db, html=html, uri=neo4j)
    with _progress(quiet=quiet) as progress:
        person = who or decide.person()
        outcome = decide.split(
            entity, name=name, document=document, config=settings, who=person, why=why, progress=progress
        )
    _end_decision(outcome, quiet=quiet)


@app.command()
def rename(
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help=ENTITY)],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called from now on.")],
    why: Why = "",
    who: Who = None,
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Decide what an entity is called.

    \b
    Example:
      kgbuild rename "the Guards" "Islamic Revolutionary Guard Corps"
    """
    from kgbuild import decide

    settings = _settings(config, db=db, html=html, uri=neo4j)
    with _progress(quiet=quiet) as progress:
        person = who or decide.person()
        outcome = decide.rename(entity, name, config=settings, who=person, why=why, progress=progress)
    _end_decision(outcome, quiet=quiet)


@app.command()
def reject(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help=CLAIM)],
    why: Why = "",
    who: Who = None,
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Decide that a claim is wrong, so that no relation rests on it.

    \b
    Example:
      kgbuild reject c0123456789abcdef --why "the sentence is about another brigade"
    """
    mark(claim, Status.rejected, why, who, db, html, neo4j, config, quiet, debug)


@app.command()
def mark(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help=CLAIM)],
    status: Annotated[
        Status, typer.Argument(metavar="STATUS", help="accepted, rejected, conflict or work_needed.")
    ],
    why: Why = "",
    who: Who = None,
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Say what is to be thought of a claim.

    \b
    Example:
      kgbuild mark c0123456789abcdef accepted
    """
    from kgbuild import decide

    settings = _settings(config, db=db, html=html, uri=neo4j)
    with _progress(quiet=quiet) as progress:
        person = who or decide.person()
        outcome = decide.mark(claim, status.value, config=settings, who=person, why=why, progress=progress)
    _end_decision(outcome, quiet=quiet)


@decisions_app.callback()
def _decisions() -> None:
    """Show what people have decided, take a decision back, take over another analyst's.

    \b
    Example:
      kgbuild decisions import theirs.jsonl
    """


@decisions_app.command("list")
def list_decisions(db: Db = None, config: Settings = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Show all decisions in the order in which they apply, and what has become of each.

    \b
    Example:
      kgbuild decisions list
    """
    from kgbuild import decide

    with _progress(quiet=quiet) as progress:
        listed = decide.listed(config=_settings(config, db=db), progress=progress)
    for one in listed:
        _write_line("  ".join((one.id, one.state, *decide.described(one.decision))))


@decisions_app.command("undo")
def undo_decisions(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids, as `kgbuild decisions list` has them.")],
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Take decisions back, as if they had never been made.

    \b
    Example:
      kgbuild decisions undo d0123456789abcdef
    """
    from kgbuild import decide

    settings = _settings(config, db=db, html=html, uri=neo4j)
    with _progress(quiet=quiet) as progress:
        outcome = decide.undo(ids, config=settings, progress=progress)
    _end_decision(outcome, quiet=quiet)


@decisions_app.command("import")
def import_decisions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Another analyst's kgbuild.decisions.jsonl.")],
    db: Db = None,
    html: Html = None,
    neo4j: Neo4j = None,
    config: Settings = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Take over another analyst's decisions, and tell where they contradict ours.

    Of decisions that contradict each other the latest holds; take a line out to have it otherwise.

    \b
    Example:
      kgbuild decisions import theirs.jsonl
    """
    from kgbuild import decide

    settings = _settings(config, db=db, html=html, uri=neo4j)
    with _progress(quiet=quiet) as progress:
        adoption = decide.adopt(file, config=settings, progress=progress)
    if not quiet:
        print(f"{len(adoption.new)} new")
    for contradiction in adoption.contradictions:
        _complain("contradiction: overruled is " + "  ".join(decide.described(contradiction.overruled)))
        for decision in contradiction.by:
            _complain("               by " + "  ".join(decide.described(decision)))
    _end_decision(adoption.outcome, quiet=quiet)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated documents.")],
    predicted: Annotated[
        Path | None,
        typer.Option("--predicted", metavar="FILE", help="Compare these documents instead of extracting."),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List the mistakes, each with its sentence; in the report too.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Write a report with pictures, as .html or .md."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    recogniser: Recogniser = None,
    model: Model = None,
    config: Settings = None,
    debug: Debug = False,
) -> None:
    """Score the extraction against annotated documents.

    Prints precision, recall and F1 of names, coreference and relations, by label, type and kind of document, how
    far modality, role, rank, date, count and source agree, and how far confidence can be believed.

    \b
    Example:
      kgbuild evaluate gold.jsonl --predicted extracted.jsonl --errors --report report.html
    """
    from kgbuild import evaluate as evaluation

    if report is not None:
        evaluation.check_report(report)
    settings = _settings(config, recogniser=recogniser, model=model)
    examination = evaluation.examine(gold, predicted=predicted, config=settings)
    if report is not None:
        evaluation.write_report(examination, report, gold=gold.name, errors=errors)
    if json:
        print(dumps(evaluation.plain_examination(examination, errors=errors), indent=1))
        return
    _print_scores(examination.scores)
    if len(examination.kinds) > 1:
        _print_kinds(examination.kinds)
    if errors:
        _print_mistakes(examination.mistakes)


@app.command()
def train(
    out: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the model is written.")],
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FOLDER", help="Public annotated sets to train on and to measure on."),
    ] = None,
    own: Annotated[
        list[Path] | None,
        typer.Option("--own", metavar="FILE", help="Your own annotated documents; may be given more than once."),
    ] = None,
    minilm: Annotated[
        Path | None,
        typer.Option("--minilm", metavar="PATH", help="MiniLM's weights.  [default: the installed package's]"),
    ] = None,
    debug: Debug = False,
) -> None:
    """Train a model on the documents shipped with kgbuild, and on your own.

    Needs the extra `train`. The model is used with `--model FOLDER`.

    \b
    Example:
      kgbuild train my-model --own annotated.jsonl
    """
    from kgbuild.train import make_model

    make_model(out, data=data, own=own or [], minilm=minilm)


def _settings(file: Path | None, **flags: Any) -> Config:
    if file is not None and not file.exists():
        raise ConfigError(f"there is no file {file}", hint="name a settings file that exists, or none")
    return load_config(file=file or Path("kgbuild.toml"), environ=os.environ, flags=flags)


def _speak_utf8() -> None:
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
    _complain("interrupted: what was stored is kept; run the same command again to go on")
    return INTERRUPTED


def _traceback_if(wanted: bool) -> None:
    if wanted:
        traceback.print_exc()


def _print_error(error: KgbuildError) -> None:
    _complain(f"error: {error}")
    if error.hint:
        _complain(f"hint: {error.hint}")


def _print_skipped(skipped: Skipped) -> None:
    _complain(f"skipped {skipped.path}: {skipped.reason}")


def _complain(line: str) -> None:
    print(line, file=sys.stderr)


def _write_line(line: str) -> None:
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


def _end(report: GraphReport, code: int) -> None:
    for note in report.notes:
        _complain(f"note: {note}")
    for failure in report.failures:
        _print_error(failure)
    raise typer.Exit(code)


def _ask(session: Review, keys: Iterator[str]) -> None:
    """Put questions until there are no more, or the person quits."""
    asked = None
    while session.question is not None:
        if session.question is not asked:
            asked = session.question
            for line in session.lines():
                _write_line(line)
            _write_line("  s same, d different, u unsure, z undo, q quit")
        key = next(keys, "q")
        if key == "q":
            return
        _write_line(f"  {session.answer(key) or 's, d, u, z or q?'}")
    _write_line("no more questions")


def _end_decision(outcome: Outcome, *, quiet: bool) -> None:
    if not quiet:
        changes = [(one.what, one.subject, one.how) for one in outcome.changes]
        outputs = [("outputs", name, place) for name, place in outcome.report.outputs.items()]
        _print_table([*(changes or [("", "nothing has changed", "")]), *outputs])
    _end(outcome.report, outcome.report.exit_code)


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


def _print_table(lines: Iterable[Line]) -> None:
    from rich.text import Text

    table = _table("", "", "")
    group = ""
    for first, name, value in lines:
        # Text, not str: a file's name may look like Rich's markup.
        table.add_row(Text(first if first != group else ""), Text(name), Text(value))
        group = first or group
    _show(table)


def _print_scores(scores: Scores) -> None:
    from kgbuild.evaluate import rows

    table = _table("", "precision", "recall", "F1", "right", "wrong", "missed", justify="right")
    for row in rows(scores):
        table.add_row(("  " if row.part else "") + row.name, *_figures(row))
    print(f"documents: {scores.documents}")
    if scores.missing:
        print(f"not predicted: {', '.join(scores.missing)}")
    _show(table)


def _print_kinds(kinds: Mapping[str, Scores]) -> None:
    from rich.text import Text

    from kgbuild.evaluate import KIND_COLUMNS, kind_cells

    table = _table("", *KIND_COLUMNS, justify="right")
    for kind, scores in kinds.items():
        table.add_row(Text(kind), *kind_cells(scores))
    print()
    _show(table)


def _print_mistakes(mistakes: Iterable[Mistake]) -> None:
    from kgbuild.evaluate import tell

    for group, of_group in groupby(mistakes, lambda mistake: mistake.group):
        listed = list(of_group)
        print(f"\n{group}: {len(listed)}")
        for mistake in listed:
            print(f"  {mistake.document}: {tell(mistake)}\n    {mistake.sentence}")


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
        _write_line(dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        if not quiet:
            _complain("nothing found; what neither its text nor its document dates is not counted")
        return
    lines = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    if format is AnswerFormat.csv:
        from csv import writer

        text = io.StringIO()
        writer(text, lineterminator="\n").writerows(lines)
        _write_line(text.getvalue().rstrip("\n"))
    else:
        _print_cells(lines)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    return "" if value is None else str(value)


def _print_cells(lines: Sequence[Sequence[str]]) -> None:
    from rich.text import Text

    table = _table(*lines[0])
    for cells in lines[1:]:
        # Text, not str: a quote may look like Rich's markup. A quote may have line breaks.
        table.add_row(*(Text(" ".join(cell.split())) for cell in cells))
    _show(table)


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


def _figures(row: Row) -> Iterator[str]:
    from kgbuild.evaluate import Counts

    if isinstance(row.figure, float):
        yield from ("", "", f"{row.figure:.3f}")
        return
    yield from (f"{share:.3f}" for share in (row.figure.precision, row.figure.recall, row.figure.f1))
    if isinstance(row.figure, Counts):
        yield from map(str, (row.figure.right, row.figure.wrong, row.figure.missed))


def _table(first: str, *columns: str, justify: JustifyMethod = "left") -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=any(columns))
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify=justify, overflow="fold")
    return table


def _show(table: Table) -> None:
    from rich.console import Console

    # What is not a terminal has no width, so nothing is folded there.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)
    with console.capture() as shown:
        console.print(table)
    for line in shown.get().split("\n")[:-1]:
        print(line.rstrip())


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress | None]:
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
        _complain(step)
    elif done * 10 // total > (done - 1) * 10 // total:
        _complain(f"{step}: {done} of {total}")
