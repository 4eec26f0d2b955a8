"""Spellings of one word: how it sounds across transliterations, and British against American endings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from kgbuild.stages.resolve.words import words

__all__ = ["Sound", "american", "fold", "is_article", "plain", "singular", "sound", "sounds_alike"]

_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʻʾʿ`´ʹ"))
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})

# Consonants that transliterations write in more than one way, in this order.
_CONSONANTS = (
    (r"kh", "x"),
    (r"gh", "g"),
    (r"dj|dzh", "j"),
    (r"sch|sh", "S"),
    (r"ch|tch", "C"),
    (r"dh", "d"),
    (r"th", "t"),
    (r"ph", "f"),
    (r"ck|q", "k"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"[vw](?=[aeiouy])", "v"),
)

# Runs of vowels that stand for one sound; a run that is not listed stands for itself.
_VOWELS = {
    **dict.fromkeys(("a", "aa"), "A"),
    **dict.fromkeys(("e",), "E"),
    **dict.fromkeys(("i", "ii", "ee", "ie", "y", "iy", "yi"), "I"),
    **dict.fromkeys(("o", "u", "oo", "ou", "uu", "ow", "oe"), "U"),
    **dict.fromkeys(("ai", "ay", "ae", "ei", "ey", "aee", "aei", "aii", "aie"), "AI"),
    **dict.fromkeys(("au", "aw", "ao"), "AU"),
    **dict.fromkeys(("oi", "oy"), "OI"),
}
# "e" is written for the short a and the short i; ai and au close up to e and o.
_CLOSE = {frozenset(pair) for pair in (("A", "E"), ("E", "I"), ("E", "AI"), ("AU", "U"), ("ue", "U"))}
_CLOSE_AT_THE_START = {frozenset(("E", "I"))}
_CLOSE_AT_THE_END = {frozenset(("AU", "U"))}  # Marie and Maria are two

_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Sound:
    """A word as it sounds: its consonants, and the vowels before, between and after them."""

    consonants: str
    vowels: tuple[str, ...]


def fold(text: str) -> str:
    """Lower case without accents and apostrophes; all else is kept, and what is nothing else."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "") or text
    decomposed = unicodedata.normalize("NFKD", text.translate(_DROPPED)).casefold()
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return bare.translate(_UNDECOMPOSED) or text


def plain(text: str) -> str:
    """Take out of a name what does not tell it from another: possessives, apostrophes, hyphenated articles."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"['’]s\b", "", text)
    text = re.sub(r"(?<=\w)['’‘ʼʻʿʾ`](?=\w)", "", text)
    return _hyphenated_articles().sub("", text)


@cache
def _hyphenated_articles() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(words().articles)})[-‑–]['’]?(?=\w)", re.IGNORECASE)


def is_article(token: str, following: str) -> bool:
    """Whether a folded word is an Arabic article before another: "al", and "ar" before "raqqa"."""
    articles = words().articles
    return token in articles[:3] or (token in articles and following.startswith(token[1:]))


def american(word: str) -> str:
    """Give a folded English word its American ending: organisation, armour, centre."""
    if len(word) < 6:
        return word
    word = re.sub(r"is(ations?|ed|ers?|es?|ing)$", r"iz\1", word)
    word = re.sub(r"(?<=[a-z]{3})our(s|ed|ing)?$", r"or\1", word)
    return re.sub(r"([bt])re(s)?$", r"\1er\2", word)


def singular(word: str) -> str:
    """Take the plural ending off a folded English word."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "corps")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches")) else word[:-1]


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> Sound:
    """How a folded word sounds, whatever the system it was transliterated by."""
    text = re.sub(r"[aou]llah?$", "ulah", word)
    text = re.sub(r"aou|awou|awoo", "awu", text)
    text = re.sub(r"eh$", "a", text)
    # Russian and Ukrainian endings: Dmitry, Dmitrii, Dmitriy; Zaluzhny, Zaluzhnyi.
    text = re.sub(r"(?<=[^aeiouy])(?:yi|yy|iy|ij|ii|yj)$", "y", text)
    text = re.sub(r"(?<=\w\w)enka$", "enko", text)  # Lukashenka, as Belarus writes it
    text = re.sub(r"(?<=[aiou])h$", "", text)
    for written, read in _CONSONANTS:
        text = re.sub(written, read, text)
    # y and w are consonants before a vowel, and part of the vowel elsewhere.
    parts = re.split(r"(y(?=[aeiou])|[^aeiouyw])", text)
    vowels, consonants = [_vowel(parts[0])], ""
    for consonant, run in zip(parts[1::2], parts[2::2], strict=True):
        if consonants and consonants[-1] == consonant and not vowels[-1]:
            vowels[-1] = _vowel(run)
        else:
            consonants += consonant
            vowels.append(_vowel(run))
    return Sound(consonants, tuple(vowels))


def _vowel(run: str) -> str:
    return _VOWELS.get(run, run)


def sounds_alike(left: str, right: str) -> bool:
    """Whether two folded words may be transliterations of one: Kataeb and Kataib, not Hassan and Hussein."""
    if left == right:
        return True
    if not (left.isascii() and right.isascii() and left.isalpha() and right.isalpha()):
        return False
    one, other = sound(left), sound(right)
    if one.consonants != other.consonants:
        return False
    if one.vowels == other.vowels:
        return True
    return min(len(left), len(right)) >= _SHORTEST and _vowels_alike(one.vowels, other.vowels)


def _vowels_alike(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    last = len(left) - 1
    for place, pair in enumerate(zip(left, right, strict=True)):
        close = _CLOSE_AT_THE_START if place == 0 else _CLOSE_AT_THE_END if place == last else _CLOSE
        if pair[0] != pair[1] and frozenset(pair) not in close:
            return False
    return True
