"""Commands that a list states: a heading names the body, and the lines under it those who headed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kgbuild.annotations import DocMention, Words

__all__ = ["find_lists"]

_BODIES = {"Unit", "Organisation"}
_HEADING = re.compile(
    r"\b(?:(?:general |air |flag )?officers? commanding|commanding officers|commanding generals|"
    r"commanders|commandants|"
    r"chronicle of command|chain of command|succession of command|command history|"
    r"(?:chiefs|commissioners|directors|inspectors|governors|heads) (?:of|general)\b)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:past|former|previous|chronicle|history|succession|list of|been|commanded|led)\b", re.IGNORECASE
)
_OPEN_END = re.compile(r"(?:till date|to date|present|date|now|incumbent|[-–]\s*)$", re.IGNORECASE)
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d|\b\d\d$")
_LONGEST_HEADING = 18  # words
_LONGEST_ITEM = 26
_GAP = 8  # lines without a name between two names of a list
_FEWEST = 3  # names that make a list
_HEADS = re.compile(
    r"\b(?:commanders?|comd|co|goc|officers? commanding|commanding officers?|leader|chief|head)\b", re.I
)
_UNITS = re.compile(
    r"\b(?:units?|formations?|brigades?|battalions?|divisions?|commands?|body|forces?|group)\b", re.I
)


def find_lists(words: Words, mentions: Sequence[DocMention]) -> Iterator[tuple[str, int, int, str]]:
    """Yield (relation type, subject, object, modality) for the names listed under a heading, or in a table.

    "Past commanders of 5 Brigade", and then a line each with rank, name and years; or rows under the header
    "Unit | Commander".

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text; `subject` and `object` are indices into them.
    """
    lines = _Lines(words, mentions)
    yield from lines.under_headings()
    yield from lines.in_tables()


class _Lines:
    """The lines of a document, each with the mentions that stand in it."""

    def __init__(self, words: Words, mentions: Sequence[DocMention]) -> None:
        self._words = words
        self._mentions = mentions
        self._spans = words.sentence_spans()
        self._of: list[list[int]] = [[] for _ in self._spans]
        for n, mention in enumerate(mentions):
            self._of[mention.span.sentence].append(n)

    def under_headings(self) -> Iterator[tuple[str, int, int, str]]:
        line = 0
        while line < len(self._spans):
            body = self._heading(line)
            if body is None:
                line += 1
                continue
            items = list(self._items(line + 1))
            if len(items) >= _FEWEST:
                past = bool(_PAST.search(self._text(line)))
                for item in items:
                    yield "COMMANDS", item, body, self._modality(item, past=past, last=item == items[-1])
            line = self._mentions[items[-1]].span.sentence + 1 if items else line + 1

    def in_tables(self) -> Iterator[tuple[str, int, int, str]]:
        header: list[str] | None = None
        for line in range(len(self._spans)):
            cells = self._cells(line)
            if len(cells) < 2:
                header = None
                continue
            texts = [self._words.text(a, b) if b > a else "" for a, b in cells]
            if not self._of[line] or header is None:
                header = texts if header is None or any(_HEADS.search(text) for text in texts) else header
                continue
            if len(header) != len(cells):
                continue
            head = next((i for i, text in enumerate(header) if _HEADS.search(text)), None)
            unit = next((i for i, text in enumerate(header) if _UNITS.search(text) and i != head), None)
            if head is None or unit is None:
                continue
            people = self._in_cell(line, cells[head], {"Person"})
            bodies = self._in_cell(line, cells[unit], _BODIES)
            if len(people) == 1 and bodies:
                yield "COMMANDS", people[0], bodies[0], "asserted"

    def _heading(self, line: int) -> int | None:
        """The mention of the body whose heads follow, if the line announces them."""
        start, end = self._spans[line]
        text = self._text(line)
        found = self._of[line]
        if end - start > _LONGEST_HEADING or not _HEADING.search(text) or text.endswith((".", "?", "!")):
            return None
        if any(self._mentions[n].span.label == "Person" for n in found):
            return None
        bodies: list[int] = [n for n in found if self._mentions[n].span.label in _BODIES]
        if len({self._mentions[n].entity for n in bodies}) > 1:
            return None
        return bodies[0] if bodies else self._topic(line)

    def _topic(self, line: int) -> int | None:
        """The body that the document is about, by its first line; or that of the heading right before."""
        before: list[int] = [*range(line - 1, max(-1, line - 3), -1), 0]
        for at in before:
            bodies = [n for n in self._of[at] if self._mentions[n].span.label in _BODIES]
            start, end = self._spans[at]
            people = any(self._mentions[n].span.label == "Person" for n in self._of[at])
            entities = {self._mentions[n].entity for n in bodies}
            leads = self._text(line).endswith(":") and at == line - 1
            if len(entities) == 1 and not people and (leads or at == 0 or end - start <= 10):
                return bodies[0]
        return None

    def _items(self, line: int) -> Iterator[int]:
        """The names of a list that begins at a line."""
        gap = 0
        while line < len(self._spans) and gap <= _GAP:
            start, end = self._spans[line]
            people = [n for n in self._of[line] if self._mentions[n].span.label == "Person"]
            if end - start > _LONGEST_ITEM or not self._is_item(line):
                return
            if len(people) == 1 and self._mentions[people[0]].span.kind == "name":
                yield people[0]
                gap = 0
            elif people or self._heading(line) is not None:
                return
            else:
                gap += 1
            line += 1

    def _is_item(self, line: int) -> bool:
        """Whether a line reads like an entry of a list, and not like a sentence."""
        start, end = self._spans[line]
        named = {
            i for n in self._of[line] for i in range(self._mentions[n].span.start, self._mentions[n].span.end)
        }
        plain = [i for i in range(start, end) if i not in named and self._words.texts[i].isalpha()]
        lower = [i for i in plain if self._words.texts[i].islower() and len(self._words.texts[i]) > 3]
        verbs = {"was", "is", "has", "were", "are", "had", "said", "who", "that", "and", "which"}
        return len(lower) <= 2 and not verbs & {self._words.texts[i].lower() for i in plain}

    def _modality(self, item: int, *, past: bool, last: bool) -> str:
        line = self._mentions[item].span.sentence
        text = " ".join(
            self._text(at) for at in range(line, min(len(self._spans), line + 4)) if at == line or not self._of[at]
        )
        if last and (not _YEARS.search(text) or _OPEN_END.search(text)):
            return "asserted"
        return "past" if past or _YEARS.search(text) else "asserted"

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

    def _text(self, line: int) -> str:
        return self._words.text(*self._spans[line])
