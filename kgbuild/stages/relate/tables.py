"""Tables whose rows state who commands which unit, or who moves from where to where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kgbuild.stages.relate.lines import BODIES, Claim, LineReader, Lines
from kgbuild.stages.relate.posts import Posts

__all__ = ["Tables"]

_HEADS = re.compile(
    r"\b(?:commanders?|comd|co|goc|officers? commanding|commanding officers?|leader|chief|head)\b", re.I
)
_UNITS = re.compile(
    r"\b(?:units?|formations?|brigades?|battalions?|divisions?|commands?|body|forces?|group)\b", re.I
)
_BASES = re.compile(r"(?:headquarters|hq|base|based (?:in|at)|location|garrison|home station)", re.I)


class Tables(LineReader):
    """The rows of tables under a header such as "Unit | Commander"."""

    def __init__(self, lines: Lines, posts: Posts) -> None:
        super().__init__(lines)
        self._posts = posts

    def claims(self) -> Iterator[Claim]:
        """Yield what the rows of tables state."""
        header: list[str] | None = None
        for line in range(len(self._spans)):
            cells = self._cells(line)
            if len(cells) < 2:
                header = None
                continue
            texts = [self._words.text(a, b) if b > a else "" for a, b in cells]
            if not self._of[line] or header is None:
                named = any(_HEADS.search(text) or text.lower() in ("from", "to") for text in texts)
                header = texts if header is None or named else header
                continue
            if len(header) != len(cells):
                continue
            yield from self._moved(line, header, cells)
            head = next((i for i, text in enumerate(header) if _HEADS.search(text)), None)
            unit = next((i for i, text in enumerate(header) if _UNITS.search(text) and i != head), None)
            bodies = self._in_cell(line, cells[unit], BODIES) if unit is not None else []
            base = next((i for i, text in enumerate(header) if _BASES.fullmatch(text.strip()) and i != unit), None)
            places = self._in_cell(line, cells[base], {"Place"}) if base is not None else []
            if bodies and places:
                yield "LOCATED_IN", bodies[0], places[0], "asserted"
            people = self._in_cell(line, cells[head], {"Person"}) if head is not None else []
            if len(people) == 1 and bodies:
                yield "COMMANDS", people[0], bodies[0], "asserted"

    def _moved(self, line: int, header: list[str], cells: list[tuple[int, int]]) -> Iterator[Claim]:
        """The posts of a row under "Name | From | To"."""
        people = self._in_cell(line, (self._spans[line][0], self._spans[line][1]), {"Person"})
        columns = {text.lower(): cell for text, cell in zip(header, cells, strict=True)}
        if not people or not {"from", "to"} <= set(columns):
            return
        for column, modality in (("from", "past"), ("to", "asserted")):
            start, end = columns[column]
            bodies = self._in_cell(line, (start, end), BODIES)
            titles = [title.text for title in self._lines.titles.find(start, end)]
            if bodies:
                relation = self._posts.relation(titles[0] if titles else "", bodies[0])
                yield relation, people[0], bodies[0], modality
                yield from self._posts.containing(self._lines.entry(start, end, {}))

    def _cells(self, line: int) -> list[tuple[int, int]]:
        """The cells of a table's row, split at upright strokes."""
        start, end = self._spans[line]
        strokes = [i for i in range(start, end) if self._words.texts[i] == "|"]
        edges = [start - 1, *strokes, end]
        cells = [(a + 1, b) for a, b in pairwise(edges)]
        return [cell for cell in cells if cell[1] > cell[0]] if strokes else []

    def _in_cell(self, line: int, cell: tuple[int, int], labels: set[str]) -> list[int]:
        return [
            n
            for n in self._of[line]
            if cell[0] <= self._mentions[n].span.start < cell[1] and self._mentions[n].span.label in labels
        ]
