"""The rank and the role that a sentence gives a person."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.annotations import Words
from kgbuild.pairs import Span

__all__ = ["rank_before", "role_of"]

_RANKS = frozenset(
    "general gen lieutenant lt major maj brigadier brig colonel col captain capt commander cdr cmdr "
    "commodore cmdre admiral adm vice rear fleet air vice-admiral marshal field sergeant sgt staff master "
    "gunnery first second corporal cpl lance private pvt warrant officer petty chief squadron leader wing "
    "group flight inspector insp superintendent supt assistant deputy commissioner sub-inspector "
    "constable brigadier-general lieutenant-colonel lieutenant-general major-general sub-lieutenant "
    "midshipman ensign seaman airman flying pilot lieutenant-commander ret retired rtd".split()
)
# At least one of these makes a run of rank words a rank.
_RANK_HEADS = frozenset(
    "general gen lieutenant lt major maj brigadier brig colonel col captain capt commander cdr cmdr "
    "commodore cmdre admiral adm vice-admiral marshal sergeant sgt corporal cpl private pvt "
    "superintendent supt inspector insp constable brigadier-general lieutenant-colonel lieutenant-general "
    "major-general sub-lieutenant midshipman ensign seaman airman sub-inspector lieutenant-commander "
    "commissioner".split()
)
_ROLES = frozenset(
    "president premier minister secretary chief head leader chairman chairwoman chair director commander "
    "commandant commanding governor king queen prince emir sultan ambassador envoy spokesman spokeswoman "
    "spokesperson officer adviser advisor deputy founder member commissioner administrator coordinator "
    "representative reporter correspondent editor attorney judge prosecutor senator congressman lawmaker "
    "mp mayor boss caliph general inspector-general superintendent chancellor vice-president cofounder "
    "co-founder overseer warden controller comptroller marshal goc co adjutant quartermaster aide "
    "bodyguard fighter soldier policeman chaplain undersecretary under-secretary captain official analyst "
    "professor lecturer chairperson co-chair patron".split()
)
_JOINERS = frozenset("of the for and to in - & / ' 's in-chief at".split())
_LONGEST = 9  # words of a role


def rank_before(words: Words, person: Span) -> str | None:
    """The rank right before a person's name, as written: "Maj. Gen."."""
    start = person.start
    while (
        start > 0
        and words.sentences[start - 1] == person.sentence
        and _plain(words, start - 1) in {*_RANKS, "-", "."}
    ):
        start -= 1
    while start < person.start and _plain(words, start) in ("-", "."):
        start += 1
    held = {_plain(words, i) for i in range(start, person.start)}
    return words.text(start, person.start) if held & _RANK_HEADS else None


def role_of(words: Words, person: Span, body: Span, mentions: Sequence[Span]) -> str | None:
    """The title that a sentence gives a person in a body, as written: "chairman", "Defence Minister".

    It stands right before the name ("Defence Minister Jane Roe"), or after it and before the body ("Jane Roe,
    commander of 5 Brigade"). Names and ranks are no part of it.
    """
    if person.sentence != body.sentence:
        return None
    named = {i for span in mentions for i in range(span.start, span.end)}
    return _role_between(words, person, body, named) or _role_before(words, person, named)


def _role_between(words: Words, person: Span, body: Span, named: set[int]) -> str | None:
    start, end = (person.end, body.start) if person.end <= body.start else (body.end, person.start)
    run = [i for i in range(start, end) if i not in named]
    heads = [i for i in run if _plain(words, i) in _ROLES]
    if not heads or end - start > 25:
        return None
    return _grow(words, heads[0], start, end, named)


def _role_before(words: Words, person: Span, named: set[int]) -> str | None:
    rank = rank_before(words, person)
    end = person.start - (len(rank.split()) if rank else 0)
    for i in range(end - 1, max(-1, end - _LONGEST), -1):
        if i in named or words.sentences[i] != person.sentence:
            break
        if _plain(words, i) in _ROLES:
            return _grow(words, i, max(0, end - _LONGEST), end, named)
        if not words.texts[i][0].isupper():
            break
    return None


def _grow(words: Words, head: int, low: int, high: int, named: set[int]) -> str:
    """The role around its head word: capitalised words and further role words on both sides."""
    start, end = head, head + 1
    while start > low and start - 1 not in named and _belongs(words, start - 1, capital=True):
        start -= 1
    while end < high and end not in named and _belongs(words, end, capital=False):
        end += 1
    while end > head + 1 and _plain(words, end - 1) in _JOINERS:
        end -= 1
    return words.text(start, end)


def _belongs(words: Words, i: int, *, capital: bool) -> bool:
    word = words.texts[i]
    return _plain(words, i) in _ROLES or (word[0].isupper() and word.isalpha()) or (word == "-" and not capital)


def _plain(words: Words, i: int) -> str:
    return words.doc[words.tokens[i]].lower_.rstrip(".")
