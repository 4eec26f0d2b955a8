"""A name, read: its words in one spelling, and what they say (given names, numbers, echelon, nation)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from kgbuild.stages.resolve.spelling import fold, sound
from kgbuild.stages.resolve.words import words

__all__ = ["BODY", "PERSON", "PLACE", "Name", "family", "key_of", "kinds"]

# Units and organisations are one family: the same body is often labelled differently in two documents.
PERSON, PLACE, BODY = "person", "place", "body"
_FAMILIES = {"Person": PERSON, "Place": PLACE}

# A name of so many words is hardly ever that of two bodies, be they as plain as they may.
_TELLING = 4
# Letters of an acronym that are the initials of a name, in whatever order, hardly ever by chance.
_ANOTHER_LANGUAGE = 4
# It may be made of syllables of so many words that are no "of" and "and".
_SEVERAL, _LONG_WORD, _SYLLABLE = 3, 4, 4
_LONGEST_ACRONYM = 10
# Places that each capital of a state, and many a town, has.
_ANYWHERE = frozenset("government state house presidential palace city hall police station central market".split())
# A nation has one of these, though their words say that they come and go, and many of those.
_OF_A_NATION = frozenset({"jointoperationcommand", "specialoperationcommand", "jointspecialoperationcommand"})
# And these it has in each state or town.
_OF_A_TOWN = frozenset(
    "governmenthouse cityhall policestation centralmarket policecommand statepolicecommand".split()
)
# What regions are called for short, each report its own.
_LANDS = frozenset("gulf strait peninsula canal valley basin coast capital".split())
# Up to nine, these are numbered within their regiment or the like, not within their army.
_FEW = 9
_NUMBERED_WITHIN_A_PARENT = frozenset(
    "battalion company squadron platoon battery troop flight section squad detachment".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name and what it says.

    `key` is equal for equal names, however they are written; `tokens` are its words in one spelling, a nation
    as "@" and the country's code. `acronym` is set where the name looks like one; `initials` are the acronyms
    that it may have itself; `well_known` names are listed with all their forms. Persons have `given` names and a
    `surname`; bodies `numbers` (each with the word it numbers), an `echelon`, `branches` and `nations`.
    `company` tells people of one very common name apart.
    """

    family: str
    text: str
    tokens: tuple[str, ...]
    key: str
    acronym: str = ""
    initials: frozenset[str] = frozenset()
    well_known: bool = False
    given: tuple[str, ...] = ()
    surname: str = ""
    generation: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    echelon: str = ""
    branches: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    company: str = ""

    @property
    def sound(self) -> tuple[str, ...]:
        """Equal for all names that may be transliterations of this one."""
        return tuple(sound(token).consonants if _is_proper(token) else token for token in self.tokens)

    @property
    def is_lone(self) -> bool:
        """Whether it is all that a person is called by, and only one name."""
        return self.family == PERSON and not self.given

    @property
    def has_initials_only(self) -> bool:
        """Whether a person's given names are all initials."""
        return bool(self.given) and all(len(given) == 1 for given in self.given)

    @property
    def is_common(self) -> bool:
        """Whether very many people bear it, and nothing says which: Mohammed Ibrahim, John Smith, Khan."""
        known = self.company or self.family != PERSON or self.surname in words().famous
        lone_compound = not self.given and self.surname.startswith("abd")
        return not known and (lone_compound or words().common.issuperset((*self.given, self.surname)))

    @property
    def area(self) -> str:
        """The kind of administrative area that a place's name ends in: "state" of "Borno State"."""
        # Niger State is not Niger.
        named = self.family == PLACE and len(self.tokens) > 1 and not self.nations
        last = self.tokens[-1] if named else ""
        return last if last in words().divisions else ""

    @property
    def proper(self) -> frozenset[str]:
        """Its words that say which one, rather than what kind."""
        return frozenset(filter(_is_proper, self.tokens))

    @property
    def is_identifying(self) -> bool:
        """Whether it means the same thing in two documents, by itself: "9 Division", not "2nd Battalion"."""
        if self.family == PERSON or self.acronym or self.well_known or len(self.tokens) >= _TELLING:
            return True
        if self.family == PLACE:
            return not _ANYWHERE.issuperset(self.tokens) and self.key not in _LANDS
        if self.proper or any(token.startswith("@") for token in self.tokens):
            return True
        # What has its number behind it, "Task Force 1", "Sector 2", is one of many, as small units are.
        within = _NUMBERED_WITHIN_A_PARENT | {""}
        return any(int(number) > _FEW or word not in within for number, word in self.numbers)

    @property
    def is_telling(self) -> bool:
        """Whether two reports that both give it are likely to have more in common."""
        if self.family == PERSON:
            return bool(self.given) and len(self.given[0]) > 1 and not self.is_common
        named = self.numbers or self.proper
        return self.family == BODY and bool(named) and self.is_identifying and not self.well_known

    @property
    def is_national(self) -> bool:
        """Whether it is the name of a body of which each country has one: "the Army", "Ministry of Defence"."""
        if self.key in _OF_A_NATION:
            return True
        # "Military Region 4" is of a nation, "2nd Battalion" of less.
        numbered = bool(self.numbers) and not self.tokens[-1].isdigit()
        if self.is_identifying or numbered or not words().passing.isdisjoint(self.tokens):
            return False
        if self.key in _OF_A_TOWN:
            return False
        return len(self.tokens) > 1 or not words().national.isdisjoint(self.tokens)

    @property
    def is_short(self) -> bool:
        """Whether it may be short for a longer name that the report leaves out: "Coalition", "Police Command"."""
        if self.is_identifying or self.numbers:
            return False
        return len(self.tokens) > 1 or not (words().national | words().passing).isdisjoint(self.tokens)

    @property
    def is_bare_formation(self) -> bool:
        """Whether it is only a number and an echelon, which many armies have: "7 Division"."""
        return self.family == BODY and len(self.numbers) == 1 and len(self.tokens) == 2 and bool(self.echelon)

    @property
    def is_formation(self) -> bool:
        """Whether it is only a number, arms and an echelon, which armies share: "1st Infantry Division"."""
        numbered = self.family == BODY and len(self.numbers) == 1 and self.tokens[-1] == self.echelon
        return numbered and all(token.isdigit() or token in self.branches for token in self.tokens[:-1])

    @property
    def is_brigade_of_a_division(self) -> bool:
        """Whether it is like those that are numbered within their division: "3rd Brigade", not "3 Brigade"."""
        low = self.is_bare_formation and self.echelon == "brigade" and int(self.numbers[0][0]) <= _FEW
        return low and not any(word.isdigit() for word in self.text.split())

    @property
    def is_told(self) -> bool:
        """Whether it says in brackets what a document tells beyond the name: "1st Battalion (8th Marines)"."""
        return self.family != PLACE and self.text.endswith(")") and " (" in self.text

    def explains(self, short: Name) -> bool:
        """Whether a report that gives both as one's names tells what the acronym stands for.

        Its letters may be in the order of another language: OTAN is the North Atlantic Treaty Organization; and it
        may be made of the beginnings of all words: DINA is the Dirección de Inteligencia Nacional.
        """
        if len(short.acronym) < _ANOTHER_LANGUAGE:
            return bool(short.acronym) and short.acronym in self.initials
        # "UN High Commissioner" begins with two letters.
        given = "".join(
            word if word.isupper() else word[0] for word in re.findall(r"[^\W\d_]{4,}|[A-Z]+", self.text)
        )
        if any(Counter(short.acronym) <= Counter(initials) for initials in (*self.initials, given.lower())):
            return True
        parts = [word for word in re.findall(r"[^\W\d_]+", fold(self.text)) if len(word) >= _LONG_WORD]
        several = _SEVERAL <= len(parts) <= len(short.acronym) <= _LONGEST_ACRONYM
        return several and _is_spelled(short.acronym, tuple(parts))

    def in_company(self, company: str) -> Name:
        """The same name, of the one who is in this company."""
        return replace(self, key=f"{self.key} #{company}", company=company)

    def of_nation(self, nation: str) -> Name:
        """The same name with a nation before it."""
        tokens = (nation, *self.tokens)
        return replace(self, tokens=tokens, key=key_of(tokens), nations=frozenset({nation}))


def family(label: str) -> str:
    """Which names a label's names can be the same as."""
    return _FAMILIES.get(label, BODY)


def _is_spelled(acronym: str, parts: tuple[str, ...]) -> bool:
    """Whether an acronym is made of the beginnings of all these words, in some order: MINUSTAH, DINA."""

    @cache  # there are many orders of words that begin alike
    def spelled(start: int, rest: tuple[str, ...]) -> bool:
        if not rest:
            return start == len(acronym)
        return any(
            acronym.startswith(part[:length], start)
            and spelled(start + length, (*rest[:place], *rest[place + 1 :]))
            for place, part in enumerate(rest)
            for length in range(1, min(len(part), _SYLLABLE) + 1)
        )

    return spelled(0, parts)


def _is_proper(token: str) -> bool:
    return token.isalpha() and len(token) > 1 and token not in kinds()


def key_of(tokens: Iterable[str]) -> str:
    """The words without the spaces between them ("Peace Keeping"), except around numbers and nations."""
    key = ""
    for token in tokens:
        apart = not token.isalpha() or (key and not key[-1].isalpha()) or key.rpartition(" ")[2].startswith("@")
        key += f" {token}" if key and apart else token
    return key


@cache
def kinds() -> frozenset[str]:
    """The words that say what kind of thing is meant, and not which."""
    return words().generic | words().echelons | words().branches | words().directions
