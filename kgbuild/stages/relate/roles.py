"""The role that a text gives a person in a body: whose the titles are, and of what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kgbuild.annotations import DocMention, Words
from kgbuild.gazetteer import is_demonym
from kgbuild.pairs import Span
from kgbuild.stages.relate.ranks import title_end
from kgbuild.stages.relate.titles import HEADS, Title, TitleFinder, head_of, modifies

__all__ = ["Roles"]

# How far a title is from a person or body: it stands beside it; beside the next body; a verb joins them; or
# nothing does. A title belongs to the person and body with the least sum.
_BESIDE, _CHAINED, _TOLD, _FAR = 0, 1, 2, 4

_POSSESSIVE = frozenset("'s ’s ' ’".split())
# What may stand before a title without being part of it: "its new commander".
_QUALIFIERS = frozenset(
    "the a an its his her their our whose former new newly current outgoing out-going outgone incumbent pioneer "
    "then late ex previous erstwhile present longtime now first last next second third sole overall own most "
    "senior self self-styled styled appointed alleged suspected one of".split()
)
_TO_BODY = frozenset(
    "of for at in with to from within on the a an , ( ) 's ’s representing commanding all both".split()
)
_ASIDE = frozenset("in at to , from".split())
# Verbs that give a title, and words that stand between them and it.
_LINKING = frozenset(
    "'m ’m is was are were be been being becomes became become as named appointed elected made remains remained "
    "remain hailed serves served serving act acts acted promoted redeployed posted".split()
)
_ADVERBS = frozenset(
    "now also currently then both once previously later formerly again either recently until his her "
    "appointment the a an its".split()
)
_APPOINTING = frozenset("appointed appoints named names made makes elected nominated".split())
_BEING = frozenset("is was are were remains becomes".split())
_HANDING = frozenset(
    "succeed succeeds succeeded succeeding relieve relieves relieved relieving replace replaces replaced "
    "replacing over from by".split()
)
_HANDED = frozenset("succeeded replaced relieved".split())
# What may stand between a name and its title: "Jane Roe, until last March a commander".
_APART = frozenset(
    "the a an now formerly currently then once who is was until till recently also hitherto later previously "
    "one of himself herself time former both as january february march april may june july august september "
    "october november december last month year week".split()
)
_THEN = frozenset("the now formerly currently then".split())
# What may stand between a title and a name: "its kingpin, one John Doe"; the first ones need no comma.
_NAMING = frozenset("called named one identified".split())
_NAMING_AFTER_COMMA = _NAMING | frozenset(
    "young as respectively known by name of retired there who goes gave his her alias the a".split()
)
# Single words that give no role where they stand for a person: "the officer said".
_GENERIC = frozenset(
    "officer soldier policeman policewoman teacher fighter official member sniper gunner spy expert".split()
)
_LONGEST_HEADING = 18  # words
_REACH = 40  # words between a title and the one who holds it
_NEAR = 12  # words before a title in which the name of its holder stands without a verb
_MOST = 40  # titles of a sentence that are looked at
_WINDOW = 150  # words around a person in which a title may be that person's
_DEMONYM = 3  # words between a demonym and the title


class Roles:
    """The roles of a document's persons, found sentence by sentence as they are asked for.

    Args:
        words: the document's words.
        mentions: all mentions, in the order of the text.
    """

    def __init__(self, words: Words, mentions: Sequence[DocMention]) -> None:
        self._words = words
        self._texts = words.texts
        self._mentions = mentions
        self._spans = [mention.span for mention in mentions]
        self._at = {i: n for n, span in enumerate(self._spans) for i in range(span.start, span.end)}
        self._before = {
            title_end(words, span): n
            for n, span in enumerate(self._spans)
            if span.label == "Person" and span.kind == "name"
        }
        self._finder = TitleFinder(words, self._spans, self._at, self._before)
        self._sentences = words.sentence_spans()
        self._found: dict[int, list[Title]] = {}
        self._taken: set[int] = set()  # persons whose title stands before their name
        self._last: tuple[Title, int] | None = None  # the title before, and where its bodies end

    def role_of(self, subject: int, object: int, at: Span | None = None) -> str | None:
        """The title of a person in a body by the sentences of two of their mentions, as written; None if none.

        It stands between the two ("Jane Roe, commander of 5 Brigade"), right before the name ("Defence Minister
        Jane Roe"), before a body that the name follows ("the commander of 5 Brigade, Jane Roe"), or a verb
        gives it ("Jane Roe was appointed commander"). Names and ranks are no part of it.

        Args:
            subject, object: indices of the person's mention and the body's.
            at: where the body's words stand, if not at its mention: a demonym.
        """
        person, body = self._mentions[subject], self._mentions[object]
        best: tuple[int, int, str] | None = None
        for sentence in sorted({person.span.sentence, (at or body.span).sentence}):
            for title in self._around(sentence, person.span):
                cost = self._cost(title, person.entity, body, at)
                near = abs(title.start - person.span.start)
                if cost is not None and (best is None or (cost, near) < best[:2]):
                    best = cost, near, title.text
        return best[2] if best else None

    def _around(self, sentence: int, person: Span) -> Sequence[Title]:
        """The titles of a sentence; of a very long one, those near the person."""
        if sentence not in self._found:
            self._last = None
            found = self._finder.find(*self._sentences[sentence])
            self._found[sentence] = [self._link(title) for title in found]
        titles = self._found[sentence]
        if sentence != person.sentence or len(titles) < _MOST:
            return titles[:_MOST]
        first = bisect_left(titles, person.start - _WINDOW, key=lambda title: title.start)
        return titles[first : bisect_left(titles, person.end + _WINDOW, key=lambda title: title.start)]

    def _cost(self, title: Title, person: str, body: DocMention, at: Span | None) -> int | None:
        """How far a title is from being that of a person in a body; None if it is another's."""
        holder = self._least(title.persons, person)
        if holder is None:
            if title.persons or not self._is_heading(title):
                return None
            holder = _FAR
        place = self._least(title.bodies, body.entity)
        if at is not None and 0 <= title.start - at.end <= _DEMONYM:
            place = _BESIDE
        if place is None:
            rivals = {self._spans[n].label for n, cost in title.bodies.items() if cost == _BESIDE}
            elsewhere = rivals == {"Place"} and body.span.label != "Place" and holder != _CHAINED
            place = _FAR if not rivals or elsewhere else None
        return None if place is None else holder + place + title.rank

    def _least(self, costs: dict[int, int], entity: str) -> int | None:
        return min((cost for n, cost in costs.items() if self._mentions[n].entity == entity), default=None)

    def _is_heading(self, title: Title) -> bool:
        """Whether a title stands in a line that says no more than it and its body."""
        start, end = self._bounds(title)
        if end - start > _LONGEST_HEADING:
            return False
        rest = [i for i in range(start, end) if i not in self._at and not title.start <= i < title.end]
        plain = all(not self._texts[i].islower() or self._texts[i] in _TO_BODY | _QUALIFIERS for i in rest)
        return len(rest) < 6 and plain and all(self._person_at(i) is None for i in range(start, end))

    def _person_at(self, i: int) -> int | None:
        n = self._at.get(i)
        return n if n is not None and self._spans[n].label == "Person" else None

    def _body_at(self, i: int) -> int | None:
        n = self._at.get(i)
        return n if n is not None and self._spans[n].label != "Person" else None

    def _link(self, title: Title) -> Title:
        """The title, with the persons and bodies that it may belong to."""
        n = self._at.get(title.start)
        if n is not None and title.text.lower() not in _GENERIC:
            title.persons[n] = _BESIDE  # the mention is a title: "the COAS said"
        opening = self._opening(title.start)
        left = self._body_before(title, opening)
        self._take_in_place(title)
        chain = self._bodies_after(title)
        self._name_before(title, opening)
        self._name_before(title, left)
        self._told(title, left, chain)
        title.told = title.told or bool(title.persons)
        self._name_after(title, title.end, _BESIDE)
        self._name_after(title, chain, _CHAINED)
        self._successor(title)
        self._as_well(title, left)
        self._last = title, chain
        return title

    def _bounds(self, title: Title) -> tuple[int, int]:
        return self._sentences[self._words.sentences[title.start]]

    def _opening(self, start: int) -> int:
        """Where a title begins, with "the former", "its new" before it."""
        low = max(self._sentences[self._words.sentences[start]][0], start - 6)
        while start > low and self._finder.open(start - 1):
            word = self._texts[start - 1]
            prefix = word == "-" and self._texts[start - 2].lower() in ("ex", "self")
            if word.lower() not in _QUALIFIERS and not is_demonym(word) and not prefix:
                break
            start -= 1
        return start

    def _body_before(self, title: Title, at: int) -> int:
        """Link the bodies right before a title ("2 Division's 5 Brigade commander"); where they and it begin."""
        low = self._bounds(title)[0]
        while at > low and self._texts[at - 1] in _POSSESSIVE:
            at -= 1
        at = self._acronym_before(title, at, low)
        n = self._body_at(at - 1) if at > low else None
        if n is None or self._spans[n].end != at:
            return self._opening(at) if at > low else at
        title.bodies[n] = _BESIDE
        at = self._spans[n].start
        possessive = at > low and self._texts[at - 1] in _POSSESSIVE | {","}
        outer = self._body_at(at - 2 if possessive else at - 1) if at - possessive > low else None
        if outer is not None:
            title.bodies.setdefault(outer, _CHAINED)
            if self._texts[at - 1] != ",":
                at = self._spans[outer].start
        article = self._article_before(at, low)
        if article is not None and article > low and self._texts[article - 1] == ",":
            return article
        return self._opening(at) if at > low else at

    def _acronym_before(self, title: Title, at: int, low: int) -> int:
        """Link a body in brackets before a title: "the Red Force (RF) commander"."""
        if at - low < 4 or self._texts[at - 1] != ")":
            return at
        n = self._body_at(at - 2)
        if n is None or self._texts[self._spans[n].start - 1] != "(":
            return at
        title.bodies[n] = _BESIDE
        return self._spans[n].start - 1

    def _article_before(self, at: int, low: int) -> int | None:
        """The article that opens a phrase, with no more than three words in lower case before word `at`."""
        for i in range(at - 1, max(low, at - 4) - 1, -1):
            if self._texts[i].lower() in ("a", "an", "the"):
                return i
            if not self._texts[i].islower():
                return None
        return None

    def _take_in_place(self, title: Title) -> None:
        """Take in the place that a title is for, if its body stands before it: "UK Special Envoy for Syria"."""
        at = title.end
        if not title.bodies or at >= len(self._texts) or self._texts[at].lower() != "for":
            return
        at += 2 if self._texts[at + 1 : at + 2] == ["the"] else 1
        n = self._body_at(at)
        if n is not None and self._spans[n].start == at and self._spans[n].label == "Place":
            title.end = self._spans[n].end
            title.text = self._words.text(title.start, title.end)

    def _bodies_after(self, title: Title) -> int:
        """Link the bodies that follow a title ("commander of 5 Brigade, 2nd Division"); where they end."""
        texts, at, end, cost = self._texts, title.end, title.end, _BESIDE
        high = self._bounds(title)[1]
        while at < high and at - end < 9:
            n = self._body_at(at)
            if n is not None and at == self._spans[n].start:
                aside = self._spans[n].label == "Place" and texts[at - 1].lower() in _ASIDE
                title.bodies.setdefault(n, _CHAINED if aside else cost)
                cost, at, end = _CHAINED, self._spans[n].end, self._spans[n].end
            elif at in self._at or at in self._before:
                break
            elif self._may_precede_body(at) or (texts[at] in ("and", "&") and at - end < 4 and end > title.end):
                at += 1
            else:
                break
        return end

    def _may_precede_body(self, i: int) -> bool:
        """Whether a word may stand between a title and its body, or between a body and the next."""
        word = self._texts[i]
        if head_of(word) in HEADS and not word.isupper():
            return False  # another title, and not the short form of this one
        if word.lower() in _TO_BODY or word[0].isupper():
            return True
        return word[0].islower() and modifies(word) and self._texts[i - 1] not in (",", ")")

    def _name_after(self, title: Title, end: int, cost: int) -> None:
        """Link the names that follow: "commander Jane Roe", "commander of 5 Brigade, Col. Jane Roe"."""
        texts, high = self._texts, min(self._bounds(title)[1], end + 8)
        at, comma = end, False
        while at < high:
            n = self._before.get(at)
            if n is not None:
                if not (comma and title.told):
                    self._link_row(title, n, cost)
                return
            word, lower = texts[at], texts[at].lower()
            closing = self._closing(at, high) if word == "(" else None
            if closing is not None:
                at = closing
            elif word in (",", ":", "-", "–", "|", "“", '"'):
                comma = True
            elif not (
                word in (")", ".")
                or (word[0].isupper() and at not in self._at and end > title.end)  # the town where the body is
                or (word.isupper() and comma)  # the short form of the title
                or lower in (_NAMING_AFTER_COMMA if comma else _NAMING)
                or (end > title.end and not comma and at - end < 3 and word.islower() and modifies(word))
            ):
                return
            at += 1

    def _closing(self, at: int, high: int) -> int | None:
        return next((i for i in range(at, min(high, at + 6)) if self._texts[i] == ")"), None)

    def _link_row(self, title: Title, n: int, cost: int) -> None:
        """Link a name, and where the title is a plural also those that follow it in a row."""
        following: int | None = n
        while following is not None:
            n = following
            title.persons[n] = min(cost, title.persons.get(n, _FAR))
            self._taken.add(n)
            at = end = self._spans[n].end
            while title.plural and at < len(self._texts) and self._texts[at] in (",", "and", "&"):
                at += 1
            following = self._before.get(at) if at > end else None

    def _name_before(self, title: Title, start: int) -> None:
        """Link the name that a title stands behind: "Jane Roe, the commander"."""
        texts = self._texts
        low = max(self._bounds(title)[0], start - _NEAR)
        at, comma = start, False
        while at > low:
            n = self._person_at(at - 1)
            if n is not None:
                if comma or self._joins(n, at, start, title):
                    title.persons[n] = min(_TOLD if n in self._taken else _BESIDE, title.persons.get(n, _FAR))
                    title.told = title.told or n not in self._taken
                    if title.plural:
                        self._link_subjects(title, self._spans[n].end - 1, low)
                return
            word = texts[at - 1]
            opening = (
                next((i for i in range(at - 2, low - 1, -1) if texts[i] == "("), None) if word == ")" else None
            )
            if opening is not None:
                at, comma = opening, True
            elif word in (",", "(", "-", "–", "—", ":", ";", "|") or (word.isdigit() and comma):
                at, comma = at - 1, True
            elif word.lower() in _APART:
                at -= 1
            else:
                return

    def _joins(self, n: int, at: int, start: int, title: Title) -> bool:
        """Whether a title without a comma before it belongs to the name right before it."""
        if self._texts[self._spans[n].start - 1].lower() in _APPOINTING:  # "named Jane Roe the commander"
            return True
        gap = {word.lower() for word in self._texts[at : title.start]}
        bare = self._texts[title.start][0].isupper() and self._spans[n].kind == "name" and gap <= _THEN
        return bare or any(word.lower() in _LINKING for word in self._texts[at:start])

    def _told(self, title: Title, start: int, end: int) -> None:
        """Link the names that a verb joins to a title: "Jane Roe was appointed commander"."""
        low, high = self._bounds(title)
        verb = self._verb_before(start, low)
        if verb is not None:
            self._link_subjects(title, verb, max(low, start - _REACH))
        at = next((i for i in range(end, min(high, end + 8)) if i in self._before), None)
        if at is not None:
            between = {head_of(word) for word in self._texts[end:at]}
            if between & _BEING and not between & HEADS:  # "its first commander was Jane Roe"
                self._link_row(title, self._before[at], _CHAINED)

    def _verb_before(self, start: int, low: int) -> int | None:
        """The verb that gives a title which begins at word `start`."""
        texts = self._texts
        article = self._article_before(start, low)
        start = start if article is None else article
        while start > low and texts[start - 1].lower() in _ADVERBS:
            start -= 1
        if start > low and texts[start - 1] == "and":  # "was a pioneer and the first delegate"
            for i in range(start - 2, max(low, start - 9), -1):
                if texts[i] in (",", ";") or i in self._at:
                    return None
                if texts[i].lower() in _LINKING:
                    return i
        return start - 1 if start > low and texts[start - 1].lower() in _LINKING else None

    def _link_subjects(self, title: Title, at: int, low: int) -> None:
        """Link the nearest name before word `at`, and those it is joined to by "and" or by a change of post."""
        right: int | None = None
        while at >= low:
            n = self._person_at(at)
            if n is not None:
                if right is not None:
                    between = {word.lower() for word in self._texts[self._spans[n].end : right]}
                    if not between & _HANDING and not between <= {"and", ",", "&"}:
                        return
                title.persons[n] = min(_TOLD, title.persons.get(n, _FAR))
                right = title_end(self._words, self._spans[n])
                at = right - 1
            elif self._texts[at] == ";":
                return
            else:
                at -= 1

    def _successor(self, title: Title) -> None:
        """Link the one who takes a title over: "succeeded by Jane Roe", "his successor, Jane Roe"."""
        high = self._bounds(title)[1]
        for n in list(title.persons):
            end = self._spans[n].end
            if end <= title.end:
                continue
            for i in range(end, min(high, end + _REACH) - 2):
                word, following = self._texts[i].lower(), self._texts[i + 1].lower()
                if (word in _HANDED and following == "by") or (word == "successor" and following == ","):
                    follower = self._before.get(i + 2)
                    if follower is not None:
                        title.persons.setdefault(follower, _TOLD)

    def _as_well(self, title: Title, start: int) -> None:
        """Link the holder of the title before, which "and" joins to this one."""
        if self._last is None or title.persons:
            return
        last, end = self._last
        between = [word.lower() for word in self._texts[end:start]]
        if not 0 < len(between) <= 14 or between[-1] not in {"and", "/", "&"} | _ADVERBS:
            return
        if {"and", "/"} & set(between) and all(self._person_at(i) is None for i in range(end, start)):
            title.persons |= {n: cost + _CHAINED for n, cost in last.persons.items()}
