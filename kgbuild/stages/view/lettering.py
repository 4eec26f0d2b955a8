"""Names as labels: broken into a few short lines, and measured without a font at hand."""

from __future__ import annotations

import unicodedata

__all__ = ["cells", "isolated", "lines", "shortened"]

_LINE = 20
_MOST_LINES = 3


def lines(name: str) -> list[str]:
    """Break a name into at most three lines of about twenty cells; what does not fit ends in an ellipsis."""
    broken = [""]
    for word in name.split():
        joined = f"{broken[-1]} {word}".strip()
        if cells(joined) <= _LINE or not broken[-1]:
            broken[-1] = joined
        else:
            broken.append(word)
    if len(broken) > _MOST_LINES:
        broken = [*broken[: _MOST_LINES - 1], " ".join(broken[_MOST_LINES - 1 :])]
    return [_cut(line, _LINE) for line in broken]


def shortened(name: str, *, most: int = 60) -> str:
    """The name on one line of at most `most` cells."""
    return _cut(" ".join(name.split()), most)


def isolated(text: str) -> str:
    """The text such that its direction, right to left for instance, does not turn the words around it."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def cells(text: str) -> int:
    """The width of a text, in columns of a terminal: a Chinese character takes two, an accent none."""
    return sum(map(_width, text))


def _cut(text: str, most: int) -> str:
    used = 0
    end = 0  # where the text would end if an ellipsis had to follow
    for at, character in enumerate(text):
        if used <= most - 1:
            end = at
        used += _width(character)
        if used > most:
            return f"{text[:end].rstrip()}…"
    return text


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cc", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
