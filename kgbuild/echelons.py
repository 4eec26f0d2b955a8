"""The order of military units by size: what a unit's name says of its echelon, and which may be part of which.

Rungs run from a section (1) to the armed forces of a nation (12); a word that armies use for units of several
sizes, such as "squadron", spans several. The words stand in `assets/gazetteers/echelons.txt` and `arms.txt`; the
ladder is that of NATO's APP-6, as far as it has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kgbuild.gazetteer import fold, read_list

__all__ = ["SERVICE", "Echelon", "designations", "echelon_of", "is_below"]

SERVICE = 11  # the lowest rung of a whole service: an army, a navy, an air force
_FIELD = 9
_REGIMENT, _BATTALION = 5, 4
_LONGEST = 4  # words of an echelon's or arm's name
_ACRONYM = 5  # letters; shorter words count only in capitals, "RIMa" among them
# Compounds of German, Dutch and the Nordic languages: "Panzerbataillon".
_ENDINGS = {
    "kompanie": 3, "staffel": 3, "bataillon": 4, "bataljon": 4, "geschwader": 5, "regiment": 5, "brigade": 6,
    "division": 7, "korps": 8,
}  # fmt: skip
_SERVICES = frozenset("army navy marines police ejército armée armada marina".split())
# After these the unit is another than the echelon before them: "7 Division Garrison", "3 Brigade Headquarters".
_STAFFS = frozenset(
    "garrison headquarters hq staff band tactical training school academy hospital depot provost court workshop "
    "engineer engineers signal signals artillery medical transport support services reserve barracks base area "
    "commander association museum museums veterans headquarter intelligence".split()
)
_CORPS = frozenset("infantry cavalry artillery engineers armor armour marines".split())  # arms of a whole army
_OF = re.compile(r"\s+(?:of|de|du|des|del|d['’]|der|von)\b\s*|\s*[,(/]\s*", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[-/]\d+)?[^\W\d_]*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_PHONETIC = (
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar".split()
)
_ROMAN = re.compile(r"[IVX]+")
_BATTALION_OF = re.compile(r"\d{1,3}[-/]\d{1,4}(?:st|nd|rd|th|d)?")  # "2/504th", "1-64"


class Echelon(NamedTuple):
    """The lowest and highest rung that a unit may stand on."""

    low: int
    high: int


@lru_cache(maxsize=20_000)
def echelon_of(name: str) -> Echelon | None:
    """The echelon that a unit's name tells; None if it tells none: "Red Spear", "7 Division Garrison"."""
    if _BATTALION_OF.fullmatch(name):
        return Echelon(_BATTALION, _BATTALION)
    words: list[str] = []
    head = None
    for part in _OF.split(name):
        words = _WORD.findall(part)
        head = _head(words)
        if head is not None:
            break
    if head is None:
        return None
    at, end, found = head
    after = [word.lower() for word in words[end:]]
    if _STAFFS & set(after) and after[0] != "royal":
        return None
    numbered = any(_is_number(word) for word in words[:at] + words[end:])
    if found is not None:
        # "Marine Corps", "Corps of Engineers"
        return Echelon(found.low, SERVICE) if words[at].lower() == "corps" and not numbered else found
    if words[at].lower() in _SERVICES and not (numbered and words[at].lower() == "marines"):
        return _service(words, at, numbered=numbered)
    return _arm(words, numbered=numbered)


def is_below(part: str, whole: str) -> bool | None:
    """Whether one unit may be part of another, by the echelons in their names; None if those leave it open."""
    lower, upper = echelon_of(part), echelon_of(whole)
    if lower is None or upper is None:
        return None
    if lower == upper:
        return False if lower.low == lower.high else None
    if lower.low <= upper.low and lower.high <= upper.high:
        return True
    return False if lower.low >= upper.low and lower.high >= upper.high else None


def _head(words: list[str]) -> tuple[int, int, Echelon | None] | None:
    """Where the last word for an echelon, a service or an arm stands, and its rungs if it is an echelon's."""
    for end in range(len(words), 0, -1):
        for at in range(max(0, end - _LONGEST), end):
            if (found := _rungs(words[at:end])) is not None:
                return at, end, found
        if words[end - 1].lower() in _SERVICES or any(
            _is_arm(words[at:end]) for at in range(max(0, end - _LONGEST), end)
        ):
            return end - 1, end, None
    return None


def _rungs(words: list[str]) -> Echelon | None:
    text = fold(" ".join(words))
    found = _echelons().get(text)
    if found is not None:
        return found if _is_word(words[-1], text) else None
    ending = next((rung for ending, rung in _ENDINGS.items() if len(words) == 1 and text.endswith(ending)), None)
    return Echelon(ending, ending) if ending else None


def _is_arm(words: list[str]) -> bool:
    text = fold(" ".join(words))
    return text in _arms() and _is_word(words[-1], text)


def _is_word(written: str, folded: str) -> bool:
    """Whether a word is meant, and not two letters that happen to look like an abbreviation of one."""
    short = len(folded) < _ACRONYM and " " not in folded and not written[0].isupper()
    return not short or folded in ("army", "wing", "zone", "zug", "ala")


def _service(words: list[str], at: int, *, numbered: bool) -> Echelon:
    word = words[at].lower()
    if word == "marines":
        return Echelon(_REGIMENT, SERVICE)
    return Echelon(_FIELD, _FIELD) if numbered and word in ("army", "armée", "ejército") else _OWN_SERVICE


_OWN_SERVICE = Echelon(SERVICE, SERVICE)


def _arm(words: list[str], *, numbered: bool) -> Echelon | None:
    if any(_BATTALION_OF.fullmatch(word) for word in words):
        return Echelon(_BATTALION, _BATTALION)
    if not numbered:
        # "Lancashire Fusiliers", but "Royal Engineers"
        high = SERVICE if words[-1].lower() in _CORPS else _REGIMENT
        return Echelon(_REGIMENT, high) if len(words) > 1 else None
    ordinal = any(re.fullmatch(r"\d+\D+", word) or word.lower() in _ORDINALS for word in words)
    return Echelon(_REGIMENT, _REGIMENT) if ordinal else Echelon(_BATTALION, _REGIMENT)


def _is_number(word: str) -> bool:
    letter = len(word) == 1 and word.isupper()
    return word[0].isdigit() or letter or bool(_ROMAN.fullmatch(word)) or word.lower() in _NUMBERS


_NUMBERS = frozenset([*_ORDINALS, *_PHONETIC])


@cache
def _echelons() -> dict[str, Echelon]:
    found: dict[str, Echelon] = {}
    for rungs, *words in read_list("echelons.txt"):
        low, high = map(int, rungs.split())
        found |= {fold(word): Echelon(low, high) for word in words}
        found |= {f"{fold(word)}s": Echelon(low, high) for word in words if not word.endswith("s")}
    return found


@cache
def _arms() -> frozenset[str]:
    return frozenset(fold(word) for words in read_list("arms.txt") for word in words)


def designations(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in a text units stand that are named by number and echelon: (first character, one after last).

    "2nd Battalion", "504th Parachute Infantry Regiment", "B Company", "Company C", "8th Marines", "1-64 Armor",
    "2ème bataillon", "Panzerbrigade 21", "Batallón de Infantería No. 10"; but not "2 Gp Capt", a rank.
    """
    for match in _designation().finditer(text):
        yield match.span()


@cache
def _designation() -> re.Pattern[str]:
    """The pattern of a unit that is named by number and echelon."""
    words = sorted({word for _, *words in read_list("echelons.txt") for word in words} - {"section"})  # of a law
    small = [word for word in words if word not in _ENGLISH and len(word) >= _ACRONYM]
    capital = _any(form for word in words for form in (_titled(word), word.upper()))
    compound = rf"[A-Z][a-zäöüß]+(?:{'|'.join(_ENDINGS)})"
    arms = sorted({word for words in read_list("arms.txt") for word in words})
    arm = _any(form for word in arms for form in (_titled(word), word.upper(), _CASED.get(word, _titled(word))))
    ordinal = r"\d{1,4}\.?(?:er|ère|re|e|ème|eme|[ªº°])"
    english = r"\d{1,4}(?:st|nd|rd|th|d)"
    battalion_of = r"\d{1,3}[-/]\d{1,4}(?:st|nd|rd|th|d)?"
    worded = _any(word.capitalize() for word in [*_ORDINALS, *_PHONETIC])
    number = r"(?:No\.? ?|Nos\. ?|Nr\.? ?|N[°º]\.? ?)?\d{1,4}"
    roman = r"[IVX]{1,5}"
    before = rf"(?:{english}|{ordinal}|{battalion_of}|{number}|{roman}|{worded})"
    kinds = r"(?: (?!(?:The|An?)\b)(?:[A-Z][\w’'-]*|[A-Z][a-z]{1,4}\.)){0,4}?"
    team = r"(?: Combat Team| Combat Group| Group)?"
    abroad = rf"(?:{_any(small)})"
    own = r"(?: (?:de|d['’]) ?(?!l)[^\W\d_]{4,}(?: [A-Z][^\W\d_]+)*)?"
    adjectives = rf"(?: {_ADJECTIVES})*"
    one = "|".join(
        (
            rf"(?:{ordinal}) (?:{_any(words)}|{_any(map(_titled, words))}){adjectives}{own}",
            rf"(?:{before}) {abroad}{adjectives}{own}",
            rf"(?:{before}{kinds}|[A-Z]|HQ|Headquarters) (?:{capital}){team}",
            rf"(?:{capital}|{_any(map(_titled, small))}|{abroad}){own} (?:{number}|{roman}|[A-Z])(?![\w.]\w)",
            rf"{compound} (?:{number}|{roman})",
            rf"(?:{number}\.|{roman}\.?) (?:{compound}|{_any(map(_titled, small))})",
            rf"(?:{english}|{ordinal}|{battalion_of}) (?:[A-Z][\w’'-]* ){{0,2}}?(?:{arm})(?:\.? (?:{capital}))?",
        )
    )
    return re.compile(rf"(?<![\w.-])(?<!\d/)(?:{one})(?![\w-])(?! (?:Capt|Cdr|Comd|Lt|Sgt|Off)\b)")


_ENGLISH = frozenset(
    "section squad patrol detachment platoon troop battery flight company squadron battalion group wing flotilla "
    "regiment brigade division corps command zone sector fleet".split()
)
_ADJECTIVES = (
    r"(?:blindée?|légère?|étrang(?:er|ère)|mécanisée?|motorisée?|aéroportée?|parachutiste|alpine?|[Mm]ixt[ao]|"
    r"aerotransportad[ao]|blindad[ao]|mecanizad[ao]|móvil)"
)
_CASED = {"rima": "RIMa", "rpima": "RPIMa", "rics": "RICs"}


def _titled(word: str) -> str:
    return " ".join(part[:1].upper() + part[1:] for part in word.split())


def _any(words: Iterator[str] | list[str]) -> str:
    forms = sorted({re.escape(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(forms)
