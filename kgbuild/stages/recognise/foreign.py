"""Names from an installed spaCy pipeline in place of ours, brought to the labels and edges of the guidelines."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from kgbuild.annotations import Words
from kgbuild.errors import ConfigError
from kgbuild.gazetteer import is_demonym, read_list, usual_name
from kgbuild.schema import Schema
from kgbuild.tags import TaggedSpan

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["ForeignNames", "version_of"]

_SURE = 0.9  # spaCy's recognisers do not tell how sure they are
_PIECE = 50_000  # characters read at once, as spaCy's parser takes memory with the length of a text
_ARMED = frozenset(
    "army armies navy navies marines corps force forces police gendarmerie guard guards command division brigade "
    "brigades regiment battalion battalions squadron squadrons platoon wing fleet flotilla garrison militia "
    "militias troops coalition legion commandos artillery infantry cavalry rangers paramilitaries insurgents "
    "rebels guerrillas mujahideen front".split()
)


class ForeignNames:
    """Reads a document with another pipeline and yields its names as ours.

    Args:
        name: an installed pipeline, or the folder of one.
        schema: maps the pipeline's labels to ours; a label that is one of ours stays, all others are dropped.

    Raises:
        ConfigError: there is no such pipeline, it cannot be loaded, or none of its labels is known.
    """

    def __init__(self, name: str, schema: Schema) -> None:
        self._nlp = _load(name)
        self._labels = {**{label: label for label in schema.labels}, **schema.recogniser_labels}
        theirs = {label for part in self._nlp.pipe_names for label in self._labels_of(part)}
        if theirs and theirs.isdisjoint(self._labels):
            raise ConfigError(
                f"the spaCy pipeline {name!r} has no label that is known: {', '.join(sorted(theirs)[:20])}",
                hint="say what they mean in the [recogniser_labels] of kgbuild.toml",
            )

    def _labels_of(self, part: str) -> Iterable[str]:
        """The labels of the names that a part of the pipeline gives; none of a part that gives no names."""
        gives_names = "doc.ents" in self._nlp.get_pipe_meta(part).assigns
        return self._nlp.pipe_labels.get(part, ()) if gives_names else ()

    def __call__(self, words: Words) -> list[TaggedSpan]:
        """The names of a Doc in the order of the text."""
        starts = [words.characters(i, i + 1)[0] for i in range(len(words))]
        word_at = {at: i for i, start in enumerate(starts) for at in range(start, start + len(words.texts[i]))}
        found: list[TaggedSpan] = []
        for offset, piece in _pieces(words):
            for ent in self._nlp(piece).ents:
                label = self._labels.get(ent.label_)
                start, end = word_at.get(offset + ent.start_char), word_at.get(offset + ent.end_char - 1)
                if (
                    label
                    and start is not None
                    and end is not None
                    and words.sentences[start] == words.sentences[end]
                ):
                    name = _as_ours(TaggedSpan(start, end + 1, label, _SURE), words)
                    # Two of its names may touch within one of our words.
                    if name.start < name.end and (not found or found[-1].end <= name.start):
                        found.append(name)
        return found


def version_of(name: str) -> str:
    """What tells one pipeline from another: an installed one's version, a folder's content.

    Raises:
        ConfigError: there is no such pipeline.
    """
    if spacy.util.is_package(name):
        return f"{name} {metadata.version(name)}"
    folder = Path(name)
    if not (folder / "meta.json").is_file():
        raise ConfigError(
            f"there is no spaCy pipeline {name!r}",
            hint=f"install it, for example with: python -m spacy download {name}",
        )
    digest = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        digest.update(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}\n".encode())
        digest.update(file.read_bytes())
    return f"{_title(folder)} {digest.hexdigest()[:12]}"


def _title(folder: Path) -> str:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}"
    except (OSError, ValueError, AttributeError):
        return folder.name


def _load(name: str) -> Language:
    version_of(name)
    try:
        return spacy.load(name)
    except Exception as error:  # a pipeline's own code may raise anything
        reason = str(error).strip().split("\n")[0]
        raise ConfigError(f"cannot load the spaCy pipeline {name!r}: {reason}", hint="install it again") from error


def _pieces(words: Words) -> Iterator[tuple[int, str]]:
    """Yield (offset, text) of stretches of whole sentences."""
    begins = [words.characters(start, end) for start, end in words.sentence_spans()]
    first = begins[0][0] if begins else 0
    for n, (_, end) in enumerate(begins):
        following = begins[n + 1] if n + 1 < len(begins) else None
        if following is None or following[1] - first > _PIECE:
            yield first, words.whole[first:end]
            first = following[0] if following else end


def _as_ours(name: TaggedSpan, words: Words) -> TaggedSpan:
    """The name without article, possessive, rank and title; armed bodies as units; adjectives as nothing."""
    start, end, label = name.start, name.end, name.tag
    while end > start and words.texts[end - 1].lower() in ("'s", "’s", "'", "’", "the", ","):
        end -= 1
    while start < end and _leads(words, start, label):
        start += 1
    text = words.text(start, end) if end > start else ""
    if label == "Organisation" and text and _is_armed(text):
        label = "Unit"
    if is_demonym(text):
        end = start
    return TaggedSpan(start, end, label, name.confidence)


def _leads(words: Words, i: int, label: str) -> bool:
    plain = words.texts[i].lower().rstrip(".")
    return plain in ("the", "a", "an") or (label == "Person" and plain in _titles())


@cache
def _titles() -> frozenset[str]:
    return frozenset(word for names in read_list("titles.txt") for name in names for word in name.lower().split())


def _is_armed(text: str) -> bool:
    """Whether a body's head word is that of an armed unit, or the body is listed as one.

    The head is the last word, or the one before "of" and the like: "Army of Chad", "Task Force Spartan".
    """
    if usual_name(text, "Unit") in _listed_units():
        return True
    head = re.split(r"\s+(?:of|for|in|to)\s+|\s*[,(–-]\s+", text)[0]
    words = [word.strip(".,").lower() for word in head.split()]
    return bool(words) and (words[-1] in _ARMED or words[:2] == ["task", "force"])


@cache
def _listed_units() -> frozenset[str]:
    return frozenset(names[0] for names in read_list("units.txt"))
