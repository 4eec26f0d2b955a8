"""Expressions of time in a text, and which of them says when a claim holds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container
from dataclasses import dataclass, replace

from kgbuild.annotations import Words
from kgbuild.pairs import Span
from kgbuild.stages.relate.calendar import hangs_on_another

__all__ = ["Dated", "Dates", "find_dates"]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\.)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DASH = r"\s?[-–—]\s?"
_NUMBER = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|a few|many)"
_UNIT = r"(?:day|night|week|weekend|month|year|decade|hour|spring|summer|autumn|fall|winter|century|quarter)"
_PART = r"(?:morning|afternoon|evening|night|midday|noon|dawn)"
_TIME_OF_DAY = r"(?:the )?(?:evening|night|morning|afternoon|end|beginning|start|eve|middle) of (?:the )?"
_VAGUE = r"(?:(?:early|late|mid|around|about|circa|ca\.|c\.)[ -]?)"
# Not the 35 of "on 7 April 35 men were killed".
_NO_COUNT = (
    r"(?! (?!(?:to|until|till|and|or|as|when|where|while|in|at|on|for|with|by|but|from|after|before|he|she|they|"
    r"it|the|his|her)\b)[a-z])"
)
_SHORT = rf"['’]\d\d\b{_NO_COUNT}"  # a year of two digits
_ABROAD = (  # French and Spanish months
    r"(?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_OF = r"(?: del?| du)?"
_FISCAL = r"(?:fiscal|financial|budget) year"
_ZULU = r"(?-i:\d\d(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d\d)\b"  # "03MAR12", as in signals
_POINT = "|".join(
    (
        rf"(?:{_FISCAL}|FY) ?{_YEAR}(?:[-–/]\d\d(?:\d\d)?)?\b",
        rf"FY ?\d\d(?:[-–/]\d\d)?\b|{_YEAR}[-–/]\d\d {_FISCAL}",
        rf"(?:{_DAY}|1er){_OF} {_ABROAD}(?:{_OF} {_YEAR})?\b|{_ABROAD}{_OF} {_YEAR}",
        rf"(?:(?:{_DAY} )?(?:of )?{_MONTH}|{_MONTH} {_DAY}),? (?:of )?(?:last|this|next) year",
        rf"(?:the )?(?:(?:first|second|third|fourth|last) (?:quarter|half)|[QH][1-4]) (?:of )?{_YEAR}",
        r"(?:the )?(?:1\d|20|21|[1-9])(?:st|nd|rd|th) century",
        rf"\d\d?-{_MONTH}-(?:{_YEAR}|\d\d)\b|{_ZULU}",
        rf"{_WEEKDAY},? (?:the )?(?:{_MONTH} {_DAY}|{_DAY} (?:of )?{_MONTH})(?:,? {_YEAR})?",
        rf"{_DAY}(?:{_DASH}{_DAY})? (?:of )?{_MONTH},? ?(?:{_YEAR}|['’]?\d\d\b{_NO_COUNT})",
        rf"{_MONTH} {_DAY}(?:{_DASH}{_DAY})?,? {_YEAR}",
        rf"{_MONTH} {_DAY}(?:{_DASH}(?:{_MONTH} )?{_DAY})?\b",
        rf"{_DAY}(?:{_DASH}{_DAY})? (?:of )?{_MONTH}",
        rf"{_MONTH},? (?:of )?(?:{_YEAR}|['’]?\d\d\b{_NO_COUNT})",
        r"\d{4}[-/]\d\d[-/]\d\d|\d{1,2}[./]\d{1,2}[./] ?\d{2,4}|/\d\d/\d{4}|\d{1,2}-\d{1,2}-\d{4}",
        rf"(?:spring|summer|autumn|fall|winter) (?:of )?(?:{_YEAR}(?:[-–/]\d\d\b)?|{_SHORT})",
        rf"{_WEEKDAY}(?: {_PART})?(?: last week| next week)?",
        r"the day (?:before yesterday|after tomorrow)|(?:over|at|during) the weekend",
        rf"(?:earlier |later |early |late )?(?:today|tonight|yesterday|tomorrow)(?: {_PART})?",
        rf"(?:early |late |earlier |later )?(?:this|last|next) (?:{_UNIT}|{_WEEKDAY}|{_MONTH}|{_PART})",
        rf"the (?:previous|following|next|same) (?:{_UNIT})|the (?:day|week|month|year) (?:before|after)",
        rf"{_NUMBER} (?:{_UNIT}|fortnight)s? (?:ago|earlier|later|before)",
        rf"(?:the )?(?:early |late |mid-)?{_YEAR}s|the (?:early |late |mid-)?['’]?[2-9]0s",
        r"the (?:early |late |mid-)?(?:twen|thir|for|fif|six|seven|eigh|nine)ties",
        rf"{_MONTH}",
        rf"{_YEAR}(?:/\d\d\b(?!/))?",
        rf"{_SHORT}",
    )
)
_ONE = rf"(?:{_VAGUE})?(?:{_TIME_OF_DAY})?(?:{_VAGUE})?(?:{_POINT})"
_OPEN = r"(?:till date|to date|present|date|now|the present)"
_OPENING = (
    r"(?:since|from|as from|with effect from|effective|until|till|by|before|after|up to|up until|"
    r"(?:no|not) later than|as (?:of|at|on))"
)
_DATE = re.compile(
    rf"(?<![\w/$£€.,-])(?:"
    rf"from (?:{_ONE}|\d\d),?(?: (?:to|until|till|through) |{_DASH})(?:{_ONE}|{_OPEN}|\d\d\b)"
    rf"|between (?:{_ONE}) and (?:{_ONE})|between {_DAY}(?:{_DASH}| and ){_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?"
    rf"|(?:{_ONE}|\d\d){_DASH}(?:{_ONE}|{_OPEN}|\d\d\b)"
    rf"|(?:{_ONE}) (?:to|till?) (?:{_ONE}|{_OPEN})"
    rf"|{_YEAR} ?[-–—](?=\s?\))"
    rf"|{_OPENING} (?:{_ONE})"
    rf"|(?:until|till|before|after|since) (?:his|her|its|their|the|he|she|it|they) [a-z]+ (?:in|on) (?:{_ONE})"
    rf"|through (?:(?:early|mid|late)[ -])?(?:{_MONTH} )?{_YEAR}"
    rf"|(?:in|within|over|during|for) the (?:last|past|next) (?:{_NUMBER} )?{_UNIT}s?"
    r"|(?:during|throughout) (?:the )?(?:[A-Z][\w-]+ ){1,3}(?:War|Crisis|Uprising|Rising|Revolution)(?: I{1,2})?"
    rf"|{_ONE}"
    rf")(?![\w%-])",
    re.IGNORECASE,
)
_SPEECH = frozenset(
    "said says told announced statement added reported reports confirmed disclosed revealed released issued "
    "statement published signed stated noted tweeted".split()
)
_CONTENT = frozenset(("that", ":", "“", '"'))  # after these stands what is said
_CLAUSE = frozenset("; : who which whose when where while after before but whereas although because".split())
# No date is told of where a thing lies; of a state, only when it begins, ends or lasts.
_TIMELESS = frozenset({"LOCATED_IN"})
_STATES = frozenset({"COMMANDS", "MEMBER_OF", "PART_OF", "OPERATES_UNDER", "BACKED_BY"})
_BOUNDED = re.compile(
    rf"(?:(?:with effect |as )?from|effective|since|until|till|up (?:to|until)|through|as (?:of|at|on)|between|"
    rf"during|throughout)\b|.*\d{_DASH}|.*[a-z'’/]\d\d{_DASH}|.* (?:to|till) |{_YEAR}/",
    re.IGNORECASE,
)
# Verbs by which a state begins or ends, and nouns of it.
_BEGINS = frozenset(
    "became become becomes appointed named elected took assumed joined entered promoted posted transferred "
    "commissioned enlisted attached placed subordinated appointment formed founded".split()
)
_ENDS = frozenset("retired resigned dismissed removed".split())
_MOVES = frozenset("posted transferred".split())  # the post "from" which one is moved ends
_PASSES_ON = frozenset("succeeded replaced relieved".split())  # for one it begins, for the other it ends
_PASSIVE = frozenset("was were is are be been being".split())
_SPAN = 40  # words around two mentions in which dates are looked for
_BEFORE = 14  # words from such a verb to the date
_SHORT_LINE = 8  # words, of a table
_LINES = 5  # of an entry that was read cell by cell
_LIFE = 20  # years; no post is held for so long
_DATELINE = 14  # words of a dateline before its date
_AGENCY = 6  # signs and words from a dateline's date to what sets it off
_SETS_OFF = frozenset("- – — -- :".split())
_NEAR = 12  # words from a date to what it dates


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of time that says when a claim holds, and what else its days depend on.

    `bound` is "begins" or "ends" where a verb says that a state began or ended then; `anchor` is the expression
    before it, for one such as "the following day".
    """

    text: str
    bound: str | None = None
    anchor: str | None = None


class Dates:
    """The expressions of time in each sentence, found as they are asked for.

    Args:
        words: the document's words.
        people: the words of persons' names: "Jan" and "May" may be such.
    """

    def __init__(self, words: Words, people: Container[int] = ()) -> None:
        self._words = words
        self._people = people
        self._sentences = words.sentence_spans()
        self._found: dict[int, list[tuple[int, int, str]]] = {}

    def date_of(self, type: str, subject: Span, object: Span) -> Dated | None:
        """The expression of time that stands nearest to two mentions, in their clause; None if there is none.

        An act has any date; a state, such as a command, only one that says when it began, ended or lasted.
        """
        if type in _TIMELESS:
            return None
        best: tuple[int, int, Dated] | None = None
        low, high = min(subject.start, object.start), max(subject.end, object.end)
        for sentence in sorted({subject.sentence, object.sentence}):
            found = self._in(sentence) or self._under(sentence)
            first = bisect_left(found, low - _SPAN, key=lambda date: date[0])
            for start, end, text in found[first : bisect_left(found, high + _SPAN, key=lambda date: date[0])]:
                dated = Dated(text)
                if type in _STATES and self._is_life(start, text):
                    continue
                if type in _STATES and not _BOUNDED.match(text):
                    turn = self._turn(start, sentence)
                    if turn is None:
                        continue
                    dated = Dated(text, self._bound(turn, subject, object))
                distance = self._distance(start, end, low, high)
                if distance is not None and (best is None or distance < best[0]):
                    best = distance, start, dated
        if best is None or best[0] > _NEAR:
            return None
        _, start, dated = best
        return replace(dated, anchor=self._before(start)) if hangs_on_another(dated.text) else dated

    def _distance(self, start: int, end: int, low: int, high: int) -> int | None:
        """Words between an expression of time and a stretch of text, those that open another clause ten times."""
        texts = self._words.texts
        if self._dates_speech(start) or (end < len(texts) and texts[end].lower() in _SPEECH):
            return None
        gap = range(end, low) if end <= low else range(high, start)
        return sum(10 if texts[i].lower() in _CLAUSE else 1 for i in gap)

    def _dates_speech(self, start: int) -> bool:
        """Whether an expression of time says when something was said, and not when it was done."""
        for i in range(start - 1, max(0, start - 5), -1):
            word = self._words.texts[i].lower()
            if word in _SPEECH or word in _CONTENT:
                return word in _SPEECH
        return False

    def _under(self, sentence: int) -> list[tuple[int, int, str]]:
        """The years in the lines under a short line: a table that was read cell by cell."""
        start, end = self._sentences[sentence]
        if end - start > _SHORT_LINE:
            return []
        for line in range(sentence + 1, min(sentence + _LINES, len(self._sentences))):
            first, last = self._sentences[line]
            found = self._in(line)
            if last - first > _SHORT_LINE or (
                last - first < 3 and self._words.texts[first].rstrip(".\\").isdigit()
            ):
                break
            if len(found) == 1 and found[0][0] == first and found[0][1] == last:
                return [(start, end, found[0][2])]
        return []

    def _heads_report(self, date: tuple[int, int, str], sentence: int) -> bool:
        """Whether a date is that of a report, before its first sentence: "KANO, Nigeria, 3 May 2019 (Wire) - "."""
        texts, (first, stop) = self._words.texts, self._sentences[sentence]
        start, end, _ = date
        if start == first or start - first > _DATELINE or not (texts[first].isupper() and len(texts[first]) > 2):
            return False
        if any(text.islower() and len(text) > 2 for text in texts[first:start]):
            return False
        after = end
        while after < min(stop, end + _AGENCY) and texts[after] in (")", ",", ".", "("):
            after = texts.index(")", after) + 1 if texts[after] == "(" and ")" in texts[after:stop] else after + 1
        return after < stop and texts[after].lstrip(")") in _SETS_OFF

    def _is_life(self, start: int, text: str) -> bool:
        """Whether an expression of time is that of a life, in brackets after the name: "(1887–1966)"."""
        years = [int(year) for year in re.findall(rf"\b{_YEAR}\b", text)]
        return len(years) == 2 and years[1] - years[0] >= _LIFE and self._words.texts[start - 1] == "("

    def _turn(self, date: int, sentence: int) -> int | None:
        """The last verb before a date by which a state begins or ends."""
        low = max(self._sentences[sentence][0], date - _BEFORE)
        turns = _BEGINS | _ENDS | _PASSES_ON
        return next((i for i in range(date - 1, low - 1, -1) if self._words.texts[i].lower() in turns), None)

    def _bound(self, turn: int, subject: Span, object: Span) -> str:
        """Whether a state of the subject begins or ends by a verb."""
        texts = self._words.texts
        verb = texts[turn].lower()
        if verb in _PASSES_ON:
            passive = texts[turn - 1].lower() in _PASSIVE or texts[turn + 1 : turn + 2] == ["by"]
            return "ends" if (subject.start < turn) == passive else "begins"
        left = verb in _MOVES and "from" in (
            texts[i].lower() for i in range(max(0, object.start - 2), object.start)
        )
        return "ends" if verb in _ENDS or left else "begins"

    def _before(self, date: int) -> str | None:
        """The expression of time before one, in its sentence or the one before; None if that hangs on another."""
        sentence = self._words.sentences[date]
        earlier = [
            text
            for one in range(max(0, sentence - 1), sentence + 1)
            for start, _, text in self._in(one)
            if start < date
        ]
        return earlier[-1] if earlier and not hangs_on_another(earlier[-1]) else None

    def _in(self, sentence: int) -> list[tuple[int, int, str]]:
        if sentence not in self._found:
            found = find_dates(self._words, *self._sentences[sentence])
            self._found[sentence] = [
                date for date in found if date[0] not in self._people and not self._heads_report(date, sentence)
            ]
        return self._found[sentence]


def find_dates(words: Words, start: int, end: int) -> list[tuple[int, int, str]]:
    """The expressions of time in a stretch of words: first word, word after the last, and the text."""
    text = words.text(start, end)
    offset = words.characters(start, end)[0]
    starts = [words.doc[words.tokens[i]].idx - offset for i in range(start, end)]
    found = []
    for match in _DATE.finditer(text):
        if not _is_date(match.group()):
            continue
        first = start + _word_at(starts, match.start())
        date = _STOP.sub("", match.group())
        last = start + _word_at(starts, match.start() + len(date) - 1)
        found.append((first, last + 1, date))
    return found


# The full stop after a month that is written in full ends the sentence.
_STOP = re.compile(
    r"(?:(?<=January)|(?<=February)|(?<=March)|(?<=April)|(?<=May)|(?<=June)|(?<=July)|(?<=August)|(?<=September)|"
    r"(?<=October)|(?<=November)|(?<=December))\.$",
    re.IGNORECASE,
)


def _is_date(text: str) -> bool:
    """Whether a match is no word in lower case that only looks like a month or day: "may", "march", "sun"."""
    return not re.fullmatch(r"(?:by )?(?:may|march|mar|sun|sat|mon|wed|second|dec|jan|august)\.?", text)


def _word_at(starts: list[int], offset: int) -> int:
    return max(0, bisect_right(starts, offset) - 1)
