"""Which annotated documents a model is trained on, and which it is measured on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kgbuild.errors import ConfigError, GoldError
from kgbuild.evaluate import read_annotated
from kgbuild.schema import default_schema

__all__ = ["WRITTEN", "Sets", "check_own", "find_sets", "hold_out"]

WRITTEN = Path(__file__).parent / "data" / "written.jsonl"  # documents written for kgbuild, CC0
_NAMES = ("redocred_dev", "crossner_politics_train", "crossner_politics_dev", "wikigold")
_REPORTS = ("train",)
_HELD_OUT = ("dev", "seeds", "crossner_politics_test", "redocred_test")


@dataclass(frozen=True)
class Sets:
    """Files in the exchange format: `names` have only names annotated, `reports` and `written` everything.

    `reports` are texts from life, `written` those made for training. `held_out` are never trained on; thresholds
    and confidences are fitted to the first of them.
    """

    names: tuple[Path, ...]
    reports: tuple[Path, ...]
    written: tuple[Path, ...]
    held_out: tuple[Path, ...]


def find_sets(data: Path | None, own: Sequence[Path] = ()) -> Sets:
    """The shipped documents, the user's own, and those of the sets in `data` that are there.

    Args:
        data: a folder with the public and the project's sets; None where there is none.
        own: fully annotated files of the user.

    Raises:
        ConfigError: a file or the folder does not exist, or the folder holds none of the sets.
    """
    for path in (*([data] if data else []), *own):
        if not path.exists():
            raise ConfigError(f"{path} does not exist")

    def there(names: Sequence[str]) -> tuple[Path, ...]:
        files = (data / f"{name}.jsonl" for name in names) if data else ()
        return tuple(file for file in files if file.exists())

    if data and not there((*_NAMES, *_REPORTS, *_HELD_OUT)):
        looked_for = ", ".join(f"{name}.jsonl" for name in (*_NAMES, *_REPORTS, *_HELD_OUT))
        raise ConfigError(f"{data} holds none of {looked_for}", hint="give annotated files of your own with --own")
    return Sets(there(_NAMES), (*there(_REPORTS), *own), (WRITTEN,), there(_HELD_OUT))


def check_own(file: Path) -> None:
    """Make sure that a model can learn all that a user's file annotates.

    Raises:
        GoldError: the file breaks the exchange format, has a label or type that is not shipped, or a document
            whose relations nobody annotated, which would teach that there are none.
    """
    schema = default_schema()
    for record in read_annotated(file):
        relations = record.get("relations")
        if relations is None:
            raise GoldError(
                f"{file}: the relations of {record['id']!r} are not annotated",
                hint="annotate them; a document that states none has an empty list",
            )
        used = {entity["label"] for entity in record["entities"]} - schema.labels.keys()
        used |= {relation["type"] for relation in relations} - schema.relations.keys()
        if used:
            raise GoldError(
                f"{file}: {record['id']!r} has {min(used)!r}, which is no shipped label or type",
                hint="a model learns the shipped ones; your own are found by lists and patterns in kgbuild.toml",
            )


def hold_out(sets: Sets, folder: Path) -> Sets:
    """The same sets, but every tenth written document is held out, so that there is something to fit to.

    Args:
        sets: without any held out.
        folder: gets the written documents as two files.
    """
    lines = [line for file in sets.written for line in file.read_text(encoding="utf-8").splitlines(keepends=True)]
    kept, held = folder / "written.jsonl", folder / "every_tenth_written.jsonl"
    kept.write_text("".join(line for i, line in enumerate(lines) if i % 10), encoding="utf-8")
    held.write_text("".join(lines[::10]), encoding="utf-8")
    return replace(sets, written=(kept,), held_out=(held,))
