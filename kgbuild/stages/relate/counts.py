"""How many were sent, struck or killed, where the sentence gives a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.annotations import Words
from kgbuild.pairs import Span

__all__ = ["count_of"]

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen".split()
)
_PEOPLE = frozenset(
    "soldiers troops men women personnel members officers policemen police marines airmen sailors fighters "
    "militants terrorists insurgents rebels gunmen agents instructors trainers advisers advisors peacekeepers "
    "reservists volunteers ranks observers rangers commandos paratroopers mercenaries guards recruits medics "
    "engineers contractors pilots gendarmes".split()
)
# Of these the noun is part of the number: "two companies" says more than "two".
_FORMATIONS = frozenset(
    "company companies coys platoon platoons battalion battalions regiment regiments brigade brigades squadron "
    "squadrons battery batteries contingent contingents unit units team teams warships ships frigate frigates "
    "destroyers vessels aircraft jets fighters helicopters bombers drones tanks vehicles".split()
)
_ARTICLES = frozenset("a an".split())
_BLOWS = frozenset("strikes airstrikes raids sorties attacks".split())
_KILLING = frozenset(
    "killed killing kill kills neutralised neutralized neutralising eliminated leaves left died dead".split()
)
_SENDING = frozenset(
    "deploy deploys deployed deploying send sends sent sending post posts posted posting dispatch dispatched "
    "flew fly flown moved moves move arrived arrive landed repatriated stationed lands rushed rush rushes sailed "
    "shifted ordered drafted crossed bound took off left based reinforce place put pushed".split()
)
_REACH = 12  # words from the number to the nearer side
_VERB = 20  # words from the number to a verb of sending
_NOUN = 3  # words from the number to what is counted
_OWNER = 6  # words from the number to the one whose they are: "120 soldiers of the 1st Battalion"


def count_of(words: Words, type: str, subject: Span, object: Span) -> str | None:
    """The number of those sent, of strikes or of those killed, as written; None where the sentence gives none.

    Args:
        words: the document's words.
        type: of the claim; only attacks and deployments have a number.
        subject, object: the two mentions.
    """
    if subject.sentence != object.sentence or type not in ("ATTACKED", "DEPLOYED_TO"):
        return None
    if type == "DEPLOYED_TO" and subject.label == "Person":
        return None  # the number is that of companions
    found = [
        (start, end)
        for start, end in _numbers(words, subject, object)
        if _counts(words, start, end, type, object) and not _is_anothers(words, end, subject, object)
    ]
    if not found:
        return None
    start, end = min(found, key=lambda number: _distance(number, subject))
    return words.text(start, end)


def _numbers(words: Words, subject: Span, object: Span) -> Iterator[tuple[int, int]]:
    """The numbers of the sentence near the two mentions, and outside them."""
    low, high = min(subject.start, object.start), max(subject.end, object.end)
    i, high = max(0, low - _REACH), min(len(words), high + 1)
    while i < high:
        named = subject.start <= i < subject.end or object.start <= i < object.end
        if words.sentences[i] != subject.sentence or named or not _is_number(words, i):
            i += 1
            continue
        end = _end(words, i)
        yield i, end
        i = end


def _is_number(words: Words, i: int) -> bool:
    word = words.texts[i].lower()
    if word in _ARTICLES:
        return bool(_FORMATIONS & {following.lower() for following in words.texts[i + 1 : i + 2]})
    return word in _WORDS or bool(_NUMBER.fullmatch(word))


def _end(words: Words, i: int) -> int:
    """The word after a number: of several words ("three hundred"), or split at its comma ("8,000")."""
    end = i + 1
    while end < len(words):
        if words.texts[end].lower() in _WORDS:
            end += 1
        elif words.texts[end] == "," and re.fullmatch(r"\d{3}", " ".join(words.texts[end + 1 : end + 2])):
            end += 2
        else:
            break
    following = [word.lower() for word in words.texts[end : end + _NOUN]]
    noun = next((n for n, word in enumerate(following) if word in _FORMATIONS), None)
    if noun is None or _PEOPLE & set(following[: noun + 1]):
        return end
    return end + noun + 1


def _counts(words: Words, start: int, end: int, type: str, object: Span) -> bool:
    """Whether the number from word `start` to `end` - 1 counts what claims of a type count."""
    sentence = range(max(0, start - _VERB), min(len(words), end + _VERB))
    around = {words.texts[j].lower() for j in sentence if words.sentences[j] == words.sentences[start]}
    counted = {word.lower() for word in words.texts[end : end + _NOUN]}
    formation = words.texts[end - 1].lower() in _FORMATIONS
    if type == "DEPLOYED_TO":
        return start < object.start and bool((formation or _PEOPLE & counted) and _SENDING & around)
    if _BLOWS & counted:
        return True
    named = object.start == end  # "killed nine Red Front fighters", "7 US soldiers dead"
    if formation or (object.label == "Place" and not named):
        return False
    people = {word.lower() for word in words.texts[end : end + _NOUN + named]} & _PEOPLE
    before = {word.lower() for word in words.texts[max(0, start - _NOUN) : start]}
    return bool(_KILLING & before) and bool(people or words.texts[end : end + 1] == ["of"])


def _is_anothers(words: Words, end: int, subject: Span, object: Span) -> bool:
    """Whether what is counted belongs to a third body: "and 120 agents of the Red Guard"."""
    for i in range(end, min(len(words) - 1, end + _NOUN)):
        if words.texts[i] == "of":
            at = i + 1 + (words.texts[i + 1].lower() == "the")
            named = at < len(words) and words.texts[at][0].isupper()
            return named and not any(side.start <= at < side.end for side in (subject, object))
    return False


def _distance(number: tuple[int, int], subject: Span) -> int:
    """How far a number is from the one whose they are; one right before the name is nearest."""
    start, end = number
    if 0 <= subject.start - end <= _OWNER:
        return subject.start - end
    return _OWNER + abs(start - subject.end)
