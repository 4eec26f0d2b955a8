"""Which words of a text are a title, and what a title says of its holder and a body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kgbuild.annotations import Words
from kgbuild.gazetteer import is_demonym
from kgbuild.pairs import Span
from kgbuild.stages.relate.ranks import is_rank_word, title_end

__all__ = ["HEADS", "STOPS", "Title", "TitleFinder", "head_of", "modifies", "relation_of_role", "titled_pair"]

# The nouns at the head of a title.
HEADS = frozenset(
    # those who head a body
    "president premier minister secretary chief head leader chairman chairwoman chair chairperson director "
    "commander commandant governor king queen emperor prince emir sultan caliph mayor boss chancellor founder "
    "cofounder overseer warden administrator goc cinc aoc foc coas cas cns cds co oc cg comd gov igp ig dpo "
    "ruler principal headmaster ringleader kingpin strongman chieftain warlord mastermind governor-general "
    "inspector-general provost "
    # those who serve in one
    "officer deputy member spokesman spokeswoman spokesperson ambassador envoy adviser advisor aide adjutant "
    "quartermaster attaché attache chargé consul emissary delegate representative coordinator commissioner "
    "controller comptroller treasurer registrar auditor clerk official executive manager supervisor "
    "vice-president undersecretary xo jco commissar cadre operative agent spy informer informant courier "
    "financier recruiter facilitator ideologue strategist militant insurgent fighter militiaman soldier marine "
    "gunner sniper pilot bodyguard policeman policewoman chaplain imam sheikh bishop archbishop pastor elder "
    "cleric instructor trainer observer specialist engineer medic paramedic veteran guide supplier organiser "
    "organizer superintendent inspector "
    # those of a calling
    "reporter correspondent editor analyst professor lecturer scholar historian researcher fellow teacher dean "
    "rector physician doctor lawyer attorney counsel judge justice magistrate prosecutor ombudsman rapporteur "
    "senator congressman lawmaker legislator councillor mp mep speaker candidate campaigner activist negotiator "
    "lobbyist consultant patron trustee shareholder cameraman expert no. number".split()
)
# Words that never stand to the left of a title's head as a part of it.
STOPS = frozenset(
    "the a an this that these those its his her their our my your whose who which of for to in at on by with "
    "from as and or but nor while when where was is are were be been being become becomes became has have had "
    "will would can could may might must shall should do does did not no former formerly ex then new newly late "
    "current currently outgoing out-going outgone incumbent pioneer previous erstwhile present longtime now "
    "first last next only also one some all any each both another other such including like than named said "
    "says told made appointed elected called under over after before until till since through between against "
    "about into via per meanwhile yesterday today earlier however later still again once hitherto young old "
    "alleged suspected accused fellow s 's ’s two three four five same reported incoming past "
    "appointment one-time two-time time many most several few self styled self-styled own killed captured "
    "arrested kill kills arrest arrests names meet meets met visit visits replaced replacing succeeds relieves "
    "relieving remains remain quoted so if because though although joined hailed serves served took takes led "
    "leads say tell tells january february march april june july august september october november december "
    "sunni shia shiite muslim christian islamic arab".split()
)
# Words in "-s", "-ed" and "-ing" that are nouns or adjectives.
_NOUNS = frozenset(
    "operations logistics forces relations affairs communications news arms explosives sports weapons works "
    "signals services press systems politics records special plans armed troops guards women's rights finances "
    "armaments drugs homicides customs borders business acting commanding managing high-ranking leading "
    "founding presiding training engineering planning ranking operating retired combined united self-proclaimed "
    "self-appointed self-declared bombing housing mining publishing".split()
)
# Words that a title goes on with, after its head: "Inspector General", "General Officer Commanding".
_JOINED = frozenset("general commanding superintendent designate elect elected marshal".split())
_JOINERS = frozenset("of for the and & / - 's ’s".split())
_AND = frozenset("and & /".split())
_DASHES = frozenset("-–")
_MOST_LEFT = 7  # words of a title before its head
_MOST_COMPLEMENT = 7  # and after "of" or "for"
# Titles of those who head a body, and words that make of such a title one of those who only serve in it.
_HEADING = frozenset(
    "president premier king queen emir sultan head leader commander commandant commanding chairman chairwoman "
    "chairperson chair director governor goc co mayor boss overseer caliph administrator chancellor "
    "co-chair patron inspector-general founder".split()
)
_HEADING_BODIES = frozenset("minister secretary commissioner superintendent".split())
_SERVING = frozenset(
    "deputy vice assistant spokesman spokeswoman spokesperson aide adviser advisor member officer ambassador "
    "envoy representative reporter correspondent editor analyst bodyguard adjutant staff under undersecretary "
    "under-secretary press vice-president attorney senator soldier fighter policeman professor lecturer".split()
)
_TITULAR = frozenset("former current acting new then late ex prime vice overall supreme top senior . -".split())


@dataclass(slots=True)
class Title:
    """A title in words of the document, and how closely each mention belongs to it: 0 is closest.

    `plural` titles are shared by several persons; a `rank` is a title only where there is no other; `told` is
    whether it belongs to a name before it.
    """

    start: int
    end: int
    text: str
    plural: bool = False
    rank: bool = False
    told: bool = False
    persons: dict[int, int] = field(default_factory=dict)
    bodies: dict[int, int] = field(default_factory=dict)


class TitleFinder:
    """Finds which words are a title: "Deputy Director, Public Relations", "chief of staff", "Sector Commander".

    Args:
        words: the document's words.
        spans: of all mentions, in the order of the text.
        at: the number of the mention that each word belongs to.
        before: the number of each person's name, by the first word of the ranks before it.
    """

    def __init__(self, words: Words, spans: Sequence[Span], at: dict[int, int], before: dict[int, int]) -> None:
        self._words = words
        self._texts = words.texts
        self._spans = spans
        self._at = at
        self._before = before

    def find(self, low: int, high: int) -> Iterator[Title]:
        """Yield the titles among the words from `low` to `high` - 1, in the order of the text."""
        at = low
        while at < high:
            if not self._is_head(at, low, high):
                at += 1
                continue
            start, end = self._left(at, low), self._right(at + 1, high)
            text = self._words.text(start, end)
            single = _singular(text, self._texts[at])
            rank = end - start < 4 and head_of(self._texts[at]) in ("inspector", "superintendent")
            yield Title(start, end, single, plural=single != text, rank=rank)
            at = self._past_acronym(end, high)

    def open(self, i: int) -> bool:
        """Whether a word belongs to no name, so that it may be part of a title."""
        n = self._at.get(i)
        return n is None or (self._spans[n].label == "Person" and self._spans[n].kind == "nominal")

    def _past_acronym(self, end: int, high: int) -> int:
        """Past the short form of a title: "(GOC)", ", COAS,"."""
        texts = self._texts[end : min(end + 3, high)]
        short = len(texts) == 3 and texts[0] in ("(", ",") and texts[1].isupper() and texts[2] in (")", ",")
        return end + 3 if short and self.open(end + 1) else end

    def _is_head(self, i: int, low: int, high: int) -> bool:
        texts, word = self._texts, head_of(self._texts[i])
        if not self.open(i):
            return False
        before = texts[i - 1].lower() if i > low else ""
        if word in ("general", "second") and texts[i + 1 : i + 3] in (["-", "in"], ["in", "command"]):
            return True
        if word not in HEADS and not (word == "general" and before == "commanding"):
            return False
        if texts[i][0].islower() and before in ("to", "will", "would", "may", "should", "who", "they", "which"):
            return False  # "will head", "to officer"
        if word in ("no.", "number"):
            return i + 1 < high and texts[i + 1][0].isdigit() and i + 1 not in self._at
        return not self._in_rank(i)

    def _in_rank(self, i: int) -> bool:
        """Whether a word is a rank or honorific before a name."""
        for j in range(i + 1, min(i + 8, len(self._texts))):
            n = self._at.get(j)
            if n is not None and self._spans[n].label == "Person" and self._spans[n].start == j:
                return title_end(self._words, self._spans[n]) <= i
        return False

    def _left(self, head: int, low: int) -> int:
        """Where a title begins whose head is word `head`."""
        start = head
        while start > low and head - start < _MOST_LEFT and self._extends(start - 1, low, head):
            start -= 1
        while start < head and self._texts[start] in _DASHES | _AND:
            start += 1
        return start

    def _extends(self, i: int, low: int, head: int) -> bool:
        """Whether word `i` belongs to the title to its right."""
        word = self._texts[i]
        if not self.open(i) or self._at.get(i) != self._at.get(head):
            return False
        if word in _DASHES or word == "/":
            return i > low and self.open(i - 1)
        if not word[0].isalpha() or word.lower() in STOPS or is_demonym(word):
            return False
        return word[0].isupper() or modifies(word)

    def _right(self, end: int, high: int) -> int:
        """Where a title ends whose head is the word before `end`."""
        while end < high and self.open(end) and (step := self._step(end, high)):
            end += step
        return self._complement(min(end, high), high)

    def _step(self, end: int, high: int) -> int:
        """How many words from `end` on belong to the title before them, not counting what it is of."""
        texts, lower = self._texts, self._texts[end].lower()
        following = texts[end + 1].lower() if end + 1 < high and self.open(end + 1) else ""
        if lower in _JOINED and texts[end - 1].lower() != lower:
            return 1
        if lower in _DASHES:
            return 2 if head_of(following) in HEADS | _JOINED | {"in", "of", "command"} else 0
        if lower == "in" and following in ("chief", "-", "command"):
            return 3 if following == "-" else 2
        if lower == "/" and following and texts[end + 1][0].isupper():
            return 2
        capital = texts[end - 1][0].isupper()
        for i in range(end, min(end + 3, high)):  # "Chief" with "Staff Officer" after it
            word = texts[i]
            if not self.open(i) or word[0].isupper() != capital or not word[0].isalpha() or self._in_rank(i):
                return 0
            if head_of(word) in HEADS:
                return i + 1 - end
            if not modifies(word.lower()):
                return 0
        return 0

    def _complement(self, end: int, high: int) -> int:
        """The end of a title with "of Army Staff", "for the Middle East" or "(Operations)" after it."""
        texts = self._texts
        if end + 1 < high and texts[end].lower() in ("of", "for"):
            end = self._staff(end, high) or self._topic(end, high)
        end = self._branch(end, high)
        if end + 2 < high and texts[end] == "(" and texts[end + 1][0].isupper() and self.open(end + 1):
            closing = next((i for i in range(end + 1, min(high, end + 5)) if texts[i] == ")"), None)
            if closing and not texts[end + 1].isupper():
                return closing + 1
        return end

    def _staff(self, end: int, high: int) -> int | None:
        """The end of "Chief of Army Staff" or "Commissioner of Police", even where a part of it is a name."""
        for i in range(end + 1, min(high, end + 5)):
            word = self._texts[i].lower()
            if word == "staff" or (word == "police" and i == end + 1):
                return i + 1
            if not word.isalpha() or (word in STOPS and word != "the"):
                return None
        return None

    def _topic(self, end: int, high: int) -> int:
        """The end of a title with what it is of: "Director of Training", but not "Director of Red Force"."""
        texts = self._texts
        capital = texts[end - 1][0].isupper()
        stop = end + 1
        while stop < high and stop - end < _MOST_COMPLEMENT and self.open(stop) and self._goes_on(stop, capital):
            stop += 1
        while stop > end + 1 and texts[stop - 1].lower() in _JOINERS:
            stop -= 1
        topic = texts[end + 1 : stop]
        n = self._at.get(stop)
        named = n is not None and self._spans[n].start == stop and self._spans[n].label != "Person"
        if named and not (capital and all(word[0].isupper() or word in _AND for word in topic)):
            return end  # the words only describe the body whose name follows
        return stop if any(word[0].isalpha() and word.lower() not in _JOINERS for word in topic) else end

    def _goes_on(self, i: int, capital: bool) -> bool:
        word = self._texts[i]
        if i in self._before and i != self._spans[self._before[i]].start:
            return False  # the rank of the one who holds the title
        if word.lower() in _JOINERS:
            return word.lower() not in _AND or not any(head_of(w) in HEADS for w in self._texts[i + 1 : i + 3])
        return word[-1].isalpha() if word[0].isupper() else not capital and modifies(word)

    def _branch(self, end: int, high: int) -> int:
        """The end of a title with its branch after a comma: "Director, Public Relations" before ", 7 Division"."""
        texts = self._texts
        if end + 2 >= high or texts[end] != "," or not texts[end - 1][0].isupper():
            return end
        stop = end + 1
        while stop < high and stop - end < 6 and self.open(stop) and self._is_branch(stop, end):
            stop += 1
        at = stop
        while at < high and at - stop < 2 and texts[at].lower() in (",", "at", "the"):
            at += 1
        n = self._at.get(at)
        followed = n is not None and self._spans[n].start == at and self._spans[n].label not in ("Person", "Place")
        return stop if followed and at > stop > end + 1 else end

    def _is_branch(self, i: int, end: int) -> bool:
        word = self._texts[i]
        if i in self._before or head_of(word) in HEADS:
            return False
        return (word[0].isupper() and word[1:].islower()) or (word == "and" and i > end + 1)


def head_of(word: str) -> str:
    """A word as the head of a title: in lower case and, if that is one, the singular."""
    word = word.lower().strip("\u200e\u200f")
    folded = word.rstrip(".")
    if word in HEADS or folded in HEADS:
        return word if word in HEADS else folded
    for ending, single in (("men", "man"), ("ies", "y"), ("s", "")):
        if folded.endswith(ending):
            singular = folded.removesuffix(ending) + single
            return singular if singular in HEADS and singular != "head" else word
    return word


def modifies(word: str) -> bool:
    """Whether a word in lower case may stand before a title's head, as nouns and adjectives do, but not verbs."""
    if word in STOPS or not word.replace("-", "").isalpha():
        return False
    return word in _NOUNS or not word.endswith(("ed", "ing", "ly", "ss", "s")) or word.endswith(("us", "is"))


def _singular(title: str, head: str) -> str:
    """A title that several persons share, as each holds it: "Commissioners of Police" gives the singular."""
    single = head_of(head)
    if single in (head.lower(), head.lower().rstrip(".")) or single not in HEADS:
        return title
    cut = head[: len(single)]
    return title.replace(head, cut if cut.lower() == single else head[0] + single[1:], 1)


def relation_of_role(role: str, label: str) -> str | None:
    """COMMANDS or MEMBER_OF, as a title says of its holder and a body with this label; None if it says neither.

    A president, king or prime minister heads the country, a minister the ministry but not the country; deputies,
    spokesmen and ambassadors belong to the body.
    """
    words = role.lower().replace("-", " ").split()
    if "officer" in words and "commanding" in words:
        return "COMMANDS"
    if words[:2] != ["chief", "of"] and _SERVING & {role.lower(), *words}:
        return "MEMBER_OF"
    if _HEADING & set(words) or "prime minister" in role.lower():
        return "COMMANDS"
    if _HEADING_BODIES & set(words):
        return "MEMBER_OF" if label == "Place" else "COMMANDS"
    return None


def titled_pair(words: Words, left: Span, right: Span) -> tuple[str, str] | None:
    """COMMANDS or MEMBER_OF, and the modality, where nothing but a title stands between a person and a body.

    "Jane Roe, commander of 5 Brigade"; "Zambia's President Jane Roe"; "the commander of 5 Brigade, Col. Jane Roe".

    Args:
        words: the document's words.
        left, right: neighbouring mentions of one sentence, one of them a Person.
    """
    person_first = left.label == "Person"
    label = right.label if person_first else left.label
    between = words.texts[left.end : right.start]
    if person_first:
        title = _title_after(between)
    else:
        title = _title_before(between) or _title_around(words, left, between)
    relation = relation_of_role(title, label) if title else None
    if relation is None or not title:
        return None
    first = words.texts[max(0, left.start - 1)].lower() if not person_first else ""
    former = {"former", "ex", "late", "then"} & {*title.lower().split(), first}
    return relation, "past" if former else "asserted"


def _title_after(between: list[str]) -> str | None:
    """The title in ", the commander of the"."""
    inner = list(between)
    while inner and inner[-1].lower() in ("the", "this"):
        inner.pop()
    if len(inner) < 2 or len(inner) > 8 or inner[-1].lower() not in ("of", "at", "for") or inner[0] != ",":
        return None
    inner = [word for word in inner[1:-1] if word.lower() not in ("the", "a", "an", "its")]
    return " ".join(inner) if inner and _is_title(inner) else None


def _title_before(between: list[str]) -> str | None:
    """The title in "'s President"."""
    inner = between[1:] if between[:1] in (["'s"], ["’s"], ["'"]) else list(between)
    return " ".join(inner) if 0 < len(inner) <= 6 and _is_title(inner) else None


def _title_around(words: Words, body: Span, between: list[str]) -> str | None:
    """The title before "of 5 Brigade, Col."."""
    if between[:1] != [","] or not all(is_rank_word(word) for word in between[1:]):
        return None
    at = body.start - 1
    while at > 0 and words.texts[at].lower() in ("the", "this"):
        at -= 1
    if at < 1 or words.texts[at].lower() not in ("of", "at") or words.sentences[at] != body.sentence:
        return None
    start = at
    while start > 0 and words.sentences[start - 1] == body.sentence and _is_titular(words.texts[start - 1]):
        start -= 1
    while start < at and words.texts[start].lower() in ("the", "a", "an"):
        start += 1
    return words.text(start, at) if start < at and _is_title(words.texts[start:at]) else None


def _is_title(inner: list[str]) -> bool:
    return any(head_of(word) in HEADS for word in inner) and all(_is_titular(word) for word in inner)


def _is_titular(word: str) -> bool:
    known = head_of(word) in HEADS or is_rank_word(word) or word.lower() in _TITULAR
    return known or word[0].isupper()
