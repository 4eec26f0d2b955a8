"""Lists under a heading that says what those in them were: "Past commanders of 5 Brigade"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.stages.relate.lines import BODIES, LONGEST_HEADING, LONGEST_ITEM, Claim, LineReader

__all__ = ["Headings"]

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
_GAP = 8  # lines without a name between two names of a list
_FEWEST = 3  # names that make a list


class Headings(LineReader):
    """The lists of names under headings."""

    def claims(self) -> Iterator[Claim]:
        """Yield who headed the body that a heading names."""
        line = 0
        while line < len(self._spans):
            body = self._heading(line)
            if body is None:
                line += 1
                continue
            items = list(self._items(line + 1))
            if len(items) >= _FEWEST:
                past = bool(_PAST.search(self._lines.text(line)))
                for item in items:
                    yield "COMMANDS", item, body, self._modality(item, past=past, last=item == items[-1])
            line = self._mentions[items[-1]].span.sentence + 1 if items else line + 1

    def _heading(self, line: int) -> int | None:
        """The mention of the body whose heads follow, if the line announces them."""
        start, end = self._spans[line]
        text = self._lines.text(line)
        found = self._of[line]
        if end - start > LONGEST_HEADING or not _HEADING.search(text) or text.endswith((".", "?", "!")):
            return None
        if any(self._mentions[n].span.label == "Person" for n in found):
            return None
        bodies: list[int] = [n for n in found if self._mentions[n].span.label in BODIES]
        if len({self._mentions[n].entity for n in bodies}) > 1:
            return None
        return bodies[0] if bodies else self._lines.topic(line)

    def _items(self, line: int) -> Iterator[int]:
        """The names of a list that begins at a line."""
        gap = 0
        while line < len(self._spans) and gap <= _GAP:
            start, end = self._spans[line]
            people = [n for n in self._of[line] if self._mentions[n].span.label == "Person"]
            if end - start > LONGEST_ITEM or not self._lines.is_item(line):
                return
            if len(people) == 1 and self._mentions[people[0]].span.kind == "name":
                yield people[0]
                gap = 0
            elif self._heading(line) is not None:
                return
            else:
                gap += 1
            line += 1

    def _modality(self, item: int, *, past: bool, last: bool) -> str:
        line = self._mentions[item].span.sentence
        text = " ".join(
            self._lines.text(at)
            for at in range(line, min(len(self._spans), line + 4))
            if at == line or not self._of[at]
        )
        if last and (not _YEARS.search(text) or _OPEN_END.search(text)):
            return "asserted"
        return "past" if past or _YEARS.search(text) else "asserted"
