"""What roles, ranks and names of units say about who heads what: word lists, and functions that read them.

Rungs of formations are those of `kgbuild.echelons`, grades of ranks the NATO codes OF-1 to OF-10 (STANAG 2116),
0 for all below an officer. Armies differ, so a word may have several; what is wide apart is odd in all of them.
"""

from __future__ import annotations

import re

from kgbuild import echelons
from kgbuild.echelons import Echelon
from kgbuild.model import Entity

__all__ = ["echelon_of", "fits", "is_above", "is_head", "same_post", "words_of"]

# Not the one who heads the body now. `relate` has lists of such words too, for other ends: those that stand before
# a title without being part of it ("its new commander"), and the titles that give no command ("spokesman").
_NOT_HEAD = frozenset(
    "deputy vice assistant acting interim former formerly ex late outgoing going incoming designate elect nominee "
    "candidate successor predecessor spokesman spokeswoman spokesperson spokesmen adviser advisor aide sub second "
    "founder cofounder honorary retired leaders commanders heads chiefs 2ic".split()
)
# One of several: of a part, or of a kind.
_OF_A_PART = frozenset(
    "field senior top local regional area sector zonal district provincial operational religious political "
    "spiritual ground military media intelligence logistics artillery infantry".split()
)
# Words for the one at the head of a unit.
_COMMANDER = frozenset(
    "commander comd commanding commandant comdt goc aoc foc co oc leader head chief boss charge director dg "
    "commissioner cp inspector igp dpo captain".split()
)
_CHIEF_OF_STAFF = frozenset("coas cns cas cds".split())

# Bodies that are called so without being a formation: "Criminal Investigation Division", "Medical Corps".
_NO_FORMATION = frozenset(
    "police policing investigation criminal intelligence training school college academy staff headquarters "
    "command medical education engineers signals logistics pay legal group zone sector patrol detachment".split()
)
_REGIMENT = Echelon(4, 5)
# Grades of those who command units between two rungs, generously.
_FIT = {
    Echelon(1, 1): range(3),
    Echelon(2, 2): range(3),
    Echelon(2, 3): range(4),
    Echelon(3, 3): range(1, 4),
    Echelon(3, 5): range(2, 6),
    Echelon(4, 4): range(3, 6),
    Echelon(4, 5): range(3, 7),
    Echelon(4, 6): range(4, 8),
    Echelon(6, 6): range(4, 8),
    Echelon(7, 7): range(5, 9),
    Echelon(8, 8): range(6, 10),
}
_FULL = {
    "gen": "general",
    "genral": "general",
    "maj": "major",
    "brig": "brigadier",
    "bgen": "brigadier general",
    "mgen": "major general",
    "lgen": "lieutenant general",
    "ltgen": "lieutenant general",
    "lt": "lieutenant",
    "lieut": "lieutenant",
    "ltc": "lieutenant colonel",
    "ltcol": "lieutenant colonel",
    "lcol": "lieutenant colonel",
    "col": "colonel",
    "capt": "captain",
    "cpt": "captain",
    "cdr": "commander",
    "cmdr": "commander",
    "lcdr": "lieutenant commander",
    "cdre": "commodore",
    "cmdre": "commodore",
    "adm": "admiral",
    "radm": "rear admiral",
    "vadm": "vice admiral",
    "avm": "air vice marshal",
    "gp": "group",
    "wg": "wing",
    "sqn": "squadron",
    "flt": "flight",
    "sgt": "sergeant",
    "cpl": "corporal",
    "pvt": "private",
}
# Bare "general" and "admiral" stand for all of their kind, and "colonel" for a lieutenant colonel too.
_GRADES = {
    "private": (0,),
    "corporal": (0,),
    "sergeant": (0,),
    "sergeant major": (0,),
    "warrant officer": (0,),
    "petty officer": (0,),
    "second lieutenant": (1,),
    "first lieutenant": (1,),
    "pilot officer": (1,),
    "flying officer": (1,),
    "lieutenant": (1, 2),
    "flight lieutenant": (2,),
    "captain": (2,),
    "major": (3,),
    "squadron leader": (3,),
    "lieutenant commander": (3,),
    "wing commander": (4,),
    "lieutenant colonel": (4,),
    "colonel": (4, 5),
    "group captain": (5,),
    "brigadier": (6,),
    "brigadier general": (6,),
    "air commodore": (6,),
    "commodore": (6,),
    "major general": (6, 7),
    "rear admiral": (6, 7),
    "air vice marshal": (7,),
    "lieutenant general": (7, 8),
    "air marshal": (8,),
    "vice admiral": (8,),
    "colonel general": (8,),
    "general": (6, 7, 8, 9),
    "admiral": (6, 7, 8, 9),
    "air chief marshal": (9,),
    "field marshal": (10,),
}
_AT_SEA = frozenset({"squadron", "sqn", "wing", "flotilla"})  # where "captain" may be the navy's


def words_of(text: str | None) -> list[str]:
    """The words of a role, a rank or a name, in lower case, without signs."""
    return re.findall(r"[^\W_]+", (text or "").lower())


def is_head(role: str | None) -> bool:
    """Whether a role is that of the one who heads the body now; none given counts as it."""
    words = words_of(role)
    # "CO" is a commanding officer, "co-leader" one of several.
    return not _NOT_HEAD & set(words) and not (words[:1] == ["co"] and len(words) > 1)


def same_post(left: str | None, right: str | None, *, unit: Entity) -> bool:
    """Whether two roles are the same post of a body, which one person holds at a time.

    A unit has one commander, whatever he or she is called, and if nothing is said; of other bodies ("President",
    "Prime Minister") only the same words are the same post.
    """
    posts = [_post(role, unit) for role in (left, right)]
    return posts[0] == posts[1] and posts[0] is not None


def echelon_of(unit: Entity) -> Echelon | None:
    """The rungs that a unit may stand on, as its name or else its attributes tell.

    None for bodies that are none, or only called like one: "Marine Corps", "Criminal Investigation Division",
    "Qassam Brigades". A regiment may be a battalion, as in Britain.
    """
    words = words_of(unit.name)
    plural = any(word.endswith("s") and echelons.echelon_of(word.removesuffix("s")) for word in words)
    if unit.label != "Unit" or plural or _NO_FORMATION & set(words):
        return None
    found = echelons.echelon_of(unit.name) or echelons.echelon_of(str(unit.attributes.get("echelon", "")))
    if found is None or ("corps" in words and found.high >= echelons.SERVICE):
        return None
    return _REGIMENT if found.low == _REGIMENT.high else found


def is_above(lower: Entity, higher: Entity) -> bool:
    """Whether the first of two units is of a higher echelon than the second, in every army."""
    one, other = echelon_of(lower), echelon_of(higher)
    return one is not None and other is not None and one.low > other.high


def fits(rank: str | None, unit: Entity) -> bool:
    """Whether one of this rank may command a unit of this echelon; what is not known fits."""
    grades, echelon = _grades(rank), echelon_of(unit)
    if not grades or echelon not in _FIT:
        return True
    if grades == (2,) and words_of(rank)[-1] in ("captain", "capt") and _AT_SEA & set(words_of(unit.name)):
        grades = (2, 5)
    return bool(set(grades) & set(_FIT[echelon]))


def _post(role: str | None, body: Entity) -> str | None:
    words = words_of(role)
    if not words:
        return "commander" if body.label == "Unit" else None
    if "in chief" in " ".join(words):
        return "commander in chief"
    if _CHIEF_OF_STAFF & set(words) or {"chief", "staff"} <= set(words) or words == ["army", "chief"]:
        return "chief of staff"
    if _OF_A_PART & set(words) or _is_of_another(words, body):
        return None
    if body.label == "Unit" and _COMMANDER & set(words):
        return "commander"
    return " ".join(words)


def _is_of_another(words: list[str], body: Entity) -> bool:
    """Whether "brigade commander" is said of a body that is no brigade."""
    named = [rungs for word in words if (rungs := echelons.echelon_of(word)) and rungs.low < echelons.SERVICE]
    own = echelon_of(body)
    return bool(named) and not any(own and own.low <= rungs.high and rungs.low <= own.high for rungs in named)


def _grades(rank: str | None) -> tuple[int, ...]:
    words = words_of(" ".join(_FULL.get(word, word) for word in words_of(rank)))
    if "police" in words:
        return ()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if (grades := _GRADES.get(" ".join(words[start:end]))) is not None:
                return grades
    return ()
