"""Who killed whom, where the words around a person's name leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgbuild.annotations import DocMention, Words
from kgbuild.pairs import Span
from kgbuild.stages.relate.ranks import title_end

__all__ = ["FIGHTING", "KILLED", "KILLING", "MEN", "find_deaths", "following", "opening"]

KILLED = (
    r"(?:killed|murdered|assassinated|gunned down|executed|beheaded|slain|lynched|"
    r"shot (?:and killed|dead)|hacked to death|beaten to death|tortured to death)"
)
KILLING = r"(?:killings?|murders?|assassinations?|executions?|beheadings?|lynching|slaying)"
MEN = (
    r"(?:fighters|militants|gunmen|soldiers|troops|rebels|insurgents|guerrillas?|members|men|snipers?|agents|"
    r"officers|commandos|operatives|forces|policemen|terrorists|marines|militiamen|paramilitaries|bombers?|riflemen|"
    r"special forces)"
)
_FIRE = (
    r"(?:(?:air|drone|missile|rocket|artillery|suicide|mortar|precision|mine)[ -]?)?"
    r"(?:strikes?|airstrikes?|attacks?|raids?|bomb|bombing|fire|ambush|shelling|operation|gunfire)"
)
_LIGHT = (
    r"(?:reportedly |allegedly |later |also |then |apparently |deliberately |brutally |publicly |summarily |"
    r"subsequently )?"
)
_BY = (
    rf"(?:(?:a |an |the )?(?:{MEN}|{_FIRE}|members? and {MEN}) (?:of|from|by) )?(?:the |an? )?"
    r"(?:(?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+(?:['’]s|-led|-backed) )?"
)
# What stands between a killer and the victim's ranks and name.
_ACTIVE = re.compile(
    rf"\)?(?:['’]s)?(?: {MEN}| {_FIRE})?,? (?:(?:had|has|have) )?{_LIGHT}{KILLED} (?:the |an? )?",
)
_CLAIMED = re.compile(
    rf"\)?(?: {MEN})?,? (?:(?:had|has|have) )?{_LIGHT}(?:claimed (?:responsibility for )?|admitted (?:to )?|"
    rf"carried out |was behind |were behind |took responsibility for )(?:the )?"
    rf"(?:{KILLING}|deaths?) of (?:the |an? )?",
)
_ACCUSED = re.compile(
    rf"(?: {MEN})? (?:of {_LIGHT}(?:killing|murdering|assassinating)|for the (?:{KILLING}|deaths?) of) "
)
_BLAMING = re.compile(r"\b(?:accus|blam)(?:ed|es|ing) (?:the )?$")
# What stands between the victim and the killer.
_PASSIVE = re.compile(
    rf"(?:,? (?:who|he|she))? (?:(?:was|were|is) |(?:has|have|had) been )?{_LIGHT}{KILLED}"
    rf"(?: (?:in|at|near|outside|on) [^,.;:]{{1,60}})? by {_BY}"
)
# What stands between a person and the victim of whose death a court found that person guilty.
_GUILTY = (
    rf"(?:of|for) (?:the |having |\w+ly )*(?:{KILLING} of|killing|murdering|executing|assassinating) "
    r"(?:the |an? )?"
)
_SENTENCED = re.compile(
    rf"(?:,? who)? (?:was|were|has been|had been|is) (?:\w+ly |also |later |then )?"
    rf"(?:convicted|found guilty|sentenced(?: [^.;,]{{2,60}}?)?) {_GUILTY}"
)
_CONVICTING = re.compile(
    r"\b(?:convict(?:ed|s|ing)|found|finds|finding|sentenc(?:ed|es|ing)) (?:the |an? )?(?:[a-z]+ ){0,2}$"
)
_CONVICTED = re.compile(rf"(?:,[^.;:]{{2,80}}?,)?(?: guilty| to [^.;,]{{2,60}}?)? {_GUILTY}")
_OF_SOMEBODY = re.compile(rf"['’]s (?:\w+ ){{0,2}}{KILLING} of (?:the |an? )?")
_KILLING_BY = re.compile(rf",? by {_BY}")
# In "the report on the killing of Ada Obi by …" the words leave open which of the two is by somebody.
_OF = re.compile(
    r"(?<!\bon )(?<!\bon the )(?<!\binto )(?<!\binto the )(?<!\babout )(?<!\babout the )"
    rf"\b{KILLING} of (?:the |an? )?$"
)
_ASIDE = re.compile(r",(?! (?:who|which|that|and|but)\b)[^.;:]{2,110}?,(?= )")
_VICTIM = re.compile(r"(?!.*\b(?:of|by|in|at|on|and|that|who|near|for|with|from)\b)(?:[a-z][\w-]* ){0,4}")
_DESCRIBED = re.compile(
    r"(?!.*\b(?:by|in|at|on|and|that|who|near|with|from|people|persons|civilians|others)\b)"
    r"(?:[a-z][\w-]* ){0,5}[a-z][\w-]*[a-rt-z], "
)
_TELLS = re.compile(
    r"(?:[^,.;:]{0,60}|,) (?:said|says|told|tells|reported|reports|added|adds|wrote|announced|confirmed)\b"
)
_NO_SUBJECT = re.compile(
    r"\b(?:of|for|in|at|on|by|from|with|near|against|to|outside|over|inside|under|alongside|behind|like|than) "
    r"(?:the |an? )?$"
)
# Of "soldiers fighting Red Spear" nothing that follows is told of Red Spear.
FIGHTING = re.compile(
    r"\b(?:fighting|battling|combatt?ing|hunting|pursuing|resisting|opposing)(?: against)? (?:the )?$"
)
_THEIR_MEN = re.compile(rf"\b(?:{MEN}|{_FIRE}) (?:of|from|by|belonging to) (?:the |an? )?$", re.IGNORECASE)
_AND = re.compile(
    r"(?:, [^.;:]{2,110})??(?:,? and| along with| together with|, along with|, together with|, as well as|,) "
)
# Before a killing, these make it no more than a thought, a claim or a denial; the trained scorer weighs those.
_NOT_OUTRIGHT = re.compile(
    r"\b(?:if|whether|unless|until|neither|nor|would|should|no evidence|unclear|rumou?rs?|false(?:ly)?|untrue|"
    r"den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?)\b|^\W*had\b",
    re.IGNORECASE,
)
# After a killer's name, these say that it is another's.
_ANOTHER = re.compile(r"['’]s?\b|-|(?:rivals?|enem(?:y|ies)|opponents?|critics?|defectors?)$")
# After a person's name, these make a new clause of what looked like one more of the dead.
_ACTS = re.compile(
    r" (?:(?:was|were|is|are|has|had|will|would) |(?:said|says|told|tells|fled|left|took|led|went|became|"
    r"[a-z]{2,}ed)\b(?! (?:in|at|near|on|by)\b))"
)
# "K attacked the market, killing nine. Among the dead was …"
_DEAD = r"(?:dead|killed|victims|slain|murdered|fatalities)\b"
_AMONG = rf"\b[Aa]mong (?:the|those) (?:[\w-]+ ){{0,3}}?{_DEAD}"
_AMONG_THEM = re.compile(
    rf"(?:{_AMONG}[^.;:]{{0,60}}? (?:was|were|is|are)|^\W*The (?:dead|victims)\b[^.;:]{{0,40}}? include[sd]?) "
    r"(?:the |an? )?[^.;:]{0,60}$"
)
_IS_AMONG_THEM = re.compile(rf"(?:,[^.;:]{{2,80}}?,)? (?:was|were|is|are) (?:also )?{_AMONG}")
_ONSLAUGHT = r"(?:attacked|raided|stormed|ambushed|shelled|bombed|overran|invaded|opened fire|struck|massacred)"
_STRIKES = re.compile(
    rf"\)?(?:['’]s)?(?: {MEN}| {_FIRE})?(?:, [^.;:,]{{2,60}},)? (?:(?:had|has|have) )?{_LIGHT}"
    rf"(?:{KILLED}|{_ONSLAUGHT})\b"
)
_STRUCK_BY = re.compile(
    rf"\b(?:{KILLED}|{_ONSLAUGHT}|attack|raid|ambush|bombing)\b(?: [^,.;:]{{1,60}})? by {_BY}$"
)
_TOLL = re.compile(r"\b(?:kill|dead\b|death|died?\b|massacre|shot)", re.IGNORECASE)
_ATTACKERS = re.compile(
    r"\b(?:militants?|insurgents?|rebels?|terrorists?|gunm[ae]n|attackers?|assailants?|bombers?|fighters?|bandits?|"
    r"wounded|injured|survivors?)\b",
    re.IGNORECASE,
)
_LONGEST = 300  # characters that are read between two names, before one and after one
_NEAR = 12  # names before and after one of the dead
_FARTHEST = 5  # names between a killer and the victim


def find_deaths(words: Words, mentions: Sequence[DocMention]) -> Iterator[tuple[str, int, int, str]]:
    """Yield (KILLED, killer, victim, modality) for the killings that a sentence tells outright.

    "Gunmen of the AUC murdered Ada Obi", "Ada Obi, a lawyer, was shot dead by 9 Brigade", "the assassination of
    Ada Obi by Red Spear", "Red Spear claimed the killing of Ada Obi".

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text; killer and victim are indices into them.
    """
    yield from _Deaths(words, mentions).found()


class _Deaths:
    """The names of a document, and the text around each."""

    def __init__(self, words: Words, mentions: Sequence[DocMention]) -> None:
        self._words = words
        self._mentions = mentions
        self._names = [n for n, mention in enumerate(mentions) if mention.span.kind == "name"]

    def found(self) -> Iterator[tuple[str, int, int, str]]:
        """Each killing, once for each of its victims."""
        for place, n in enumerate(self._names):
            if self._mentions[n].span.label != "Person":
                continue
            for killer, modality in (self._before(place), self._after(place)):
                if killer is None or self._mentions[killer].entity == self._mentions[n].entity:
                    continue
                for victim in self._victims(place, killer):
                    yield "KILLED", killer, victim, modality
            yield from self._counted(place)

    def _counted(self, place: int) -> Iterator[tuple[str, int, int, str]]:
        """Each of those whom a report counts among the dead, with the one that struck there or just before."""
        victim = self._names[place]
        before, after = self._opening(victim), self._following(victim)
        among = _AMONG_THEM.search(before) or _IS_AMONG_THEM.match(after)
        if not among or _ATTACKERS.search(before) or _ATTACKERS.search(after):
            return
        at = self._mentions[victim].span.sentence
        strikers = self._strikers(place, at) or self._strikers(place, at - 1)
        if len({self._mentions[n].entity for n in strikers}) != 1:
            return
        killer = strikers[-1]
        own = [n for n in self._near(place, at) if self._mentions[n].entity == self._mentions[killer].entity]
        if own and self._mentions[killer].span.sentence != at:
            return  # one of the attackers, perhaps
        for n in self._victims(place, killer):
            yield "KILLED", killer, n, "asserted"

    def _strikers(self, place: int, sentence: int) -> list[int]:
        """The units that a sentence which tells of deaths has strike, among the names before a place."""
        found = []
        for n in self._near(place, sentence):
            before, after = self._opening(n), self._following(n)
            strikes = (_STRIKES.match(after) and self._is_subject(before)) or _STRUCK_BY.search(before)
            told = strikes and (_TOLL.search(after) or _TOLL.search(before))
            if told and self._mentions[n].span.label == "Unit":
                if _NOT_OUTRIGHT.search(before):
                    return []
                found.append(n)
        return found

    def _near(self, place: int, sentence: int) -> list[int]:
        """The names of a sentence that are a few names away from a place."""
        near = self._names[max(0, place - _NEAR) : place + _NEAR]
        return [n for n in near if self._mentions[n].span.sentence == sentence]

    def _before(self, place: int) -> tuple[int | None, str]:
        """Who is told, before a person's name, to have killed that person."""
        if not place:
            return None, ""
        victim, killer = self._names[place], self._names[place - 1]
        if not self._beside(killer, victim):
            return None, ""
        start = title_end(self._words, self._mentions[victim].span)
        between, before = self._between(killer, start), self._opening(killer)
        if _NOT_OUTRIGHT.search(before) or self._following(victim).startswith(("'s ", "’s ")):
            return None, ""
        for pattern in (_ACTIVE, _CLAIMED):
            told = pattern.match(between)
            if told and self._is_named(between[told.end() :], victim) and self._is_subject(before):
                return killer, "asserted"
        for pattern in (_SENTENCED, _OF_SOMEBODY, *([_CONVICTED] if _CONVICTING.search(before) else [])):
            told = pattern.match(between)
            if told and self._is_named(between[told.end() :], victim):
                return killer, "asserted"
        told = _ACCUSED.match(between)
        if told and _VICTIM.fullmatch(between[told.end() :]) and _BLAMING.search(before):
            return killer, "asserted"
        return None, ""

    def _after(self, place: int) -> tuple[int | None, str]:
        """Who is told, after a person's name, to have killed that person."""
        victim = self._names[place]
        before = self._opening(victim)
        nominal = bool(_OF.search(before))
        for killer in self._names[place + 1 : place + 1 + _FARTHEST]:
            if not self._beside(victim, killer):
                break
            end = self._mentions[killer].span.end
            following = self._words.texts[end] if end < len(self._words) else ""
            if _ANOTHER.match(following):
                continue
            between = self._between(victim, self._mentions[killer].span.start)
            aside = _ASIDE.match(between)
            for text in (between, between[aside.end() :] if aside else None):
                if text is not None and before.endswith(", "):
                    text = text.removeprefix(",")
                if text is not None and (_PASSIVE.fullmatch(text) or (nominal and _KILLING_BY.fullmatch(text))):
                    return (None, "") if _NOT_OUTRIGHT.search(before) else (killer, "asserted")
            denied = re.sub(r" (?:not|never)\b", "", between)
            if denied != between and _PASSIVE.fullmatch(denied):
                return killer, "negated"
        return None, ""

    def _is_named(self, told: str, victim: int) -> bool:
        """Whether the words from a killing to a name describe who bears it: "a trader, " before "Ada Obi"."""
        if _VICTIM.fullmatch(told):
            return True
        return bool(_DESCRIBED.fullmatch(told)) and not _TELLS.match(self._following(victim))

    def _victims(self, place: int, killer: int) -> Iterator[int]:
        """The person at a place among the names, and those that are listed after."""
        yield self._names[place]
        if self._mentions[killer].span.start > self._mentions[self._names[place]].span.start:
            return
        last = self._names[place]
        for n in self._names[place + 1 : place + 1 + _FARTHEST]:
            span = self._mentions[n].span
            if span.sentence != self._mentions[last].span.sentence:
                return
            if span.label != "Person":
                continue
            between = self._between(last, title_end(self._words, span))
            joined = _AND.fullmatch(between)
            if not joined or (between.count(",") > 1 and "with " not in between):
                return
            if _ACTS.match(self._following(n)) or (between.startswith(", and") and last == self._names[place]):
                return
            yield n
            last = n

    def _is_subject(self, before: str) -> bool:
        """Whether a body may be the one that acts: "men of the Army" may, what befell "at the Army" may not."""
        if FIGHTING.search(before):
            return False
        return not _NO_SUBJECT.search(before) or bool(_THEIR_MEN.search(before))

    def _beside(self, one: int, other: int) -> bool:
        left, right = self._mentions[one].span, self._mentions[other].span
        return left.sentence == right.sentence and left.end < right.start

    def _between(self, name: int, stop: int) -> str:
        """The text from the end of a name to word `stop`; nothing where that is far off."""
        start = self._words.characters(self._mentions[name].span.start, self._mentions[name].span.end)[1]
        end = self._words.characters(stop, stop + 1)[0]
        return " ".join(self._words.whole[start:end].split("\n")) if 0 < end - start < _LONGEST else ""

    def _following(self, name: int) -> str:
        return following(self._words, self._mentions[name].span)

    def _opening(self, name: int) -> str:
        return opening(self._words, self._mentions[name].span)


def following(words: Words, span: Span) -> str:
    """The beginning of the text after a name, in its sentence."""
    start = words.characters(span.start, span.end)[1]
    end = words.characters(*words.sentence_spans()[span.sentence])[1]
    return words.whole[start : min(end, start + _LONGEST)]


def opening(words: Words, span: Span) -> str:
    """The end of the text of the sentence before a name and the ranks before it."""
    first = words.sentence_spans()[span.sentence][0]
    last = title_end(words, span) if span.label == "Person" else span.start
    start, end = words.characters(first, first + 1)[0], words.characters(last, last + 1)[0]
    return words.whole[max(start, end - _LONGEST) : end]
