"""What lists and tables state: who headed a body, who holds which post where, which bodies make up another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from kgbuild.annotations import DocMention, Words
from kgbuild.stages.relate.ranks import is_rank_word, title_end
from kgbuild.stages.relate.titles import Title, TitleFinder, relation_of_role

__all__ = ["find_lists"]

_Claim = tuple[str, int, int, str]  # relation type, subject, object, modality

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

# An entry of a list is matched by its shape, a letter for each part: P a person's name with the ranks before it,
# B a unit or organisation, L a place, T a title, R a rank, q "former" and the like, o "of" or "the", i "in" or
# "at", n a number, f "from", t "to", a "as", x any other words; the signs , - : ( ) | ; stand for themselves.
_B = r"B(?![sB])"  # one that is not itself said of another: "5 Brigade's staff"
_AT = r"(?:[,(\-|]i*L\)?|\|x:[BL])*"  # where the body before it is
_JOIN = r"[oi,:(\-|]*"
_OPENING = r"(?:[xnRoft]{1,4}:)?"
_RANK = r"(?:[,(]R\)?)?"  # after the name
_POSTS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Col Jane Roe, Commander, 5 Brigade"; "Jane Roe (Commander 5 Brigade)"
        rf"^{_OPENING}(?P<P>P){_RANK}[,:(\-|]*o*(?P<q>q?)(?P<T>T){_JOIN}(?P<B>{_B})",
        # "Jane Roe, 5 Brigade (Commander)"
        rf"^{_OPENING}(?P<P>P){_RANK}[,:\-|](?P<q>q?)(?P<B>{_B}){_AT}[,(:\-|](?P<T>T)[).]*$",
        # "Commander, 5 Brigade: Col Jane Roe"
        rf"^{_OPENING}(?P<q>q?)(?P<T>T){_JOIN}(?P<B>{_B}){_AT}[,:(\-|]+(?P<P>P)",
        # "Commander: Col Jane Roe, 5 Brigade"
        rf"^(?P<q>q?)(?P<T>T)[:\-](?P<P>P){_RANK}[,(\-|](?P<B>{_B})",
        # "5 Brigade (Commander: Col Jane Roe)"
        rf"^{_OPENING}(?P<B>{_B}){_AT}[,:(\-|]+(?P<q>q?)(?P<T>T)[:,\-|]*(?P<P>P)",
        # "5 Brigade, Gao - Col Jane Roe (Commander)"
        rf"^{_OPENING}(?P<B>{_B}){_AT}[:(\-|](?P<P>P)[,(\-](?P<q>q?)(?P<T>T)[).]*$",
    )
)
# Several in a row, in prose: "the appointments of Col Jane Roe, Commander, 5 Brigade, Maj John Doe, ..."
_NAME_THEN_POST = re.compile(rf"(?P<P>P){_RANK}[,(]o*(?P<q>q?)(?P<T>T)[oi,]*(?P<B>{_B})")
_POST_THEN_NAME = re.compile(rf"(?P<q>q?)(?P<T>T)[oi,]*(?P<B>{_B}){_AT}[,:(\-|]+(?P<P>P)(?!,o*q?T)")
_SHARED_POST = re.compile(
    rf"^[xo]{{0,2}}(?P<q>q?)(?P<T>T)o*(?P<B>{_B}):(?P<P>P)"
)  # "Commanders of 5 Brigade: A; B; C"
_SHARING = re.compile(r"^P[^PBLT]*$")
# "5 Brigade: Col Jane Roe" and "Col Jane Roe, 5 Brigade"
_BODY_FIRST = re.compile(rf"^(?P<B>{_B}){_AT}[:(\-|](?P<P>P)\)?(?:\([xnq]+\))?[.]?$")
_NAME_FIRST = re.compile(rf"^{_OPENING}(?P<P>P)[,(\-|](?P<B>{_B})\)?{_AT}[.]?$")
# "Col Jane Roe, from 5 Brigade to 6 Brigade, Gao, as Commander"
_MOVE = re.compile(
    rf"^{_OPENING}(?P<P>P)[,\-]?f(?P<T1>T?){_JOIN}(?P<B1>{_B}){_AT},?"
    rf"t(?P<T2>T?){_JOIN}(?P<B2>{_B}){_AT}(?:,?ao?(?P<T3>T))?"
)
# Of the body that the line stands under: "Commander: Col Jane Roe"; "Col Jane Roe - Commander"
_OWN_POSTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?P<q>q?)(?P<T>T)[:,(\-|]*(?P<P>P)(?:\([nx]+)?[).]*$",
        rf"^(?P<P>P){_RANK}[,:(\-|](?P<q>q?)(?P<T>T)(?:\([nx]+)?[).]*$",
    )
)
_ROW = re.compile(r"^B(?:(?:,|,?x|,?o)B){1,}[.]?$")
_PLACE = re.compile(r"B[,(\-|]i*(?P<L>L)(?:,(?P<M>L))?(?!,L|,?xL)")
_WHOLE_OF = re.compile(r"(?<!B,)(?<!Bx)B,o*(?P<B>B)(?![sB]|[,(]o*B|,?xB)")  # "2 Battalion, 5 Brigade"
_SIGNS = {"–": "-", "—": "-", "[": "(", "]": ")", "/": "|"} | {sign: sign for sign in ",-:()|;."}
_SMALL = (
    dict.fromkeys(("of", "the", "for", "a", "an", "new", "now", "currently", "acting"), "o")
    | dict.fromkeys(("in", "at", "hq", "based", "headquartered"), "i")
    | dict.fromkeys(
        ("former", "formerly", "ex", "late", "lately", "hitherto", "previously", "then", "until", "outgoing"), "q"
    )
    | {"from": "f", "to": "t", "as": "a"}
)
_LEADING = frozenset(("and", "while", "also", "&"))
# Titles that head a body, though their words alone do not tell.
_OWN_HEADS = re.compile(
    r"(?:(?:acting|ag\.?|new|regional|army|military) )?(?:comd|cmdr|comdt|chief|"
    r"o\.?c\.?|c\.?o\.?|g\.?o\.?c\.?|aoc|foc|cg|igp?|coas|cns|"
    r"cas|cds|dpo|divisional police officer|officer in charge|general manager|inspector[- ]general(?: of police)?|"
    r"chief of (?:the )?(?:army|naval|air|defence|general) staff)",
    re.IGNORECASE,
)
# Titles of those who head no more than a part of the body, or a branch of its staff.
_OF_PART = re.compile(
    r"\b(?:company|platoon|section|squad|flight|team|troop|battery|field|wing|group|training|operations|logistics|"
    r"military|local|state|provincial|base|senior|high-ranking|publicity|private|press) "
    r"(?:commander|commandant|leader|head|secretary|director)\b|"
    r"^(?:acting )?(?:director|head|chief|commander)s? (?:of|for) "
    r"(?!(?:the )?(?:mission|state|government|police|delegation|army|naval|air|defence|general)\b)",
    re.IGNORECASE,
)
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
_MARK = re.compile(r"[ \t]*(?:((?:[|`+\-*•·–—>]+[ \t]*)+)|\(?(\d+(?:\.\d+)*|[a-zA-Z]|[ivx]+)[.)][ \t]+)?")
_CLOSED_YEARS = re.compile(r"\b(?:1[89]|20)\d\d ?(?:[-–] ?\d\d|(?:[-–]|to) ?(?:[A-Z]\w+ )?(?:1[89]|20)\d\d)\b")


def find_lists(words: Words, mentions: Sequence[DocMention]) -> Iterator[_Claim]:
    """Yield (relation type, subject, object, modality) for what the lists and tables of a document state.

    "Past commanders of 5 Brigade", and then a line each with rank, name and years; rows under the header
    "Unit | Commander"; postings such as "Col Jane Roe, Commander, 5 Brigade"; and bodies in the lines under the
    one that they are part of.

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text; `subject` and `object` are indices into them.
    """
    lines = _Lines(words, mentions)
    yield from lines.under_headings()
    yield from lines.in_tables()
    yield from lines.in_entries()
    yield from lines.in_outlines()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line, or a part of one between semicolons, and its shape.

    `at` has for each letter of the shape the number of its mention, or the title's first word; `titles` are the
    titles by that word.
    """

    shape: str
    at: list[int]
    titles: dict[int, str]
    text: str


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
    claims: list[_Claim] = field(default_factory=list)


class _Lines:
    """The lines of a document, each with the mentions that stand in it."""

    def __init__(self, words: Words, mentions: Sequence[DocMention]) -> None:
        self._words = words
        self._mentions = mentions
        self._spans = words.sentence_spans()
        self._of: list[list[int]] = [[] for _ in self._spans]
        for n, mention in enumerate(mentions):
            self._of[mention.span.sentence].append(n)

    def under_headings(self) -> Iterator[_Claim]:
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

    def in_tables(self) -> Iterator[_Claim]:
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
            if head is None or unit is None:
                continue
            people = self._in_cell(line, cells[head], {"Person"})
            bodies = self._in_cell(line, cells[unit], _BODIES)
            if len(people) == 1 and bodies:
                yield "COMMANDS", people[0], bodies[0], "asserted"

    def _moved(self, line: int, header: list[str], cells: list[tuple[int, int]]) -> Iterator[_Claim]:
        """The posts of a row under "Name | From | To"."""
        people = self._in_cell(line, (self._spans[line][0], self._spans[line][1]), {"Person"})
        columns = {text.lower(): cell for text, cell in zip(header, cells, strict=True)}
        if not people or not {"from", "to"} <= set(columns):
            return
        for column, modality in (("from", "past"), ("to", "asserted")):
            start, end = columns[column]
            bodies = self._in_cell(line, (start, end), _BODIES)
            titles = [title.text for title in self._titles.find(start, end)]
            if bodies:
                relation = self._relation(titles[0] if titles else "", bodies[0])
                yield relation, people[0], bodies[0], modality
                yield from self._containing(self._entry(start, end, {}))

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
            elif self._heading(line) is not None:
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

    def in_entries(self) -> Iterator[_Claim]:
        """What the entries of lists state by themselves: posts, moves, and where the bodies are."""
        for line in range(len(self._spans)):
            if not self._may_state_post(line):
                continue
            commanders, shared = False, None
            for entry in self._entries(line, self._spans[line][0]):
                found = list(self._posts(entry)) or list(self._untitled(entry, commanders=commanders))
                if shared and _SHARING.match(entry.shape):
                    found = [self._shared_post(entry, *shared)]
                opening = _SHARED_POST.match(entry.shape)
                if opening:
                    shared = entry.titles[entry.at[opening.start("T")]], entry.at[opening.start("B")]
                commanders = commanders or any(claim[0] == "COMMANDS" for claim in found)
                yield from found
                if found:
                    yield from self._containing(entry)

    def _may_state_post(self, line: int) -> bool:
        labels = {self._mentions[n].span.label for n in self._of[line]}
        return "Person" in labels and bool(labels & _BODIES)

    def _posts(self, entry: _Entry) -> Iterator[_Claim]:
        move = _MOVE.match(entry.shape)
        if move:
            person = entry.at[move.start("P")]
            new = "T2" if move["T2"] else "T3"
            for side, title, modality in (("B1", "T1", "past"), ("B2", new, "asserted")):
                role = entry.titles[entry.at[move.start(title)]] if move[title] else ""
                body = entry.at[move.start(side)]
                yield self._relation(role, body), person, body, modality
            return
        post = next(filter(None, (pattern.match(entry.shape) for pattern in _POSTS)), None)
        if post:
            yield self._post(entry, post, entry.at[post.start("B")])
            return
        rows = [list(pattern.finditer(entry.shape)) for pattern in (_NAME_THEN_POST, _POST_THEN_NAME)]
        # Which of the two comes first tells whose post each is, where names and posts follow one another.
        for post in min(filter(None, rows), key=lambda row: row[0].start(), default=[]):
            yield self._post(entry, post, entry.at[post.start("B")])

    def _shared_post(self, entry: _Entry, role: str, body: int) -> _Claim:
        modality = "past" if _CLOSED_YEARS.search(entry.text) else "asserted"
        return self._relation(role, body), entry.at[0], body, modality

    def _post(self, entry: _Entry, post: re.Match[str], body: int) -> _Claim:
        role = entry.titles[entry.at[post.start("T")]]
        modality = "asserted"
        if "designate" in role.lower():
            modality = "planned"
        elif post["q"] or _CLOSED_YEARS.search(entry.text):
            modality = "past"
        relation = self._relation(role, body)
        if self._words.texts[entry.at[post.start("T")] - 1].lower() in ("a", "an"):
            relation = "MEMBER_OF"  # one of several
        return relation, entry.at[post.start("P")], body, modality

    def _untitled(self, entry: _Entry, *, commanders: bool) -> Iterator[_Claim]:
        """A name with its rank and a body: who comes after the body heads it, who comes before belongs to it.

        Args:
            entry: has no title beside them.
            commanders: whether the entries before it state who commands.
        """
        for pattern in (_BODY_FIRST, _NAME_FIRST):
            post = pattern.match(entry.shape)
            if post is None:
                continue
            person, body = entry.at[post.start("P")], entry.at[post.start("B")]
            span, unit = self._mentions[person].span, self._mentions[body].span.label == "Unit"
            if title_end(self._words, span) == span.start:
                continue
            if pattern is _NAME_FIRST and not (commanders and unit):
                yield "MEMBER_OF", person, body, "asserted"
            elif unit:
                yield "COMMANDS", person, body, "asserted"

    def _containing(self, entry: _Entry) -> Iterator[_Claim]:
        """What contains the bodies and places of an entry: "2 Battalion, 5 Brigade"; "5 Brigade, Gao, Mali"."""
        for found in _PLACE.finditer(entry.shape):
            body, place = entry.at[found.start()], entry.at[found.start("L")]
            yield "LOCATED_IN", body, place, "asserted"
            if found["M"]:
                yield "LOCATED_IN", place, entry.at[found.start("M")], "asserted"
        for found in _WHOLE_OF.finditer(entry.shape):
            part, whole = entry.at[found.start()], entry.at[found.start("B")]
            if self._mentions[part].span.label == "Unit":
                yield "PART_OF", part, whole, "asserted"

    def _relation(self, role: str, body: int) -> str:
        if _OF_PART.search(role):
            return "MEMBER_OF"
        if _OWN_HEADS.fullmatch(role):
            return "COMMANDS"
        return relation_of_role(role, self._mentions[body].span.label) or "MEMBER_OF"

    def in_outlines(self) -> Iterator[_Claim]:
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
                for entry in self._entries(line, level.start):
                    above.claims += self._stated_of(above, above.body, entry)
            if level.body is None and parent is not None:
                level.body, level.commanded = parent.body, parent.commanded
            stack.append(level)
            levels.append(level)
        for level in levels:
            parts = sum(claim[0] in ("PART_OF", "OPERATES_UNDER") for claim in level.claims)
            yield from level.claims if level.heading or level.mark or parts != 1 else []

    def _announcing(self, line: int) -> _Level | None:
        """The level of a line that announces the parts of a body: "Units of 5 Brigade:"."""
        start, end = self._spans[line]
        colon = next((i for i in range(start, end) if self._words.texts[i] == ":"), None)
        stop = end if colon is None else colon
        found = [n for n in self._of[line] if self._mentions[n].span.start < stop]
        text = self._plain(start, stop)
        above = bool(_ABOVE.search(text))
        if stop - start > _LONGEST_HEADING or not (above or _STRUCTURE.search(text)):
            return None
        if any(self._mentions[n].span.label not in _BODIES for n in found):
            return None
        if colon is None and (self._words.texts[end - 1] in (".", "?", "!") or not self._is_item(line)):
            return None
        level = self._level(line)
        if level is None or len({self._mentions[n].entity for n in found}) > 1:
            return None
        level.body = found[0] if found else self._topic(line) if _WHOLE.search(text) else None
        level.start = end if colon is None else colon + 1
        level.heading, level.above = True, above
        level.commanded = bool(_COMMANDED.search(text))
        return level if level.body is not None else None

    def _level(self, line: int) -> _Level | None:
        """Where a line stands in an outline; None for a sentence that begins within a line."""
        start, end = self._spans[line]
        offset = self._words.characters(start, end)[0]
        begin = self._words.whole.rfind("\n", 0, offset) + 1
        mark = _MARK.match(self._words.whole, begin)
        assert mark is not None  # it may be empty
        if self._words.whole[mark.end() : offset].strip():
            return None  # not the line's beginning
        kind = re.sub(r"\s|\d+", "", mark[1] or "") or re.sub(r"\d+", "1", re.sub("[a-zA-Z]+", "a", mark[2] or ""))
        first = next((i for i in range(start, end) if self._words.characters(i, i + 1)[0] >= mark.end()), end)
        body = self._at.get(first)
        if body is not None and self._mentions[body].span.label not in _BODIES:
            body = None
        return _Level(self._indent(begin), kind, first, body)

    def _is_listed(self, line: int, level: _Level) -> bool:
        """Whether a line may have others under it, or stand under another."""
        start, end = self._spans[line]
        if not self._of[line] and not level.mark and self._words.texts[end - 1] != ":":
            return False
        told = {"was", "is", "has", "were", "are", "had", "said", "will"}
        lower = {word.lower() for word in self._words.texts[start:end]}
        return end - start <= _LONGEST_ITEM and not told & lower and self._words.texts[end - 1] not in ("?", "!")

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

    def _stated_of(self, level: _Level, body: int, entry: _Entry) -> Iterator[_Claim]:
        """What an entry under a line states of that line's body."""
        post = next(filter(None, (pattern.match(entry.shape) for pattern in _OWN_POSTS)), None)
        if post:
            yield self._post(entry, post, body)
        if not entry.shape.startswith("B") or _DENIED.search(entry.text):
            return
        commanded = level.commanded or _COMMANDED.search(entry.text)
        parts = [n for letter, n in zip(entry.shape, entry.at, strict=True) if letter == "B"]
        for part in parts if _ROW.match(entry.shape) else parts[:1]:
            sides = (body, part) if level.above else (part, body)
            if self._mentions[part].entity != self._mentions[body].entity:
                yield ("OPERATES_UNDER" if commanded else "PART_OF"), *sides, "asserted"
        yield from self._containing(entry)

    def _entries(self, line: int, start: int) -> Iterator[_Entry]:
        """The entries of a line from word `start` on; semicolons part them, and the marks of a list."""
        end, depth, first = self._spans[line][1], 0, start
        titles = {title.start: title for title in self._titles.find(start, end)} if start < end else {}
        for i in range(start, end + 1):
            word = self._words.texts[i] if i < end else ";"
            depth += (word == "(") - (word == ")")
            marked = start < i < end and self._is_marked(i)
            if i == end or marked or (word == ";" and depth <= 0):
                if i > first:
                    yield self._entry(first, i, titles)
                first = i if marked else i + 1

    def _is_marked(self, i: int) -> bool:
        """Whether word `i` begins a line as a list's sign or number: "b." does not begin a sentence."""
        start, end = self._words.characters(i - 1, i)[1], self._words.characters(i, i + 1)[0]
        if self._words.whole.find("\n", start, end) < 0:
            return False
        mark = _MARK.match(self._words.whole, self._words.whole.rfind("\n", start, end) + 1)
        return mark is not None and bool(mark[1] or mark[2])

    def _entry(self, start: int, end: int, titles: dict[int, Title]) -> _Entry:
        first, i = start, start
        while i < end and i not in self._at and (not self._words.texts[i].isalpha() or self._is_letter(i, end)):
            i += 1  # a list's sign or number
        if i < end and self._words.texts[i].lower() in _LEADING:
            i += 1
        shape, at = "", []
        while i < end:
            letter, n, i = self._part(i, titles)
            if letter not in "xnRo" or not shape.endswith(letter):
                shape += letter
                at.append(n)
        texts = {n: title.text for n, title in titles.items()}
        return _Entry(shape, at, texts, self._plain(first, end))

    def _is_letter(self, i: int, end: int) -> bool:
        """Whether a word is the letter of a list's entry: the "a" of "a.", which may be one word, or "a)"."""
        return len(self._words.texts[i]) == 1 and i + 1 < end and self._words.texts[i + 1] in (".", ")")

    def _part(self, i: int, titles: dict[int, Title]) -> tuple[str, int, int]:
        """The letter for the words from `i` on, what it stands for, and the word after them."""
        n = self._at.get(i, self._before.get(i))
        if n is not None:
            span = self._mentions[n].span
            if span.kind == "pronoun" or (span.label == "Person" and span.kind != "name"):
                return "x", n, span.end
            return {"Person": "P", "Place": "L"}.get(span.label, "B"), n, span.end
        if i in titles:
            return "T", i, titles[i].end
        word = self._words.texts[i]
        letter = "s" if word in ("'s", "’s") else _SIGNS.get(word) or _SMALL.get(word.lower())
        if letter is None:
            letter = "n" if word[0].isdigit() else "R" if is_rank_word(word) else "x"
        return letter, i, i + 1

    @cached_property
    def _at(self) -> dict[int, int]:
        spans = [mention.span for mention in self._mentions]
        return {i: n for n, span in enumerate(spans) for i in range(span.start, span.end)}

    @cached_property
    def _before(self) -> dict[int, int]:
        found = {}
        for n, mention in enumerate(self._mentions):
            if mention.span.label == "Person" and mention.span.kind == "name":
                start = title_end(self._words, mention.span)
                # An opening bracket before a rank is a sign like any other here.
                found[start + (self._words.texts[start] == "(")] = n
        return found

    @cached_property
    def _titles(self) -> TitleFinder:
        return TitleFinder(self._words, [mention.span for mention in self._mentions], self._at, self._before)

    def _plain(self, start: int, end: int) -> str:
        """The words from `start` to `end` - 1 that belong to no name."""
        return " ".join(self._words.texts[i] for i in range(start, end) if i not in self._at)

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
