"""clean: Document → Document. Sets aside what is not prose, folds characters; offsets stay honest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgbuild.model import Document, Ignored
from kgbuild.stages.clean.boilerplate import boilerplate
from kgbuild.stages.clean.characters import entity_tails, fold
from kgbuild.stages.clean.header import header
from kgbuild.stages.clean.markdown import markup
from kgbuild.stages.clean.pictures import pictures
from kgbuild.stages.clean.ruled import ruled_lines
from kgbuild.wrapping import continued

__all__ = ["clean"]

_MARKDOWN = (".md", ".markdown")


def clean(document: Document) -> Document:
    """Return the document with `ignored` and `reading` set; its text is as before.

    Where the text was broken at a margin, its lines go on in `reading` after a space.
    What a reader has already marked as ignored stays so. Cleaning a document twice is cleaning it once.
    """
    folded = fold(document.text)
    rules = [header, boilerplate, pictures, ruled_lines]
    if (document.path or "").lower().endswith(_MARKDOWN):
        rules.append(markup)
    found = [span for rule in rules for span in rule(folded)]
    ignored = tuple(_apart([*document.ignored, *found, *entity_tails(document.text)]))
    return replace(document, ignored=ignored, reading=_unwrapped(_blank(folded, ignored)))


def _apart(spans: Iterable[Ignored]) -> Iterator[Ignored]:
    """Yield spans in the order of the text, those that overlap as one with the first's reason."""
    waiting: Ignored | None = None
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if waiting is None:
            waiting = span
        elif span.start < waiting.end:
            waiting = replace(waiting, end=max(span.end, waiting.end))
        else:
            yield waiting
            waiting = span
    if waiting is not None:
        yield waiting


def _blank(reading: str, ignored: Iterable[Ignored]) -> str:
    """Write spaces over the ignored stretches; line ends stay, since they part sentences."""
    pieces: list[str] = []
    end = 0
    for span in ignored:
        stretch = reading[span.start : span.end]
        pieces += [reading[end : span.start], "\n".join(" " * len(line) for line in stretch.split("\n"))]
        end = span.end
    return "".join([*pieces, reading[end:]])


def _unwrapped(reading: str) -> str:
    lines = reading.split("\n")
    ends = (" " if goes_on else "\n" for goes_on in continued(lines))
    return "".join(line + end for line, end in zip(lines, ends, strict=True))[:-1]
