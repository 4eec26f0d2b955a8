"""The commands by which people decide about the graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.cli.options import Db, Debug, Html, Neo4j, Quiet, Settings, Who, Why, read_settings
from kgbuild.cli.printing import complain, end, print_table, progress_shown, write_line

if TYPE_CHECKING:
    from kgbuild.decide import Outcome, Review

__all__ = ["decisions", "mark", "merge", "reject", "rename", "review", "split"]


ENTITY = "Its id, or its name just as the graph has it."
CLAIM = "Its id, as `kgbuild check` and `kgbuild write jsonl` give it."

decisions = typer.Typer(no_args_is_help=True)


class Status(str, Enum):
    """What a person can say of a claim."""

    accepted = "accepted"
    rejected = "rejected"
    conflict = "conflict"
    work_needed = "work_needed"


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

    settings = read_settings(config, db=db, html=html, uri=neo4j)
    with (
        progress_shown(quiet=quiet) as progress,
        decide.review(config=settings, who=who or decide.person(), progress=progress) as session,
        decide.reading_keys(sys.stdin) as keys,
    ):
        _ask(session, keys)
        outcome = session.finish()
    _end_decision(outcome, quiet=quiet)


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

    settings = read_settings(config, db=db, html=html, uri=neo4j)
    with progress_shown(quiet=quiet) as progress:
        person = who or decide.person()
        outcome = decide.merge(a, b, config=settings, who=person, why=why, progress=progress)
    _end_decision(outcome, quiet=quiet)


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

    settings = read_settings(config, db=db, html=html, uri=neo4j)
    with progress_shown(quiet=quiet) as progress:
        person = who or decide.person()
        outcome = decide.split(
            entity, name=name, document=document, config=settings, who=person, why=why, progress=progress
        )
    _end_decision(outcome, quiet=quiet)


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

    settings = read_settings(config, db=db, html=html, uri=neo4j)
    with progress_shown(quiet=quiet) as progress:
        person = who or decide.person()
        outcome = decide.rename(entity, name, config=settings, who=person, why=why, progress=progress)
    _end_decision(outcome, quiet=quiet)


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

    settings = read_settings(config, db=db, html=html, uri=neo4j)
    with progress_shown(quiet=quiet) as progress:
        person = who or decide.person()
        outcome = decide.mark(claim, status.value, config=settings, who=person, why=why, progress=progress)
    _end_decision(outcome, quiet=quiet)


@decisions.callback()
def _about_decisions() -> None:
    """Show what people have decided, take a decision back, take over another analyst's.

    \b
    Example:
      kgbuild decisions import theirs.jsonl
    """


@decisions.command("list")
def list_decisions(db: Db = None, config: Settings = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Show all decisions in the order in which they apply, and what has become of each.

    \b
    Example:
      kgbuild decisions list
    """
    from kgbuild import decide

    with progress_shown(quiet=quiet) as progress:
        listed = decide.listed(config=read_settings(config, db=db), progress=progress)
    for one in listed:
        write_line("  ".join((one.id, one.state, *decide.described(one.decision))))


@decisions.command("undo")
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

    settings = read_settings(config, db=db, html=html, uri=neo4j)
    with progress_shown(quiet=quiet) as progress:
        outcome = decide.undo(ids, config=settings, progress=progress)
    _end_decision(outcome, quiet=quiet)


@decisions.command("import")
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

    settings = read_settings(config, db=db, html=html, uri=neo4j)
    with progress_shown(quiet=quiet) as progress:
        adoption = decide.adopt(file, config=settings, progress=progress)
    if not quiet:
        write_line(f"{len(adoption.new)} new")
    for contradiction in adoption.contradictions:
        complain("contradiction: overruled is " + "  ".join(decide.described(contradiction.overruled)))
        for decision in contradiction.by:
            complain("               by " + "  ".join(decide.described(decision)))
    _end_decision(adoption.outcome, quiet=quiet)


def _ask(session: Review, keys: Iterator[str]) -> None:
    """Put questions until there are no more, or the person quits."""
    asked = None
    while session.question is not None:
        if session.question is not asked:
            asked = session.question
            for line in session.lines():
                write_line(line)
            write_line("  s same, d different, u unsure, z undo, q quit")
        key = next(keys, "q")
        if key == "q":
            return
        write_line(f"  {session.answer(key) or 's, d, u, z or q?'}")
    write_line("no more questions")


def _end_decision(outcome: Outcome, *, quiet: bool) -> None:
    if not quiet:
        changes = [(one.what, one.subject, one.how) for one in outcome.changes]
        outputs = [("outputs", name, place) for name, place in outcome.report.outputs.items()]
        print_table([*(changes or [("", "nothing has changed", "")]), *outputs])
    end(outcome.report, outcome.report.exit_code)
