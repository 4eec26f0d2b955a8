"""How many were sent, struck or killed, where the sentence gives a number."""

from __future__ import annotations

import re

from kgbuild.annotations import Words
from kgbuild.pairs import Span

__all__ = ["count_of"]

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen".split()
)
_PEOPLE = frozenset(
    "soldiers troops men women personnel members officers policemen police marines airmen sailors fighters "
    "militants terrorists insurgents rebels gunmen agents instructors trainers advisers advisors peacekeepers "
    "reservists volunteers ranks observers rangers commandos paratroopers mercenaries guards recruits".split()
)
_BLOWS = frozenset("strikes airstrikes raids sorties attacks".split())
_KILLING = frozenset(
    "killed killing kill kills neutralised neutralized neutralising eliminated leaves left".split()
)
_SENDING = frozenset(
    "deploy deploys deployed deploying send sends sent sending post posts posted posting dispatch dispatched "
    "flew fly flown moved arrived arrive landed repatriated stationed lands".split()
)
_REACH = 12  # words from the number to the nearer side
_NOUN = 3  # words from the number to what is counted


def count_of(words: Words, type: str, subject: Span, object: Span) -> str | None:
    """The number of those sent, of strikes or of those killed, as written; None where the sentence gives none.

    Args:
        words: the document's words.
        type: of the claim; only attacks and deployments have a number.
        subject, object: the two mentions.
    """
    if subject.sentence != object.sentence or type not in ("ATTACKED", "DEPLOYED_TO"):
        return None
    low, high = min(subject.start, object.start), max(subject.end, object.end)
    for i in range(max(0, low - _REACH), min(len(words), high + 1)):
        if (
            words.sentences[i] != subject.sentence
            or subject.start <= i < subject.end
            or object.start <= i < object.end
        ):
            continue
        if _is_number(words.texts[i]) and _counts(words, i, type):
            return words.text(i, _end(words, i))
    return None


def _is_number(word: str) -> bool:
    return word.lower() in _WORDS or bool(_NUMBER.fullmatch(word))


def _end(words: Words, i: int) -> int:
    """The word after a number, which the tokenizer splits at its comma: "8,000"."""
    end = i + 1
    while end + 1 < len(words) and words.texts[end] == "," and re.fullmatch(r"\d{3}", words.texts[end + 1]):
        end += 2
    return end


def _counts(words: Words, i: int, type: str) -> bool:
    """Whether the number at word `i` counts what claims of a type count."""
    sentence = range(max(0, i - _REACH), min(len(words), i + _REACH))
    around = {words.texts[j].lower() for j in sentence if words.sentences[j] == words.sentences[i]}
    end = _end(words, i)
    counted = [word.lower() for word in words.texts[end : end + _NOUN]]
    if type == "DEPLOYED_TO":
        return bool(_PEOPLE & set(counted) and _SENDING & around)
    if _BLOWS & set(counted):
        return True
    before = {word.lower() for word in words.texts[max(0, i - _NOUN) : i]}
    return bool(_KILLING & before and (_PEOPLE & set(counted) or counted[:1] == ["of"]))
