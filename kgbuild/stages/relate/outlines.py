"""Lines under a body, or under a heading that names it, and what they state of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kgbuild.stages.relate.lines import (
    BODIES,
    LONGEST_HEADING,
    LONGEST_ITEM,
    MARK,
    RANK,
    Claim,
    Entry,
    LineReader,
    Lines,
)
from kgbuild.stages.relate.posts import Posts

__all__ = ["Outlines"]

# Of the body that the line stands under: "Commander: Col Jane Roe"; "Col Jane Roe - Commander"
_OWN_POSTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?P<q>q?)(?P<T>T)[:,(\-|]*(?P<P>P)(?:\([nx]+)?[).]*$",
        rf"^(?P<P>P){RANK}[,:(\-|](?P<q>q?)(?P<T>T)(?:\([nx]+)?[).]*$",
    )
)
_ROW = re.compile(r"^B(?:(?:,|,?x|,?o)B){1,}[.]?$")
_STRUCTURE = re.compile(
    r"\b(?:(?:sub-?)?units?|formations?|elements|components|companies|battalions|brigades|divisions|squadrons|"
    r"regiments|batteries|subordinates?|order of battle|orbat|task organi[sz]ation|organi[sz]ation|composition|"
    r"structure|compris(?:es|ed|ing)|consist(?:s|ed|ing) of|made up of|composed of|under (?:its )?command)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:subordinate|order of battle|orbat|units|formations|task organi[sz]ation|under command)\b", re.I
)
_ABOVE = re.compile(r"\b(?:parent|mother|higher|superior) (?:units?|formations?|headquarters|commands?)\b", re.I)
_COMMANDED = re.compile(
    r"\bunder (?:\w+ )?(?:command|comd|control)\b|\battached\b|\b(?:op|ta)con\b|"
    r"\b(?:operational|tactical|administrative) (?:command|control)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|never|independent|disbanded|formerly)\b", re.IGNORECASE)
# What a line's first words say of the body that it stands under, and the letters of what may follow.
_LABELS = tuple(
    (re.compile(rf"(?:\W*)(?:{label})\s*[:\-–—]", re.IGNORECASE), relation, letters)
    for label, relation, letters in (
        (
            r"(?:backed|supported|funded|armed|trained|sponsored|equipped) by|"
            r"(?:foreign )?(?:backers?|sponsors?|patrons?)",
            "BACKED_BY",
            "BL",
        ),
        (
            r"areas?(?: of (?:operations?|responsibility|activity))?|aor?|active in|operates in|theatre",
            "OPERATES_IN",
            "L",
        ),
        (r"headquarters|hq|h\.q\.|based (?:in|at)|garrison|home station|main base", "LOCATED_IN", "L"),
    )
)


@dataclass(slots=True)
class _Level:
    """A line of an outline, and what the lines under it state.

    Args:
        indent, mark: white space before the line, and the kind of sign or number that it begins with.
        body: the mention that those under it are part of.
        start: the first word that is no heading.
        heading: whether the line announces those under it.
        commanded, above: whether these act under the body, and whether the body is part of them.
    """

    indent: int
    mark: str
    start: int
    body: int | None = None
    heading: bool = False
    commanded: bool = False
    above: bool = False
    tight: bool = False
    claims: list[Claim] = field(default_factory=list)


class Outlines(LineReader):
    """The outlines of a document: orders of battle, and posts under the body that they belong to."""

    def __init__(self, lines: Lines, posts: Posts) -> None:
        super().__init__(lines)
        self._posts = posts

    def claims(self) -> Iterator[Claim]:
        """What the lines under a body, or under a heading that names it, state of it."""
        levels: list[_Level] = []
        stack: list[_Level] = []
        for line in range(len(self._spans)):
            level = self._announcing(line) or self._level(line)
            if level is None or not (level.heading or self._is_listed(line, level)):
                if level is None or not level.mark:
                    stack.clear()
                continue
            parent = self._parent(stack, level, line)
            above = level if level.heading else parent
            if above is not None and above.body is not None:
                for entry in self._lines.entries(line, level.start):
                    above.claims += self._stated_of(above, above.body, entry)
            elif level.mark:
                yield from self._of_topic(line, level)
            if level.body is None and parent is not None:
                level.body, level.commanded = parent.body, parent.commanded
            stack.append(level)
            levels.append(level)
        for level in levels:
            parts = sum(claim[0] in ("PART_OF", "OPERATES_UNDER") for claim in level.claims)
            yield from level.claims if level.heading or level.mark or parts != 1 else []

    def _of_topic(self, line: int, level: _Level) -> Iterator[Claim]:
        """The posts of a list that stands under no body, in the one that the document is about."""
        for entry in self._lines.entries(line, level.start):
            post = next(filter(None, (pattern.match(entry.shape) for pattern in _OWN_POSTS)), None)
            body = self._lines.topic(line) if post else None
            if post and body is not None:
                yield self._posts.post(entry, post, body)

    def _announcing(self, line: int) -> _Level | None:
        """The level of a line that announces the parts of a body: "Units of 5 Brigade:"."""
        start, end = self._spans[line]
        colon = next((i for i in range(start, end) if self._words.texts[i] == ":"), None)
        stop = end if colon is None else colon
        found = [n for n in self._of[line] if self._mentions[n].span.start < stop]
        text = self._lines.plain(start, stop)
        above = bool(_ABOVE.search(text))
        if stop - start > LONGEST_HEADING or not (above or _STRUCTURE.search(text)):
            return None
        if any(self._mentions[n].span.label not in BODIES for n in found):
            return None
        if colon is None and (self._words.texts[end - 1] in (".", "?", "!") or not self._lines.is_item(line)):
            return None
        level = self._level(line)
        if level is None or len({self._mentions[n].entity for n in found}) > 1:
            return None
        level.body = found[0] if found else self._lines.topic(line) if _WHOLE.search(text) else None
        level.start = end if colon is None else colon + 1
        level.heading, level.above = True, above
        level.commanded = bool(_COMMANDED.search(text))
        return level if level.body is not None else None

    def _level(self, line: int) -> _Level | None:
        """Where a line stands in an outline; None for a sentence that begins within a line."""
        start, end = self._spans[line]
        offset = self._words.characters(start, end)[0]
        begin = self._words.whole.rfind("\n", 0, offset) + 1
        mark = MARK.match(self._words.whole, begin)
        assert mark is not None  # it may be empty
        if self._words.whole[mark.end() : offset].strip():
            return None  # not the line's beginning
        kind = re.sub(r"\s|\d+", "", mark[1] or "") or re.sub(r"\d+", "1", re.sub("[a-zA-Z]+", "a", mark[2] or ""))
        first = next((i for i in range(start, end) if self._words.characters(i, i + 1)[0] >= mark.end()), end)
        body = self._lines.at.get(first)
        if body is not None and self._mentions[body].span.label not in BODIES:
            body = None
        return _Level(self._indent(begin), kind, first, body)

    def _is_listed(self, line: int, level: _Level) -> bool:
        """Whether a line may have others under it, or stand under another."""
        start, end = self._spans[line]
        if not self._of[line] and not level.mark and self._words.texts[end - 1] != ":":
            return False
        told = {"was", "is", "has", "were", "are", "had", "said", "will"}
        lower = {word.lower() for word in self._words.texts[start:end]}
        return end - start <= LONGEST_ITEM and not told & lower and self._words.texts[end - 1] not in ("?", "!")

    def _indent(self, begin: int) -> int:
        line = self._words.whole[begin : begin + 80].expandtabs(4)
        return len(line) - len(line.lstrip())

    def _parent(self, stack: list[_Level], level: _Level, line: int) -> _Level | None:
        """The line that another stands under; `stack` keeps the lines that may have more under them."""
        apart = self._is_apart(line)
        while stack:
            top = stack[-1]
            new = level.mark and all((one.indent, one.mark) != (level.indent, level.mark) for one in stack)
            if level.indent > top.indent or (level.indent == top.indent and new):
                return top
            beside = not level.heading and not level.mark and level.indent == top.indent
            if top.heading and beside and not (apart and top.tight):
                top.tight = not apart
                return top
            stack.pop()
        return None

    def _is_apart(self, line: int) -> bool:
        """Whether an empty line stands before a line."""
        start = self._spans[line][0]
        if start == 0:
            return True
        end = self._words.characters(start - 1, start)[1]
        return self._words.whole.count("\n", end, self._words.characters(start, start + 1)[0]) > 1

    def _stated_of(self, level: _Level, body: int, entry: Entry) -> Iterator[Claim]:
        """What an entry under a line states of that line's body."""
        post = next(filter(None, (pattern.match(entry.shape) for pattern in _OWN_POSTS)), None)
        if post:
            yield self._posts.post(entry, post, body)
            return
        yield from self._labelled(body, entry)
        if not entry.shape.startswith("B") or _DENIED.search(entry.text):
            return
        commanded = level.commanded or _COMMANDED.search(entry.text)
        parts = [n for letter, n in zip(entry.shape, entry.at, strict=True) if letter == "B"]
        for part in parts if _ROW.match(entry.shape) else parts[:1]:
            sides = (body, part) if level.above else (part, body)
            if self._mentions[part].entity != self._mentions[body].entity:
                yield ("OPERATES_UNDER" if commanded else "PART_OF"), *sides, "asserted"
        yield from self._posts.containing(entry)

    def _labelled(self, body: int, entry: Entry) -> Iterator[Claim]:
        """What a line such as "Backed by: Turkey" or "Headquarters: Gao" states of the body that it is under."""
        for label, relation, letters in _LABELS:
            if label.match(entry.text):
                named = [n for letter, n in zip(entry.shape, entry.at, strict=True) if letter in letters]
                for n in named if relation == "BACKED_BY" else named[:1]:
                    if self._mentions[n].entity != self._mentions[body].entity:
                        yield relation, body, n, "asserted"
