"""The lines of a document as entries of lists: the mentions in each, and the shape of what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kgbuild.annotations import DocMention, Words
from kgbuild.stages.relate.ranks import is_rank_word, title_end
from kgbuild.stages.relate.titles import Title, TitleFinder

__all__ = ["BODIES", "LONGEST_HEADING", "LONGEST_ITEM", "MARK", "RANK", "Claim", "Entry", "LineReader", "Lines"]

Claim = tuple[str, int, int, str]  # relation type, subject, object, modality

BODIES = {"Unit", "Organisation"}
LONGEST_HEADING = 18  # words
LONGEST_ITEM = 26
# An entry of a list is matched by its shape, a letter for each part: P a person's name with the ranks before it,
# B a unit or organisation, L a place, T a title, R a rank, q "former" and the like, o "of" or "the", i "in" or
# "at", n a number, f "from", t "to", a "as", x any other words; the signs , - : ( ) | ; stand for themselves.
RANK = r"(?:[,(]R\)?)?"  # of a shape: a rank after the name
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
# What a line begins with, in a list.
MARK = re.compile(r"[ \t]*(?:((?:[|`+\-*•·–—>]+[ \t]*)+)|\(?(\d+(?:\.\d+)*|[a-zA-Z]|[ivx]+)[.)][ \t]+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, or a part of one between semicolons, and its shape.

    `at` has for each letter of the shape the number of its mention, or the title's first word; `titles` are the
    titles by that word.
    """

    shape: str
    at: list[int]
    titles: dict[int, str]
    text: str


class Lines:
    """The lines of a document, each with the mentions that stand in it.

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text.
    """

    def __init__(self, words: Words, mentions: Sequence[DocMention]) -> None:
        self.words = words
        self.mentions = mentions
        self.spans = words.sentence_spans()
        self.of: list[list[int]] = [[] for _ in self.spans]
        for n, mention in enumerate(mentions):
            self.of[mention.span.sentence].append(n)

    def text(self, line: int) -> str:
        """The text of a line."""
        return self.words.text(*self.spans[line])

    def plain(self, start: int, end: int) -> str:
        """The words from `start` to `end` - 1 that belong to no name."""
        return " ".join(self.words.texts[i] for i in range(start, end) if i not in self.at)

    @cached_property
    def at(self) -> dict[int, int]:
        """The number of the mention that each word belongs to."""
        spans = [mention.span for mention in self.mentions]
        return {i: n for n, span in enumerate(spans) for i in range(span.start, span.end)}

    @cached_property
    def before(self) -> dict[int, int]:
        """The number of each person's name, by the first word of the ranks before it."""
        found = {}
        for n, mention in enumerate(self.mentions):
            if mention.span.label == "Person" and mention.span.kind == "name":
                start = title_end(self.words, mention.span)
                # An opening bracket before a rank is a sign like any other here.
                found[start + (self.words.texts[start] == "(")] = n
        return found

    @cached_property
    def titles(self) -> TitleFinder:
        """What finds the titles among the words of a line."""
        return TitleFinder(self.words, [mention.span for mention in self.mentions], self.at, self.before)

    def topic(self, line: int) -> int | None:
        """The body that the document is about, by its first line; or that of the heading right before."""
        before: list[int] = [*range(line - 1, max(-1, line - 3), -1), 0]
        for at in before:
            bodies = [n for n in self.of[at] if self.mentions[n].span.label in BODIES]
            start, end = self.spans[at]
            people = any(self.mentions[n].span.label == "Person" for n in self.of[at])
            entities = {self.mentions[n].entity for n in bodies}
            leads = self.text(line).endswith(":") and at == line - 1
            if len(entities) == 1 and not people and (leads or at == 0 or end - start <= 10):
                return bodies[0]
        return None

    def is_item(self, line: int) -> bool:
        """Whether a line reads like an entry of a list, and not like a sentence."""
        start, end = self.spans[line]
        named = {i for n in self.of[line] for i in range(self.mentions[n].span.start, self.mentions[n].span.end)}
        plain = [i for i in range(start, end) if i not in named and self.words.texts[i].isalpha()]
        lower = [i for i in plain if self.words.texts[i].islower() and len(self.words.texts[i]) > 3]
        verbs = {"was", "is", "has", "were", "are", "had", "said", "who", "that", "and", "which"}
        return len(lower) <= 2 and not verbs & {self.words.texts[i].lower() for i in plain}

    def entries(self, line: int, start: int) -> Iterator[Entry]:
        """The entries of a line from word `start` on; semicolons part them, and the marks of a list."""
        end, depth, first = self.spans[line][1], 0, start
        titles = {title.start: title for title in self.titles.find(start, end)} if start < end else {}
        for i in range(start, end + 1):
            word = self.words.texts[i] if i < end else ";"
            depth += (word == "(") - (word == ")")
            marked = start < i < end and self._is_marked(i)
            if i == end or marked or (word == ";" and depth <= 0):
                if i > first:
                    yield self.entry(first, i, titles)
                first = i if marked else i + 1

    def _is_marked(self, i: int) -> bool:
        """Whether word `i` begins a line as a list's sign or number: "b." does not begin a sentence."""
        start, end = self.words.characters(i - 1, i)[1], self.words.characters(i, i + 1)[0]
        if self.words.whole.find("\n", start, end) < 0:
            return False
        mark = MARK.match(self.words.whole, self.words.whole.rfind("\n", start, end) + 1)
        return mark is not None and bool(mark[1] or mark[2])

    def entry(self, start: int, end: int, titles: dict[int, Title]) -> Entry:
        """The entry that the words from `start` to `end` - 1 are; `titles` are the titles by their first word."""
        first, i = start, start
        while i < end and i not in self.at and (not self.words.texts[i].isalpha() or self._is_letter(i, end)):
            i += 1  # a list's sign or number
        if i < end and self.words.texts[i].lower() in _LEADING:
            i += 1
        shape, at = "", []
        while i < end:
            letter, n, i = self._part(i, titles)
            if letter not in "xnRo" or not shape.endswith(letter):
                shape += letter
                at.append(n)
        texts = {n: title.text for n, title in titles.items()}
        return Entry(shape, at, texts, self.plain(first, end))

    def _is_letter(self, i: int, end: int) -> bool:
        """Whether a word is the letter of a list's entry: the "a" of "a.", which may be one word, or "a)"."""
        return len(self.words.texts[i]) == 1 and i + 1 < end and self.words.texts[i + 1] in (".", ")")

    def _part(self, i: int, titles: dict[int, Title]) -> tuple[str, int, int]:
        """The letter for the words from `i` on, what it stands for, and the word after them."""
        n = self.at.get(i, self.before.get(i))
        if n is not None:
            span = self.mentions[n].span
            if span.kind == "pronoun" or (span.label == "Person" and span.kind != "name"):
                return "x", n, span.end
            return {"Person": "P", "Place": "L"}.get(span.label, "B"), n, span.end
        if i in titles:
            return "T", i, titles[i].end
        word = self.words.texts[i]
        letter = "s" if word in ("'s", "’s") else _SIGNS.get(word) or _SMALL.get(word.lower())
        if letter is None:
            letter = "n" if word[0].isdigit() else "R" if is_rank_word(word) else "x"
        return letter, i, i + 1


class LineReader:
    """Reads one kind of list from a document's lines."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._words = lines.words
        self._mentions = lines.mentions
        self._spans = lines.spans
        self._of = lines.of
