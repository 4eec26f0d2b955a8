"""Lines of a text, with their offsets: what the rules for boilerplate and pictures look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Line", "lines_of"]

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = tuple(".!?:\"')]")
_WRAPPED = 60  # characters; a shorter line was not broken because the margin came


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `text` is its characters from `start` to `end`.

    `continues` tells that the line is the next part of a sentence that was wrapped at the margin.
    """

    start: int
    end: int
    text: str
    continues: bool


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of `text` that are not blank."""
    before_end, before, continues = -2, "", False
    for found in _LINE.finditer(text):
        stripped = found[0].strip()
        if stripped:
            start = found.start() + found[0].index(stripped)
            open_ended = found.start() == before_end + 1 and not before.endswith(_SENTENCE_END)
            continues = open_ended and (continues or len(before) >= _WRAPPED)
            yield Line(start, start + len(stripped), stripped, continues)
        before_end, before = found.end(), stripped
