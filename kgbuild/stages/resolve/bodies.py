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
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
# Words by which armies call the letters of companies; "Delta" and the like are names in other places too.
_PHONETIC = {word: word[0] for word in "alpha alfa bravo charlie echo foxtrot juliet lima oscar".split()}
_ROMAN |= {f"x{roman}": 10 + number for roman, number in _ROMAN.items()}


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
            same.setdefault(_read(text, family=BODY).key, first)
    return same


def _read(text: str, *, family: str) -> Name:
    raw = _split(text)
    folded = [fold(token) for token in raw]
    tokens = _without_articles(_spelled(raw, folded, body=family == BODY))
    tokens = _nations_first(_with_nations(tokens))
    tokens = _heads_last(tokens)
    tokens = [token for token in tokens if token not in _UNIMPORTANT] or folded
    if family == PLACE:
        tokens = _in_short(tokens)
    if family == BODY:
        tokens = _in_usual_words(_without_force(_numbers_first(tokens)))
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
    return re.findall(r"[^\W_]+", plain(text)) or [text]


def _spelled(raw: Sequence[str], folded: Sequence[str], *, body: bool) -> list[str]:
    """Each word in one spelling; abbreviations written in full, numbers as digits."""
    spelled: list[str] = []
    for place, token in enumerate(folded):
        following = folded[place + 1] if place + 1 < len(folded) else ""
        number = _number(token, following, capital=raw[place].isupper()) if body else None
        if number is not None:
            spelled.append(_added(spelled, number, tens=place > 0 and folded[place - 1] in words().numbers))
        else:
            spelled.extend((words().full.get(token) or _in_singular(american(token), always=body)).split())
    return spelled


def _in_singular(token: str, *, always: bool) -> str:
    # In names of places the plural is part of the name (the Americas), except in words such as "states".
    one = singular(token)
    return one if always or one in kinds() else token


def _number(token: str, following: str, *, capital: bool) -> int | None:
    # "1er" and "2ème" too, but not "4A".
    digits = re.fullmatch(r"(\d+)(st|nd|rd|th|d|er|ere|re|e|eme)?", token)
    if digits:
        return int(digits[1])
    if token in words().numbers:
        return words().numbers[token]
    if capital and token in _ROMAN and singular(following) in words().echelons | words().branches:
        return _ROMAN[token]
    return None


def _added(spelled: list[str], number: int, *, tens: bool) -> str:
    """Put "eighty" and "second" together."""
    if tens and spelled and 0 < number < 10 and spelled[-1].isdigit() and int(spelled[-1]) in range(20, 100, 10):
        return str(int(spelled.pop()) + number)
    return str(number)


def _without_articles(tokens: list[str]) -> list[str]:
    pairs = zip(tokens, [*tokens[1:], ""], strict=True)
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
        if echelon not in words().echelons or _is_number(before) or before in _PHONETIC:
            continue
        if _is_number(after) or after in _PHONETIC:
            tokens[place], tokens[place + 1] = after, echelon
    pairs = zip(tokens, [*tokens[1:], ""], strict=True)
    return [_PHONETIC.get(token, token) if following in words().echelons else token for token, following in pairs]


def _is_number(token: str) -> bool:
    return token.isdigit() or (len(token) == 1 and token.isascii() and token.isalpha())


def _without_force(tokens: list[str]) -> list[str]:
    """So that "Police Force" and "Police Service" are "Police"."""
    return tokens[:-1] if tokens[-2:-1] == ["police"] and tokens[-1] in ("force", "service") else tokens


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
    """So that "federal government" is "government", and a nation's "military" its "armed forces"."""
    if len(tokens) > 1 and tokens[-2:] == ["federal", "government"]:
        return [*tokens[:-2], "government"]
    return [tokens[0], "armed", "force"] if tokens[1:] == ["military"] and tokens[0].startswith("@") else tokens


def _numbered(tokens: Sequence[str]) -> Iterable[tuple[str, str]]:
    for place, token in enumerate(tokens):
        if token.isdigit():
            rest = tokens[place + 1 :]
            yield token, next((word for word in rest if word in words().echelons), rest[0] if rest else "")


def _acronym(text: str) -> str:
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
    return frozenset("".join(token[0] for token in tokens) for tokens in (folded, important))
