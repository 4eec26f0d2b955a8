"""What roles, ranks and names of units say about who heads what: word lists, and functions that read them.

Levels of formations follow APP-6 (section 1 … army 9), grades of ranks the NATO codes OF-1 to OF-10 (STANAG 2116),
0 for all below an officer. Armies differ, so a word may have several; what is wide apart is odd in all of them.
"""

from __future__ import annotations

import re

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

# Level of each echelon: the lowest and the highest that armies use the word for.
_LEVELS = {
    "squad": (1, 1),
    "section": (1, 1),
    "platoon": (2, 2),
    "troop": (2, 3),
    "flight": (2, 3),
    "company": (3, 3),
    "battery": (3, 3),
    "squadron": (3, 4),
    "battalion": (4, 4),
    "regiment": (4, 5),
    "wing": (5, 6),
    "brigade": (6, 6),
    "division": (7, 7),
    "corps": (8, 8),
    "army": (9, 9),
}
_SHORT = {
    "plt": "platoon",
    "coy": "company",
    "sqn": "squadron",
    "bn": "battalion",
    "regt": "regiment",
    "bde": "brigade",
    "div": "division",
}
# Bodies that are called so without being a formation: "Criminal Investigation Division", "Medical Corps".
_NO_FORMATION = frozenset(
    "police policing investigation criminal intelligence training school college academy staff headquarters "
    "command medical education engineers signals logistics pay legal".split()
)
# Grades of those who command each echelon, generously.
_FIT = {
    "squad": range(3),
    "section": range(3),
    "platoon": range(3),
    "troop": range(4),
    "flight": range(4),
    "company": range(1, 4),
    "battery": range(1, 4),
    "squadron": range(2, 6),
    "battalion": range(3, 6),
    "regiment": range(3, 7),
    "wing": range(4, 8),
    "brigade": range(4, 8),
    "division": range(5, 9),
    "corps": range(6, 10),
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
_AT_SEA = ("squadron", "wing")  # where "captain" may be the navy's


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


def echelon_of(unit: Entity) -> str | None:
    """The echelon of a unit ("brigade"), as its attributes have it or its name tells.

    None for bodies that are none, or only called like one: "Marine Corps", "Criminal Investigation Division",
    "Qassam Brigades".
    """
    words = words_of(unit.name)
    named = (word for word in reversed([_SHORT.get(word, word) for word in words]) if word in _LEVELS)
    found = unit.attributes.get("echelon") or next(named, None)
    if unit.label != "Unit" or found not in _LEVELS or _NO_FORMATION & set(words) or f"{found}s" in words:
        return None
    return None if found == "corps" and not any(_is_number(word) for word in words) else found


def is_above(lower: Entity, higher: Entity) -> bool:
    """Whether the first of two units is of a higher echelon than the second, in every army."""
    levels = [_LEVELS[echelon] for echelon in map(echelon_of, (lower, higher)) if echelon]
    return len(levels) == 2 and levels[0][0] > levels[1][1]


def fits(rank: str | None, unit: Entity) -> bool:
    """Whether one of this rank may command a unit of this echelon; what is not known fits."""
    grades, echelon = _grades(rank), echelon_of(unit)
    if not grades or echelon not in _FIT:
        return True
    if grades == (2,) and words_of(rank)[-1] in ("captain", "capt") and echelon in _AT_SEA:
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
    named = [word for word in words if word in _LEVELS and word != "army"]
    return bool(named) and echelon_of(body) not in named


def _grades(rank: str | None) -> tuple[int, ...]:
    words = words_of(" ".join(_FULL.get(word, word) for word in words_of(rank)))
    if "police" in words:
        return ()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if (grades := _GRADES.get(" ".join(words[start:end]))) is not None:
                return grades
    return ()


def _is_number(word: str) -> bool:
    return word[0].isdigit() or bool(re.fullmatch(r"x{0,2}(?:ix|iv|v?i{0,3})", word) and word)
