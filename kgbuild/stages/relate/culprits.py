"""Whom the words around a killing clear: the accuser, the mourner, the source, and those who came off alive.

The scorer judges each pair of mentions by their vectors, and near a killing it takes many a bystander for the
killer or the dead. These rules hold only against what it read, never against a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgbuild.annotations import DocMention, Words
from kgbuild.stages.relate.deaths import FIGHTING, KILLED, KILLING, MEN, following, opening
from kgbuild.stages.relate.readings import Reading

__all__ = ["Culprits", "acquits"]

# Without one of these words in its sentences, nothing tells of a death.
_DEATH = re.compile(
    r"\b(?:kill|murder|assassin|slay|slain|slew|shoo?t|dead\b|deadl|death|die[sd]?\b|dying|execut|behead|lynch|"
    r"gun(?:s|ned|ning)? down|hang(?:ed|ing|s)\b|massacr|fatal|neutrali[sz]|eliminat|liquidat|poison|strangl|"
    r"stabb|homicid|tortur|kia\b|burn\w* (?:alive|to death|of)\b|blew|blown|hacked|drown|martyr|casualt|"
    r"(?:his|her|their) (?:life|lives)\b)",
    re.IGNORECASE,
)
_HAS = r"(?:(?:has|have|had|also|later|then|since|strongly|jointly|publicly) )*"
_OFFICIALS = rf"(?:['’]s?)?(?: (?:{MEN}|spokes\w+|officials?|leaders?|authorities|government|ministry))?"
# After a body's name, these make it one who speaks of a death, not one who brought it about.
_SPEAKS_AGAINST = re.compile(
    rf"{_OFFICIALS},? {_HAS}(?:accus(?:ed|es)|blam(?:ed|es)|condemn(?:ed|s)|denounc(?:ed|es)|deplor(?:ed|es)|"
    r"mourn(?:ed|s)|(?:vow(?:ed|s)|swore|sworn|promis(?:ed|es)|threaten(?:ed|s)) "
    r"(?:to )?(?:avenge|reveng\w*|retaliat\w*))\b(?! (?:of|for)\b)(?![^.;]* to death\b)"
    rf"(?![^.;]*\b(?:(?:and|then|but) (?:\w+ )?{KILLED}|before (?:killing|executing|shooting|beheading))\b)"
)
_SAYS = re.compile(
    rf"{_OFFICIALS}(?: [^.;:]{{1,40}})?? {_HAS}(?:said|says|report(?:ed|s)|announc(?:ed|es)|confirm(?:ed|s))\b"
)
_WAS_KILLED = re.compile(
    rf"(?:, [^.;:]{{2,80}}?,)? (?:(?:was|were|is|are) |(?:has|have|had) been )(?:\w+ly )?"
    rf"(?!executed|beheaded)(?:{KILLED}|found dead)\b"
)
# Before a body's name, these make it somebody's enemy, friend or judge.
_NO_KILLER = re.compile(
    r"\b(?:(?:back|fund|support|financ|sponsor|arm|train|oppos|condemn|denounc|question|quot|report|cit)(?:e?d)|paid|"
    r"wanted|denied) by (?:the |an? )?$|"
    r"\b(?:attack|assault|raid|strike|ambush|bombing|shelling|offensive)s? (?:on|against|upon) (?:the |an? )?$|"
    r"\baccording to (?:the |an? )?$|\b(?:pro|anti) ?[-–] ?$",
    re.IGNORECASE,
)
_ACCUSED_BY = re.compile(r"\b(?:accused|blamed|charged|suspected|convicted|acquitted|cleared) by (?:the |an? )?$")
_OF_A_DEED = re.compile(
    rf" (?:of|for|with|in) (?:the |having |\w+ly )*(?:{KILLING}|deaths?|murdering|executing)\b"
)
_MEN_FIGHTING = re.compile(rf"\bby (?:the |an? )?(?:[\w-]+ ){{0,3}}{FIGHTING.pattern}")
# Of "…, while 9 Brigade shot dead Obi" the brigade's dead stand after it.
_NEXT_CLAUSE = re.compile(r"(?:,|;)? (?:while|whereas|and|but|when|after|as|before) (?:the )?$")
_KILLS_NEXT = re.compile(rf"(?: {MEN})? {_HAS}{KILLED} (?!him\b|her\b|them\b)")
_OF_KILLING = re.compile(
    rf"\W*(?:\w+ )?(?:{KILLING}|deaths?|killers?|murderers?|assassins?|body|bodies|corpse|remains|head)\b"
)
_AGENT = re.compile(rf"\b{KILLED}\b[^,.;:]{{0,60}}? by (?:the |an? )?(?:[a-z]+ )?$")
_SPARED = re.compile(
    r"\b(?:among|of) (?:the |those )(?:\w+ )?(?:survivors?|wounded|injured|mourners|arrested|captured|rescued|"
    r"freed|released)\b[^.;:]{0,80} (?:was|were|is|are) ",
    re.IGNORECASE,
)
_SURVIVES = re.compile(
    r"(?:, [^.;:,]{2,80},| himself| herself|,)? (?:who )?(?:narrowly |barely |also )?(?:survived|survives|escaped|"
    r"(?:was|were|is|are) (?:\w+ly )?(?:unhurt|unharmed|uninjured|wounded|injured|rescued|freed|released|alive)\b)"
)
_DIES = re.compile(rf"\b(?:{KILLED}|die[sd]?|dead|death|succumb\w*)\b")
_JOINTS = frozenset(
    f"{joint}{article}"
    for joint in (
        ",",
        "and",
        ", and",
        "together with",
        ", together with",
        "along with",
        ", along with",
        "as well as",
        ", as well as",
    )
    for article in ("", " the")
)
_CLEARED = r"\b(?:acquitt(?:ed|s|ing)|clear(?:ed|s)|exonerat(?:ed|es))"
_ACQUITTED = re.compile(rf"{_CLEARED} (?:the |an? )?(?:[\w.]+ ){{0,3}}$")
_OF_GUILT = re.compile(r"(?:of|, who (?:was|were|had been) (?:accused|charged|suspected))\b")
_ACQUITTED_OF = re.compile(rf"{_CLEARED}(?: him| her| them)? of\b(?!.*\b(?:but|convicted|guilty)\b)")
_JOINED = 4  # bodies that a verb may have as its subject


def acquits(before: str, between: str) -> bool:
    """Whether a court cleared somebody of a killing, by the words before and after that person's name.

    Args:
        before: what the sentence says before the name, up to it.
        between: what it says from the name to that of the dead.
    """
    if _ACQUITTED_OF.search(between):
        return True
    return bool(_OF_GUILT.match(between) and _ACQUITTED.search(before))


class Culprits:
    """The text around the mentions of a document, where a killing is told.

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text.
    """

    def __init__(self, words: Words, mentions: Sequence[DocMention]) -> None:
        self._words = words
        self._mentions = mentions
        self._deadly: dict[int, bool] = {}

    def clears(self, reading: Reading) -> bool:
        """Whether the text tells that a read killer did not kill, or that the victim is not the one who died."""
        killer, victim = reading.subject, reading.object
        where = {self._mentions[killer].span.sentence, self._mentions[victim].span.sentence}
        return (
            not any(map(self._is_deadly, where)) or self._is_bystander(killer, victim) or self._is_spared(victim)
        )

    def _is_deadly(self, sentence: int) -> bool:
        if sentence not in self._deadly:
            text = self._words.text(*self._words.sentence_spans()[sentence])
            self._deadly[sentence] = _DEATH.search(text) is not None
        return self._deadly[sentence]

    def _is_bystander(self, killer: int, victim: int) -> bool:
        """Whether the one who is said to have killed fights, judges, accuses or speaks for the killers."""
        one, other = self._mentions[killer].span, self._mentions[victim].span
        before, after = self._before(killer), self._after(killer)
        if _NO_KILLER.search(before) or _SPEAKS_AGAINST.match(self._after(self._last_of_list(killer))):
            return True
        if _ACCUSED_BY.search(before) and _OF_A_DEED.match(after):
            return True
        if _MEN_FIGHTING.search(before) or (one < other and FIGHTING.search(before)):
            return True
        if one.sentence != other.sentence:
            return one > other and _KILLS_NEXT.match(after) is not None
        if one < other:
            return bool(_SAYS.match(after) and _WAS_KILLED.match(self._after(victim)))
        return bool(_NEXT_CLAUSE.search(before) and _KILLS_NEXT.match(after))

    def _is_spared(self, victim: int) -> bool:
        """Whether the one who is said to have died is another's kin, a killer, or told to have lived on."""
        before, after = self._before(victim), self._after(victim)
        owner = re.match(r"['’]s? ", after)
        if (owner or self._is_owner(victim)) and not _OF_KILLING.match(after[owner.end() :] if owner else after):
            return True
        if _AGENT.search(before) or _SPARED.search(before):
            return True
        survives = _SURVIVES.match(after)
        return survives is not None and not _DIES.search(after[survives.end() :])

    def _is_owner(self, victim: int) -> bool:
        """Whether a pronoun says whose somebody or something is: "his brother", but not "shot her"."""
        span = self._mentions[victim].span
        return span.kind == "pronoun" and (
            self._words.texts[span.start].lower() in ("his", "their")
            or bool(
                re.match(
                    r"her (?:\w+ )?(?:brother|sister|husband|father|mother|son|daughter)", self._clause(victim)
                )
            )
        )

    def _clause(self, name: int) -> str:
        return self._words.texts[self._mentions[name].span.start].lower() + self._after(name)

    def _last_of_list(self, name: int) -> int:
        """The last of the bodies that are listed from a name on: "Chad, together with Togo and Benin, …"."""
        for _ in range(_JOINED):
            if name + 1 == len(self._mentions):
                break
            left, right = self._mentions[name].span, self._mentions[name + 1].span
            if left.sentence != right.sentence or right.start <= left.end or right.start - left.end > _JOINED:
                break
            if right.label == "Person" or self._words.text(left.end, right.start) not in _JOINTS:
                break
            name += 1
        return name

    def _before(self, name: int) -> str:
        return opening(self._words, self._mentions[name].span).replace("\n", " ")

    def _after(self, name: int) -> str:
        return following(self._words, self._mentions[name].span).replace("\n", " ")
