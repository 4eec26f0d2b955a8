"""Relations to a country that only an adjective names: "Iraqi Prime Minister", "Iranian-backed", "Thai port of".

The guidelines make such a relation where the country itself has a name in the document, with the sentence of the
adjective as evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.annotations import DocMention, Words
from kgbuild.gazetteer import country_of, usual_name
from kgbuild.pairs import Span
from kgbuild.stages.relate.titles import relation_of_role

__all__ = ["NationReading", "find_nations"]

_BACKED = frozenset("backed supported funded trained armed sponsored financed equipped".split())
_LED = frozenset("led commanded".split())
# Who heads a country, and the words that an office may be written with in lower case.
_HEADS = frozenset("president premier king queen emir sultan chancellor monarch".split())
_OFFICE = _HEADS | frozenset(
    "prime minister vice deputy first former acting interim then late ex new supreme leader secretary ambassador "
    "envoy spokesman spokeswoman spokesperson special government presidential foreign defence defense interior "
    "home finance oil health justice information education trade transport affairs and of for state".split()
)
_SERVING = frozenset("minister secretary ambassador envoy spokesman spokeswoman spokesperson president".split())
_FORMER = frozenset("former ex late then".split())
_PLACES = frozenset(
    "city cities town towns port capital province provinces state states village villages region district island "
    "governorate".split()
)
_STOP = frozenset("of in to by for and the on with against from that which who".split())
_MOST_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class NationReading:
    """A relation between two mentions, read where `at` names the object by an adjective or in its own words."""

    type: str
    subject: int
    object: int
    modality: str
    at: Span


def find_nations(words: Words, mentions: Sequence[DocMention]) -> Iterator[NationReading]:
    """Yield the relations to countries that adjectives state.

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text; `subject` and `object` are indices into them.
    """
    countries = _countries(words, mentions)
    if not countries:
        return
    at = {mention.span.start: i for i, mention in enumerate(mentions)}
    until = {mention.span.end: i for i, mention in enumerate(mentions)}
    for span, country in _anchors(words, mentions):
        if country not in countries:
            continue
        near = _Near(words, mentions, at, until, span)
        object = min(countries[country], key=lambda i: (abs(mentions[i].span.start - span.start), i))
        for type, subject, modality in (*near.tied(), *near.titled(), *near.located()):
            yield NationReading(type, subject, object, modality, span)


def _countries(words: Words, mentions: Sequence[DocMention]) -> dict[str, list[int]]:
    """By usual name, the mentions that name a country."""
    found: dict[str, list[int]] = {}
    for i, mention in enumerate(mentions):
        span = mention.span
        if span.kind == "name" and span.label == "Place":
            text = words.text(span.start, span.end)
            found.setdefault(usual_name(text, "Place") or text, []).append(i)
    return found


def _anchors(words: Words, mentions: Sequence[DocMention]) -> Iterator[tuple[Span, str]]:
    """Yield each adjective of a country, and each of its names before a hyphen, with the country."""
    taken = {i for m in mentions if m.span.kind != "pronoun" for i in range(m.span.start, m.span.end)}
    for i, text in enumerate(words.texts):
        if i in taken or not text[0].isupper() or text == "The":
            continue
        for end in (i + 2, i + 1):
            if end <= len(words) and end - 1 not in taken and (country := country_of(words.text(i, end))):
                yield Span(i, end, words.sentences[i], "Place", "name"), country
                break
    for mention in mentions:
        span = mention.span
        if span.kind == "name" and span.label == "Place" and words.texts[span.end : span.end + 1] == ["-"]:
            text = words.text(span.start, span.end)
            yield span, usual_name(text, "Place") or text


@dataclass(frozen=True, slots=True)
class _Near:
    """What stands around an anchor."""

    words: Words
    mentions: Sequence[DocMention]
    at: Mapping[int, int]
    until: Mapping[int, int]
    span: Span

    def tied(self) -> Iterator[tuple[str, int, str]]:
        """ "Iranian-backed militia Red Spear", "Red Spear, an Iranian-backed militia", "US-led coalition"."""
        i = self.span.end + (self._text(self.span.end) == "-")
        verb = self._text(i)
        type = "BACKED_BY" if verb in _BACKED else "OPERATES_UNDER" if verb in _LED else ""
        labels = {"Unit", "Organisation"} if type == "BACKED_BY" else {"Unit"}
        if not type or (verb in _LED and i == self.span.end):
            return
        subject = self._following(i + 1, labels)
        if subject is None:
            subject = self._described(labels)
        if subject is not None:
            yield type, subject, "asserted"

    def titled(self) -> Iterator[tuple[str, int, str]]:
        """ "Iraqi Prime Minister Ann Roe", "the Iraqi Foreign Minister, Ann Roe", "Ann Roe, the Iraqi envoy"."""
        end = self.span.end
        while end - self.span.end < _MOST_BETWEEN and end not in self.at and self._is_office(end):
            end += 1
        title = self.words.texts[self.span.end : end]
        relation = _relation_of(title)
        if relation is None:
            return
        before = self._text(self.span.start - 1)
        modality = "past" if _FORMER & {before, *(word.lower() for word in title)} else "asserted"
        person = self.at.get(end + (self._text(end) == ","))
        if person is None or not self._is(person, {"Person"}):
            person = self._apposed(end)
        if person is not None and self._is(person, {"Person"}):
            yield relation, person, modality

    def located(self) -> Iterator[tuple[str, int, str]]:
        """ "the Thai port of Ranong", "the Iraqi cities of Mosul, Baiji and Tuz"."""
        i = self.span.end
        if self._text(i) not in _PLACES:
            return
        i += 1 + (self._text(i + 1) == "of")
        while (place := self.at.get(i)) is not None and self._is(place, {"Place"}):
            yield "LOCATED_IN", place, "asserted"
            if not self._text(self.span.end).endswith("s"):
                return
            i = self.mentions[place].span.end
            i += self._text(i) == ","
            i += self._text(i) == "and"

    def _following(self, start: int, labels: set[str]) -> int | None:
        """The name or nominal of such a label that begins within a few words."""
        for i in range(start, start + 5):
            mention = self.at.get(i)
            if mention is not None:
                return mention if self._is(mention, labels) else None
            if not self._text(i) or self._text(i) in _STOP or not self._text(i)[0].isalpha():
                return None
        return None

    def _described(self, labels: set[str]) -> int | None:
        """The name that the anchor's words describe: "Red Spear, an …", "Red Spear is the …"."""
        i = self.span.start - 1
        if self._text(i) not in ("a", "an", "the"):
            return None
        i -= 1
        verb = self._text(i) in ("is", "was")
        i -= verb
        if verb and self._text(i) in ("which", "that"):
            i -= 1
        i -= self._text(i) == ","
        if i == self.span.start - 2:
            return None
        mention = self.until.get(i + 1)
        return mention if mention is not None and self._is(mention, labels) else None

    def _apposed(self, end: int) -> int | None:
        """The person before ", the Iraqi envoy", if the office ends there."""
        if self._text(end) in ("of", "'s", "’s", "-"):
            return None
        i = self.span.start - 1
        while self._text(i) in ("the", "a", "an", *_FORMER):
            i -= 1
        return self.until.get(i) if self._text(i) == "," else None

    def _is_office(self, i: int) -> bool:
        text = self.words.texts[i] if i < len(self.words) else ""
        inside = bool(text) and self.words.sentences[i] == self.span.sentence
        return inside and (text.lower() in _OFFICE or (text[0].isupper() and text.isalpha()))

    def _is(self, mention: int, labels: set[str]) -> bool:
        span = self.mentions[mention].span
        return span.label in labels and span.kind != "pronoun" and span.sentence == self.span.sentence

    def _text(self, i: int) -> str:
        """A word of the anchor's sentence, in lower case; empty beyond it."""
        inside = 0 <= i < len(self.words) and self.words.sentences[i] == self.span.sentence
        return self.words.texts[i].lower() if inside else ""


def _relation_of(title: Sequence[str]) -> str | None:
    """COMMANDS for the head of a country, MEMBER_OF for those who serve it, None for all others."""
    plain = [word.lower() for word in title]
    held = set(plain)
    if not held & (_HEADS | _SERVING) and not {"supreme", "leader"} <= held:
        return None
    relation = relation_of_role(" ".join(plain), "Place")
    heads = bool(held & _HEADS) or "prime minister" in " ".join(plain) or "supreme" in held
    return relation if relation == "MEMBER_OF" or heads else None
