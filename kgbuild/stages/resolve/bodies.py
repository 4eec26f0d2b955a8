"""Names of places, units and organisations: nations, numbers and abbreviations in one form, in one order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from kgbuild.schema import current_schema
from kgbuild.stages.resolve.name import BODY, PLACE, Name, key_of, kinds
from kgbuild.stages.resolve.spelling import american, fold, is_article, plain, singular
from kgbuild.stages.resolve.words import words

__all__ = ["read_body", "well_known"]

_UNIMPORTANT = frozenset("the of and for in a an de del du des".split())
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")
_ROMAN = {ten + one: 10 * tens + ones for tens, ten in enumerate(_TENS) for ones, one in enumerate(_ONES)}
del _ROMAN[""]
# Armies letter these: I Company is the ninth, and X Company not the tenth.
_LETTERED = frozenset("company battery troop squadron platoon".split())
# Words by which armies call the letters of companies.
_PHONETIC = {word: word[0] for word in "alpha alfa bravo charlie echo foxtrot juliet lima oscar".split()}
# These are names in other places too: a Delta Division is of the Delta.
_PHONETIC_OF_COMPANIES = {
    word: word[0]
    for word in "delta golf hotel kilo mike november papa romeo sierra tango victor whiskey zulu".split()
}
# "1/8 Marines", "2-504th Parachute Infantry": the number of the battalion, then of the regiment.
_BATTALION_OF = re.compile(
    r"\b(\d{1,2})[-/](\d{1,3})(?:st|nd|rd|th|d)?"
    r"(?= (?:Marines?|(?:\w+ )?Infantry|Armou?r|Cav(?:alry)?|G[ou]rkhas?)\b)"
)
# "33rd LID", "1ID", "2e REP", and "LID 33".
_NUMBERED_ACRONYM = re.compile(
    r"(?P<number>\d{1,3})(?:st|nd|rd|th|d|er|e|[èe]me)?[ -]?(?P<letters>[A-Z]{2,5})"
    r"|(?P<letters_first>[A-Z]{2,5})[ -](?P<number_last>\d{1,3})"
)
# The words of "3rd Separate Brigade", which may be another than the third brigade of some division.
_BARE_SEPARATE = 3
# Whose regiments are called by number and arm alone: "1st Battalion, 20th Infantry".
_REGIMENTS = frozenset("infantry cavalry armor".split())
_IN_AN_ARMY = frozenset("division brigade regiment battalion".split())


def read_body(text: str, *, family: str) -> Name:
    """Read the name of a place, a unit or an organisation; a well-known one as its best-known form."""
    return well_known(_read(text, family=family))


def well_known(name: Name) -> Name:
    """The name as its best-known form is read, if it is listed as one of several of one body."""
    known = _same(current_schema().digest).get(name.key)
    return name if known is None else replace(known, family=name.family, text=name.text, acronym=name.acronym)


@lru_cache(maxsize=1)
def _same(digest: str) -> dict[str, Name]:
    """What each name is read as that is listed, by us or by the schema of this digest, as one body's."""
    same: dict[str, Name] = {}
    own = (names for label in current_schema().labels.values() for names in label.names if label.name != "Person")
    for group in (*own, *words().same):
        first = replace(_read(group[0], family=BODY), well_known=True)
        for text in group:
            for family in (BODY, PLACE):
                same.setdefault(_read(text, family=family).key, first)
    return same


def _read(text: str, *, family: str) -> Name:
    raw = _split(text)
    folded = [fold(token) for token in raw]
    tokens = _without_articles(_spelled(raw, folded, body=family == BODY))
    tokens = _nations_first(_with_nations(tokens))
    tokens = _heads_last(tokens)
    tokens = _important(tokens) or folded
    if family == PLACE:
        tokens = _in_short(_river_last(tokens))
    if family == BODY:
        tokens = _in_usual_words(_without_force(_arms_first(_numbers_first(tokens), text)))
    return Name(
        family,
        text,
        tuple(tokens),
        key_of(tokens),
        acronym=_acronym(text),
        initials=_initials(folded),
        numbers=tuple(_numbered(tokens)),
        echelon=next((token for token in reversed(tokens) if token in words().echelons), ""),
        branches=frozenset(tokens) & words().branches,
        nations=frozenset(token for token in tokens if token.startswith("@")),
    )


def _split(text: str) -> list[str]:
    text = re.sub(r"(?<=\d)[ºª°]", "", text.replace("&", " and "))
    text = re.sub(r"\b[^\W\d_](?:\.\s?[^\W\d_]\b)+\.?", lambda dotted: re.sub(r"[.\s]", "", dotted[0]), text)
    # The Persian link of two words: Lashkar-e-Taiba, Hezb-i Islami.
    text = re.sub(r"(?<=\w)[-‑–](e|i|ul|ur)[-‑–\s]\s?(?=\w)", " ", text)
    text = re.sub(r"\b(?:Nos?\.?|Nr\.?|N[°º]) ?(?=\d)", "", text)
    text = _BATTALION_OF.sub(r"\1 Battalion \2", text)
    if numbered := _numbered_acronym(text):
        return list(numbered)
    text = re.sub(r"\b[Dd]['’](?=[a-zà-ÿ])", "de ", text)
    return re.findall(r"[^\W_]+", plain(text)) or [text]


def _numbered_acronym(text: str) -> tuple[str, str] | None:
    """The number and the letters of "33rd LID" or "LID 33", if these are no word: not "33 BDE", "JTF 2"."""
    match = _NUMBERED_ACRONYM.fullmatch(text)
    if match is None:
        return None
    number, letters = match["number"] or match["number_last"], match["letters"] or match["letters_first"]
    known = fold(letters) in words().full or singular(fold(letters)) in kinds()
    return None if known else (number, letters)


def _spelled(raw: Sequence[str], folded: Sequence[str], *, body: bool) -> list[str]:
    """Each word in one spelling; abbreviations written in full, numbers as digits."""
    spelled: list[str] = []
    for place, token in enumerate(folded):
        following = folded[place + 1 :]
        number = _number(token, following, capital=raw[place].isupper(), first=place == 0) if body else None
        if number is not None:
            spelled.append(_added(spelled, number, tens=place > 0 and folded[place - 1] in words().numbers))
        else:
            spelled.extend((words().full.get(token) or _in_singular(american(token), always=body)).split())
    return spelled


def _in_singular(token: str, *, always: bool) -> str:
    # In names of places the plural is part of the name (the Americas), except in words such as "states".
    one = singular(token)
    return one if always or one in kinds() else token


def _number(token: str, following: Sequence[str], *, capital: bool, first: bool) -> int | None:
    # "1er" and "2ème" too, but not "4A".
    digits = re.fullmatch(r"(\d+)(st|nd|rd|th|d|er|ere|re|e|eme)?", token)
    if digits:
        return int(digits[1])
    if token in words().numbers:
        return words().numbers[token]
    kind = words().full.get(following[0], singular(following[0])) if following else ""
    if kind not in words().echelons | words().branches:
        # "II SS Panzer Corps", but no single letter.
        far = first and len(token) > 1 and not words().echelons.isdisjoint(map(singular, following))
        return _ROMAN.get(token) if capital and far else None
    if token in words().ordinals:
        return words().ordinals[token]
    lettered = len(token) == 1 and kind in _LETTERED
    return _ROMAN.get(token) if capital and not lettered else None


def _added(spelled: list[str], number: int, *, tens: bool) -> str:
    """Put "eighty" and "second" together."""
    if tens and spelled and 0 < number < 10 and spelled[-1].isdigit() and int(spelled[-1]) in range(20, 100, 10):
        return str(int(spelled.pop()) + number)
    return str(number)


def _without_articles(tokens: list[str]) -> list[str]:
    followers = [*tokens, ""][1:]  # a name may hold no word
    pairs = zip(tokens, followers, strict=True)
    return [token for token, following in pairs if not (following and is_article(token, following))]


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word, longest first: the phrases that mean a country, or only look like it."""
    phrases: dict[tuple[str, ...], str] = {}
    # In the singular too, as names of bodies are read.
    for body in (True, False):
        for code, names in words().countries.items():
            phrases |= {_phrase(name, body=body): f"@{code}" for name in names}
        phrases |= {_phrase(name, body=body): "" for name in words().elsewhere}
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        by_first.setdefault(phrase[0], []).append((phrase, phrases[phrase]))
    return by_first


def _phrase(text: str, *, body: bool) -> tuple[str, ...]:
    raw = _split(text)
    return tuple(_without_articles(_spelled(raw, [fold(token) for token in raw], body=body)))


def _with_nations(tokens: Sequence[str]) -> list[str]:
    read: list[str] = []
    place = 0
    while place < len(tokens):
        for phrase, code in _phrases().get(tokens[place], ()):
            if tuple(tokens[place : place + len(phrase)]) == phrase:
                read.extend([code] if code else phrase)
                place += len(phrase)
                break
        else:
            read.append(tokens[place])
            place += 1
    return read


def _nations_first(tokens: Sequence[str]) -> list[str]:
    """So that "Army of Chad", "Chad's Army" and "Chadian Army" are one."""
    return sorted(tokens, key=lambda token: not token.startswith("@"))


def _heads_last(tokens: list[str]) -> list[str]:
    """So that "Ministry of Defence" and "Defence Ministry" are one."""
    start = next((place for place, token in enumerate(tokens) if not token.startswith("@")), 0)
    head, rest = tokens[start : start + 1], tokens[start + 1 :]
    if len(rest) > 1 and head[0] in words().heads and rest[0] == "of":
        return [*tokens[:start], *rest[1:], *head]
    return tokens


def _numbers_first(tokens: list[str]) -> list[str]:
    """So that "Division 3" is "3 Division", and "Company B" and "Bravo Company" are "B Company"."""
    for place in range(len(tokens) - 1):
        before, echelon, after = tokens[place - 1] if place else "", tokens[place], tokens[place + 1]
        if echelon not in words().echelons or _is_number(_letter(before, echelon)):
            continue
        if _is_number(_letter(after, echelon)):
            tokens[place], tokens[place + 1] = after, echelon
    pairs = zip(tokens, [*tokens[1:], ""], strict=True)
    return [_letter(token, following) for token, following in pairs]


def _arms_first(tokens: list[str], text: str) -> list[str]:
    """So that "21 Brigade (Armoured)" is "21 Armoured Brigade", and "Brigada de Caballería No. 4" the 4th Cavalry.

    But "53 Division Signals" is no division.
    """
    if not re.search(r"\(|\bd(?:e|es|el|['’])\b", text):
        return tokens
    place = next((place for place, token in enumerate(tokens) if token in words().echelons), len(tokens))
    before, arms = tokens[:place], tokens[place + 1 :]
    if not before and arms and arms[-1].isdigit():
        before, arms = [arms[-1]], arms[:-1]
    if before and arms and (words().branches | {"foreign"}).issuperset(arms):
        return [*before, *arms, tokens[place]]
    return tokens


def _letter(token: str, echelon: str) -> str:
    """The letter that a word stands for before an echelon, or else the word."""
    if echelon in _LETTERED and token in _PHONETIC_OF_COMPANIES:
        return _PHONETIC_OF_COMPANIES[token]
    return _PHONETIC.get(token, token) if echelon in words().echelons else token


def _is_number(token: str) -> bool:
    return token.isdigit() or (len(token) == 1 and token.isascii() and token.isalpha())


def _without_force(tokens: list[str]) -> list[str]:
    """So that "Police Force" and "Police Service" are "Police"."""
    return tokens[:-1] if tokens[-2:-1] == ["police"] and tokens[-1] in ("force", "service") else tokens


def _important(tokens: Sequence[str]) -> list[str]:
    """Without small words; but A Company keeps its letter."""
    around = zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
    return [
        token
        for before, token, after in around
        if token not in _UNIMPORTANT or (token == "a" and not _LETTERED.isdisjoint((before, after)))
    ]


def _river_last(tokens: list[str]) -> list[str]:
    """So that "River Congo" is "Congo River"; but Rivers State is no river."""
    named = tokens[0] == "river" and len(tokens) > 1 and tokens[-1] not in words().areas
    return [*tokens[1:], "river"] if named else tokens


def _in_short(tokens: list[str]) -> list[str]:
    """So that "South East Zone" is "South East", and every local government an area."""
    if (
        len(tokens) > 1
        and tokens[-1] in ("zone", "region", "state")
        and words().directions.issuperset(tokens[:-1])
    ):
        return tokens[:-1]
    return [*tokens, "area"] if tokens[-2:] == ["local", "government"] else tokens


def _in_usual_words(tokens: list[str]) -> list[str]:
    """So that "federal government" is "government", a brigade combat team a brigade, and the like."""
    if tokens[-2:-1] and tokens[-2] in words().services and tokens[-1] == "national":
        tokens = [*tokens[:-2], tokens[-1], tokens[-2]]  # "Police nationale"
    for place in range(len(tokens) - 2):
        if tokens[place : place + 3] == ["brigade", "combat", "team"]:
            tokens = [*tokens[: place + 1], *tokens[place + 3 :]]
            break
    if len(tokens) > 2 and tokens[-2:] == ["marine", "regiment"] and tokens[-3].isdigit():
        return tokens[:-1]
    if tokens[-1] in _REGIMENTS and tokens[-2:-1] and tokens[-2].isdigit() and "battalion" in tokens:
        return [*tokens, "regiment"]
    if len(tokens) > 1 and tokens[-2:] == ["federal", "government"]:
        return [*tokens[:-2], "government"]
    if tokens[0].isdigit() and tokens[-1] == "brigade" and (len(tokens[0]) > 1 or len(tokens) > _BARE_SEPARATE):
        tokens = [token for token in tokens if token != "separate"]
    if (
        tokens[0].startswith("@")
        and tokens[-2:-1] == ["army"]
        and tokens[1].isdigit()
        and tokens[-1] in _IN_AN_ARMY
    ):
        tokens = [*tokens[:-2], tokens[-1]]
    if "motor" in tokens[:-1] and tokens[tokens.index("motor") + 1] == "rifle":
        tokens = ["motorized" if token == "motor" else token for token in tokens]
    return [tokens[0], "armed", "force"] if tokens[1:] == ["military"] and tokens[0].startswith("@") else tokens


def _numbered(tokens: Sequence[str]) -> Iterable[tuple[str, str]]:
    for place, token in enumerate(tokens):
        if token.isdigit():
            rest = tokens[place + 1 :]
            yield token, next((word for word in rest if word in words().echelons), rest[0] if rest else "")


def _acronym(text: str) -> str:
    if numbered := _numbered_acronym(text):
        return fold("".join(numbered))
    letters = re.sub(r"[.\-‑–/\s]", "", text) if re.fullmatch(r"[\w.&/‑–-]+", text) else ""
    if singular(fold(letters)) in kinds():
        return ""  # "ARMY" in a headline
    capitals = sum(letter.isupper() for letter in letters)
    if (
        2 <= len(letters) <= 10
        and letters.isalpha()
        and (letters.isupper() or (len(letters) < 6 and capitals > 1))
    ):
        return letters.lower()
    return ""


def _initials(folded: Sequence[str]) -> frozenset[str]:
    if len(folded) < 2:
        return frozenset()
    important = [token for token in folded if token not in _UNIMPORTANT]
    found = {"".join(token[0] for token in tokens) for tokens in (folded, important)}
    number = _number(important[0], (), capital=False, first=True) if important else None
    if number is not None:
        found.add("".join([str(number), *(token[0] for token in important[1:])]))
    return frozenset(found)
