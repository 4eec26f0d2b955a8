"""The commands that measure the extraction, and better it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.cli.options import Debug, Model, Recogniser, Settings, read_settings
from kgbuild.cli.printing import make_cell, make_table, show_table, write_line

if TYPE_CHECKING:
    from kgbuild.evaluate import Mistake, Scores

__all__ = ["evaluate", "train"]


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
    settings = read_settings(config, recogniser=recogniser, model=model)
    examination = evaluation.examine(gold, predicted=predicted, config=settings)
    if report is not None:
        evaluation.write_report(examination, report, gold=gold.name, errors=errors)
    if json:
        write_line(dumps(evaluation.plain_examination(examination, errors=errors), indent=1))
        return
    _print_scores(examination.scores)
    if len(examination.kinds) > 1:
        _print_kinds(examination.kinds)
    if errors:
        _print_mistakes(examination.mistakes)


def train(
    out: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the model is written: a new folder.")],
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
        typer.Option(
            "--minilm",
            metavar="PATH",
            help="The encoder to start from: a folder with model.safetensors and vocab.txt, or a jar of "
            "langchain4j.  [default: the installed package's MiniLM]",
        ),
    ] = None,
    debug: Debug = False,
) -> None:
    """Train a model on the documents shipped with kgbuild, and on your own.

    Needs the extra `train`, and hours; a run that was broken off goes on if it is given again. The model is used
    with `--model FOLDER`.

    \b
    Example:
      kgbuild train my-model --own annotated.jsonl
    """
    from kgbuild.train import make_model

    make_model(out, data=data, own=own or [], minilm=minilm)


def _print_scores(scores: Scores) -> None:
    from kgbuild.evaluate import row_cells, rows, unknown_words

    table = make_table("", "precision", "recall", "F1", "right", "wrong", "missed", justify="right")
    for row in rows(scores):
        table.add_row(("  " if row.part else "") + row.name, *row_cells(row))
    write_line(f"documents: {scores.documents}")
    if scores.missing:
        write_line(f"not predicted: {', '.join(scores.missing)}")
    if unknown := unknown_words(scores):
        write_line(f"not in the schema: {', '.join(unknown)}")
    show_table(table)


def _print_kinds(kinds: Mapping[str, Scores]) -> None:
    from kgbuild.evaluate import KIND_COLUMNS, kind_cells

    table = make_table("", *KIND_COLUMNS, justify="right")
    for kind, scores in kinds.items():
        table.add_row(make_cell(kind), *kind_cells(scores))
    write_line("")
    show_table(table)


def _print_mistakes(mistakes: Iterable[Mistake]) -> None:
    from kgbuild.evaluate import tell

    for group, of_group in groupby(mistakes, lambda mistake: mistake.group):
        listed = list(of_group)
        write_line(f"\n{group}: {len(listed)}")
        for mistake in listed:
            write_line(f"  {mistake.document}: {tell(mistake)}\n    {mistake.sentence}")
