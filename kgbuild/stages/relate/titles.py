"""The rank and the role that a sentence gives a person."""

from __future__ import annotations

from collections.abc import Set

from kgbuild.annotations import Words
from kgbuild.pairs import Span

__all__ = ["rank_before", "relation_of_role", "role_of", "titled_pair"]

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
# Titles of those who head a body, and words that make of such a title one of those who only serve in it.
_HEADING = frozenset(
    "president premier king queen emir sultan head leader commander commandant commanding chairman chairwoman "
    "chairperson chair director governor goc co mayor boss overseer caliph administrator chancellor "
    "co-chair patron inspector-general founder".split()
)
_HEADING_BODIES = frozenset("minister secretary commissioner superintendent".split())
_SERVING = frozenset(
    "deputy vice assistant spokesman spokeswoman spokesperson aide adviser advisor member officer ambassador "
    "envoy representative reporter correspondent editor analyst bodyguard adjutant staff under undersecretary "
    "under-secretary press vice-president attorney senator soldier fighter policeman professor lecturer".split()
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


def relation_of_role(role: str, label: str) -> str | None:
    """COMMANDS or MEMBER_OF, as a title says of its holder and a body with this label; None if it says neither.

    A president, king or prime minister heads the country, a minister the ministry but not the country; deputies,
    spokesmen and ambassadors belong to the body.
    """
    words = role.lower().replace("-", " ").split()
    if "officer" in words and "commanding" in words:
        return "COMMANDS"
    if words[:2] != ["chief", "of"] and _SERVING & {role.lower(), *words}:
        return "MEMBER_OF"
    if _HEADING & set(words) or "prime minister" in role.lower():
        return "COMMANDS"
    if _HEADING_BODIES & set(words):
        return "MEMBER_OF" if label == "Place" else "COMMANDS"
    return None


def titled_pair(words: Words, left: Span, right: Span) -> tuple[str, str] | None:
    """COMMANDS or MEMBER_OF, and the modality, where nothing but a title stands between a person and a body.

    "Jane Roe, commander of 5 Brigade"; "Zambia's President Jane Roe"; "the commander of 5 Brigade, Col. Jane Roe".

    Args:
        words: the document's words.
        left, right: neighbouring mentions of one sentence, one of them a Person.
    """
    person_first = left.label == "Person"
    label = right.label if person_first else left.label
    between = words.texts[left.end : right.start]
    if person_first:
        title = _title_after(between)
    else:
        title = _title_before(between) or _title_around(words, left, between)
    relation = relation_of_role(title, label) if title else None
    if relation is None or not title:
        return None
    first = words.texts[max(0, left.start - 1)].lower() if not person_first else ""
    former = {"former", "ex", "late", "then"} & {*title.lower().split(), first}
    return relation, "past" if former else "asserted"


def _title_after(between: list[str]) -> str | None:
    """The title in ", the commander of the"."""
    inner = list(between)
    while inner and inner[-1].lower() in ("the", "this"):
        inner.pop()
    if len(inner) < 2 or len(inner) > 8 or inner[-1].lower() not in ("of", "at", "for") or inner[0] != ",":
        return None
    inner = [word for word in inner[1:-1] if word.lower() not in ("the", "a", "an", "its")]
    return " ".join(inner) if inner and _is_title(inner) else None


def _title_before(between: list[str]) -> str | None:
    """The title in "'s President"."""
    inner = between[1:] if between[:1] in (["'s"], ["’s"], ["'"]) else list(between)
    return " ".join(inner) if 0 < len(inner) <= 6 and _is_title(inner) else None


def _title_around(words: Words, body: Span, between: list[str]) -> str | None:
    """The title before "of 5 Brigade, Col."."""
    if between[:1] != [","] or not all(_fold(word) in {*_RANKS, ".", "-"} for word in between[1:]):
        return None
    at = body.start - 1
    while at > 0 and words.texts[at].lower() in ("the", "this"):
        at -= 1
    if at < 1 or words.texts[at].lower() not in ("of", "at") or words.sentences[at] != body.sentence:
        return None
    start = at
    while start > 0 and words.sentences[start - 1] == body.sentence and _is_titular(words.texts[start - 1]):
        start -= 1
    while start < at and words.texts[start].lower() in ("the", "a", "an"):
        start += 1
    return words.text(start, at) if start < at and _is_title(words.texts[start:at]) else None


def _is_title(inner: list[str]) -> bool:
    return any(_fold(word) in _ROLES for word in inner) and all(_is_titular(word) for word in inner)


def _is_titular(word: str) -> bool:
    return _fold(word) in {*_ROLES, *_RANKS, *_QUALIFIERS} or word[0].isupper() or word in (".", "-")


_QUALIFIERS = frozenset(
    "former current acting new then late ex prime vice deputy overall supreme top senior".split()
)


def role_of(words: Words, person: Span, body: Span, named: Set[int]) -> str | None:
    """The title that a sentence gives a person in a body, as written: "chairman", "Defence Minister".

    It stands between the two ("Jane Roe, commander of 5 Brigade"), right before the name ("Defence Minister Jane
    Roe"), or before a body that the name follows ("the commander of 5 Brigade, Jane Roe"). Names and ranks are no
    part of it.

    Args:
        words: the document's words.
        person, body: the two mentions.
        named: numbers of all words that belong to a mention.
    """
    if person.sentence != body.sentence:
        return None
    between = words.texts[body.end : person.start]
    return (
        _role_between(words, person, body, named)
        or _role_before(words, person, named)
        or _title_around(words, body, between)
    )


def _role_between(words: Words, person: Span, body: Span, named: Set[int]) -> str | None:
    start, end = (person.end, body.start) if person.end <= body.start else (body.end, person.start)
    run = [i for i in range(start, end) if i not in named]
    heads = [i for i in run if _plain(words, i) in _ROLES]
    if not heads or end - start > 25:
        return None
    return _grow(words, heads[0], start, end, named)


def _role_before(words: Words, person: Span, named: Set[int]) -> str | None:
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


def _grow(words: Words, head: int, low: int, high: int, named: Set[int]) -> str:
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
    return _fold(words.texts[i])


def _fold(word: str) -> str:
    return word.lower().rstrip(".") or word
