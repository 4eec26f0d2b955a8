"""Who makes a claim: the subject of a verb of saying, in whose speech or quotation it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgbuild.annotations import DocMention, Words

__all__ = ["Sources"]

# Verbs of saying and of thinking.
_SAYING = frozenset(
    "said says say saying told tells stated states added adds announced announces reported reports claimed "
    "claims confirmed confirms denied denies alleged alleges revealed reveals disclosed discloses noted notes "
    "explained explains warned warns insisted insists maintained maintains declared declares acknowledged "
    "acknowledges testified testifies recalled recalls argued argues asserted asserts conceded concedes "
    "admitted admits remarked commented wrote writes accused accuses blamed blames condemned condemns "
    "described describes estimated estimates believes thinks swore swears vowed pledged promised "
    "predicted emphasised emphasized stressed reiterated concluded concludes complained lamented "
    "replied answered reckons suspects expects agreed cautioned asked hinted hints boasted "
    "boasts learnt learned gathered hears considers assured informed".split()
)
_AFTER_BEING = frozenset("is are was were be been being widely reportedly".split())
# What may stand between the subject and its verb.
_LIGHT = frozenset(
    "also has have had further however later then yesterday today on in at friday saturday sunday monday tuesday "
    "wednesday thursday earlier again once nevertheless meanwhile therefore already publicly repeatedly strongly "
    "recently never not did does who which".split()
)
_OPENING = frozenset("“«")
_CLOSING = frozenset("”»")
_STRAIGHT = frozenset(('"', "''", "’’", "``", '""'))
_ENDS = _OPENING | _STRAIGHT | {";", ":"}
_OF = frozenset("of for from at the in to with".split())
_AFTERWORDS = frozenset("notes follow further background ends media contact q question".split())
_JOINING = frozenset(
    "though although while but and as when after which who that whom because if since where".split()
)
_COPULAS = frozenset("is are was were has have had will would may might can could".split())
_REACH = 40  # words between a subject and its verb
_SPEECH = 200  # words of indirect speech
_BACK = 60  # words from a quotation to the verb that closes it
_LONGEST = 300  # words of a quotation


@dataclass(frozen=True, slots=True)
class _Attribution:
    """A verb of saying with its subject; `start` and `end` are the words that name them."""

    speaker: int
    start: int
    end: int
    backward: bool


class Sources:
    """Who says what stands at each place of a document.

    Args:
        words: the document's words.
        mentions: all mentions, in the order of the text.
    """

    def __init__(self, words: Words, mentions: Sequence[DocMention]) -> None:
        self._words = words
        self._mentions = mentions
        self._at = {i: n for n, m in enumerate(mentions) for i in range(m.span.start, m.span.end)}
        self._lower = [text.lower() for text in words.texts]
        self._quote_of = self._quotes()
        self._speaker = self._read()

    def by(self, subject: int, object: int) -> str | None:
        """The entity that says what relates two mentions, by their indices; None where the text itself says it."""
        first, second = sorted((self._mentions[subject].span.start, self._mentions[object].span.start))
        speakers = {self._speaker[i] for i in (first, second)}
        if len(speakers) != 1:
            return None
        speaker = speakers.pop()
        return None if speaker is None else self._mentions[speaker].entity or None

    def _quotes(self) -> list[int]:
        """The number of the quotation that each word stands in, 0 for none."""
        numbers, current, opened = [0] * len(self._words), 0, -1
        count = 0
        for i, text in enumerate(self._words.texts):
            if current and i - opened > _LONGEST:
                current = 0
            if text in _OPENING or (text in _STRAIGHT and not current):
                if not current:
                    count += 1
                    current, opened = count, i
            elif current and (text in _CLOSING or text in _STRAIGHT):
                numbers[i], current = current, 0
                continue
            numbers[i] = current
        return numbers

    def _read(self) -> list[int | None]:
        """The mention of the one who says each word, None where the text itself says it."""
        spans = self._words.sentence_spans()
        found = [(low, high, list(self._attributions(low, high))) for low, high in spans]
        quoted = self._speakers_of_quotes(found)
        interview = sum(self._introduced(low, high) is not None for low, high in spans) > 1
        speaker: list[int | None] = [None] * len(self._words)
        block: int | None = (
            None  # who speaks from "Jane Roe said:" at a line's end, or "Jane Roe:" at its head, on
        )
        for low, high, attributions in found:
            introduced = self._introduced(low, high) if interview else None
            if introduced is not None or self._lower[low] in _AFTERWORDS:
                block = introduced
            speaker[low:high] = [block] * (high - low)
            for said in attributions:
                if said.backward and said is attributions[0]:
                    speaker[low : said.start] = [said.speaker] * (said.start - low)
                end = self._reach(said.end, high)
                speaker[said.end : end] = [said.speaker] * (end - said.end)
            for i in range(low, high):
                speaker[i] = quoted.get(self._quote_of[i], speaker[i])
            if attributions and self._words.texts[high - 1] == ":" and not self._opens_quote(high):
                block = attributions[-1].speaker
        return speaker

    def _speakers_of_quotes(self, found: Sequence[tuple[int, int, list[_Attribution]]]) -> dict[int, int]:
        """The speaker of each quotation that a verb of saying introduces or closes, or that goes on from one."""
        quoted: dict[int, int] = {}
        for low, high, attributions in found:
            for said in attributions:
                beside = (self._quote_of[i] for i in self._beside(said, low, high))
                quoted |= {number: said.speaker for number in beside if number and number not in quoted}
        last: int | None = None
        for low, high, attributions in found:
            number = self._quote_of[low]
            if number and last is not None:
                quoted.setdefault(number, last)
            if attributions or not number:
                last = attributions[-1].speaker if attributions else None
            if attributions and self._words.texts[high - 1] == ":" and self._opens_quote(high):
                quoted.setdefault(self._quote_of[high], attributions[-1].speaker)
        return quoted

    def _opens_quote(self, i: int) -> bool:
        return i < len(self._words) and self._quote_of[i] != 0

    def _reach(self, start: int, high: int) -> int:
        """Where indirect speech ends: "which Tehran says is armed by the West, killed ..." at the comma."""
        high = min(high, start + _SPEECH)
        if start < high and self._lower[start] in _COPULAS:
            return next((i for i in range(start, high) if self._words.texts[i] == ","), high)
        return high

    def _beside(self, said: _Attribution, low: int, high: int) -> Iterator[int]:
        """Words of quotations that a verb of saying introduces or closes."""
        yield from range(said.end, min(high, said.end + 30))
        yield from range(said.start - 1, max(low, said.start - _BACK) - 1, -1)

    def _introduced(self, low: int, high: int) -> int | None:
        """The person at the head of a line of an interview: "Jane Roe: We went in at night"."""
        for i in range(low, min(high - 1, low + 6)):
            n = self._at.get(i)
            if n is not None and self._mentions[n].span.label == "Person":
                end = self._mentions[n].span.end
                return n if end < high - 1 and self._words.texts[end] == ":" else None
        return None

    def _attributions(self, low: int, high: int) -> Iterator[_Attribution]:
        for i in range(low, high):
            word = self._lower[i]
            if word == "according" and i + 1 < high and self._lower[i + 1] == "to":
                n = self._named_after(i + 2, high)
                if n is not None:
                    yield _Attribution(n, i, self._mentions[n].span.end, True)
            elif word in _SAYING and i not in self._at and self._lower[i - 1] not in _AFTER_BEING:
                if i + 1 < high and self._lower[i + 1] == "by":
                    continue
                n = self._subject(i, low)
                if n is not None:
                    start = self._mentions[n].span.start
                    yield _Attribution(n, start, i + 1, self._closes(start, low))
                elif i > low and self._words.texts[i - 1] in {",", "—", "–", "-"} | _CLOSING | _STRAIGHT:
                    n = self._named_after(i + 1, high)
                    if n is not None:
                        yield _Attribution(n, i, self._mentions[n].span.end, True)

    def _closes(self, start: int, low: int) -> bool:
        """Whether speech ends right before a subject: "..., Jane Roe said"."""
        at = start - 1
        while at > low and start - at < 12 and self._words.texts[at][0].isalpha():
            if self._lower[at] in _JOINING:
                return False
            at -= 1
        return at > low and (self._words.texts[at] in _CLOSING | _STRAIGHT or self._words.texts[at] == ",")

    def _subject(self, verb: int, low: int) -> int | None:
        """The mention that is the subject of a verb."""
        at = verb - 1
        while at >= low and (self._lower[at] in _LIGHT or self._lower[at].isdigit()):
            at -= 1
        if at < low:
            return None
        n = self._at.get(at)
        if n is not None:
            return self._head_of(n, low)
        if self._words.texts[at] not in (",", ")"):
            return None
        best = None
        for i in range(at - 1, max(low, at - _REACH) - 1, -1):
            n = self._at.get(i)
            if n is None or self._mentions[n].span.end != i + 1:
                if self._words.texts[i] in _CLOSING | _STRAIGHT | {";", ":"}:
                    break
                continue
            if self._mentions[n].span.label == "Person":
                return n
            if self._words.texts[i + 1] in (",", "(") and self._mentions[n].span.label != "Place":
                best = n
        return best

    def _head_of(self, n: int, low: int) -> int | None:
        """The person before "of the Red Brigade", where a body ends the subject."""
        span = self._mentions[n].span
        if span.label == "Person":
            return n
        at = span.start - 1
        while at >= low and self._lower[at] in _OF:
            at -= 1
        before = self._at.get(at)
        if before is not None and at < span.start - 1 and self._mentions[before].span.label == "Person":
            return before
        return None if span.label == "Place" and at < span.start - 1 else n

    def _named_after(self, start: int, high: int) -> int | None:
        """The one named after "said" or "according to", past titles: "the spokesman of 5 Brigade, Jane Roe"."""
        first = None
        for i in range(start, min(high, start + 16)):
            n = self._at.get(i)
            if n is not None:
                if self._mentions[n].span.label == "Person":
                    return n
                first = n if first is None else first
            elif self._lower[i] in _SAYING or self._words.texts[i] in (
                _ENDS if first is not None else _ENDS | {","}
            ):
                break
        return first
