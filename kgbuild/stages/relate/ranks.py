"""The rank that a text gives a person: before the name, in brackets after it, or told of the person."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.annotations import Words
from kgbuild.pairs import Span

__all__ = ["fold", "is_rank_word", "rank_before", "rank_of", "title_end"]

# At least one of these makes a run of rank words a rank.
_HEADS = frozenset(
    # armies and marines
    "general gen lieutenant lt lieut major maj brigadier brig colonel col captain capt sergeant sgt corporal cpl "
    "private pvt pte ensign gunner trooper rifleman sapper guardsman bombardier mgen bgen ltgen lgen ltc ltcol "
    "lcol cpt sfc ssg ssgt msgt tsgt gysgt sgm csm rsm wo1 wo2 cwo2 cwo3 cwo4 spc pfc lcpl subedar havildar "
    "naik jemadar sepoy risaldar "
    # navies, coast guards and air forces
    "admiral adm radm vadm commodore cdre cmdre commander cdr cmdr lcdr ltcdr midshipman seaman leader ldr "
    "marshal avm airman aircraftman officer "
    # police forces
    "superintendent supt inspector insp constable asp dsp csp ssp acp dcp aig dig cp sp "
    # other languages
    "général capitaine amiral coronel capitán comandante teniente almirante contralmirante contraalmirante "
    "sargento tenente generale colonnello maggiore capitano generalmajor brigadegeneral generalleutnant "
    "generaloberst oberst oberstleutnant hauptmann leutnant kolonel kapitan pulkovnik brigadeführer "
    "gruppenführer standartenführer adjudant sergent caporal".split()
)
# These belong to a rank where they stand next to such a word.
_PARTS = frozenset(
    "vice rear fleet air field staff master gunnery first second third 1st 2nd 3rd class lance warrant petty "
    "chief squadron sqn wing wg group gp flight flt pilot senior junior colour color sub special warfare "
    "operator surgeon leading able contre capitaine deputy assistant acting of police frégate vaisseau corvette "
    "de brigade division genral select detective pol rank sous command".split()
)
# "officer" and "leader" are ranks only in "Petty Officer", "Squadron Leader" and the like.
_OFFICERS = frozenset("petty warrant flying pilot flight squadron sqn sub".split())
# Words that open or close no rank.
_NO_START = frozenset(
    "of de police class leader brigade division frégate vaisseau corvette select operator".split()
)
_NO_END = frozenset("of de vice rear acting deputy assistant chief special".split())
# Each of these, alone and in lower case, is a post rather than a rank.
_POSTS = frozenset("commander captain inspector marshal officer private".split())
_HONORIFICS = frozenset(
    "sir mr mrs ms miss dr prof professor sheikh shaikh shaykh prince chief alhaji malam mallam mullah maulana "
    "haji hajji hajj imam ayatollah engr rev reverend hon honourable honorable lord lady dame don sayyid comrade "
    "pastor bishop sultan ret retd rtd retired ( ) “ ” \" ' later then "
    "now".split()
)
# "General" after one of these belongs to a post.
_GENERAL = frozenset(
    "secretary attorney director governor inspector commandant advocate auditor solicitor".split()
)
_DOTS = frozenset(".-–")
_WORDS = _HEADS | _PARTS
_BEFORE_NAMES = _WORDS | _HONORIFICS | _DOTS
_LONGEST = 12  # words of ranks and honorifics before a name
_TOLD = frozenset(
    "was is became becomes a an the as to promoted of retired former formerly once then serving".split()
)


def rank_of(words: Words, mentions: Iterable[Span], people: dict[int, Span]) -> str | None:
    """The rank of a person by the sentences in which `mentions` of that person stand.

    A rank before the name counts most ("Maj. Gen. Jane Roe"), then one in brackets or told of the person: "Jane
    Roe (SP)", "Jane Roe, a major general", "she was a captain".

    Args:
        words: the document's words.
        mentions: of the one person.
        people: every person's mention, by the word after its last.
    """
    mentions = list(mentions)
    found = [rank for span in mentions if span.kind == "name" and (rank := rank_before(words, span, people))]
    return max(found, key=len) if found else next(filter(None, (_told(words, span) for span in mentions)), None)


def rank_before(words: Words, person: Span, people: dict[int, Span] | None = None) -> str | None:
    """The rank right before a person's name, as written: "Maj. Gen."; one rank may serve several names."""
    start = title_end(words, person)
    run = next(filter(None, (_run(words, first, person.start) for first in range(start, person.start))), None)
    if run:
        rank = words.text(*run)
        return rank[:-1] if _is_plural(words.texts[run[1] - 1]) else rank
    return _line_before(words, start) or (_shared(words, person, people) if people else None)


def _line_before(words: Words, start: int) -> str | None:
    """The rank that fills the line, or the table's cell, before that of the name."""
    if start == 0 or words.sentences[start - 1] == words.sentences[start]:
        return None
    first = start
    while first > 0 and start - first < 6 and fold(words.texts[first - 1]) in _WORDS | _DOTS:
        first -= 1
    if first == start or words.sentences[first] != words.sentences[start - 1]:
        return None
    run = _run(words, first, start)
    return words.text(*run) if run and run[1] == start else None


def title_end(words: Words, person: Span) -> int:
    """Where the words before a name's ranks and honorifics end, that is, where a title before the name ends."""
    at, low = person.start, max(0, person.start - _LONGEST)
    while at > low and words.sentences[at - 1] == person.sentence:
        word = _single(words.texts[at - 1])
        if word not in _BEFORE_NAMES:
            break
        at -= 1
    while at < person.start and not _opens(words, at, person.start):
        at += 1
    return at


def _opens(words: Words, i: int, end: int) -> bool:
    """Whether the ranks and honorifics before a name may begin at word `i`."""
    word = fold(words.texts[i])
    if word in _HONORIFICS:
        return word not in (")", "”", "later", "then", "now") and (word != "chief" or words.texts[i][0].isupper())
    return _run(words, i, end) is not None


def _run(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """The rank that begins at word `start` and ends before word `end`."""
    if _is_staff(words, start) or _is_post(words, start):
        return None
    first = fold(words.texts[start])
    if first in _NO_START | _DOTS and not (first == "police" and _is_police_rank(words, start, end)):
        return None
    if first == "command" and _single(words.texts[min(start + 1, end)]) not in ("sgt", "sergeant"):
        return None
    stop = start
    while stop < end and (_single(words.texts[stop]) in _WORDS or words.texts[stop] in _DOTS):
        stop += 1
    while stop > start and fold(words.texts[stop - 1]) in _NO_END | {"-", "–"}:
        stop -= 1
    held = [word for word in map(_single, words.texts[start:stop]) if word not in _DOTS]
    heads = [
        word for word in held if word in _HEADS and (word not in ("officer", "leader") or _OFFICERS & set(held))
    ]
    if not heads or (held[0] in _POSTS | {"vice"} and words.texts[start][0].islower()):
        return None
    if held[0] == "commander" and len(heads) > 1:
        return None
    return start, stop


def _is_police_rank(words: Words, i: int, end: int) -> bool:
    """Whether "Police" is the first word of a rank ("Police Senior Inspector"), and not the last of a name."""
    if not words.texts[i].istitle() or i + 1 >= end or _single(words.texts[i + 1]) not in _WORDS:
        return False
    return i == 0 or words.sentences[i - 1] != words.sentences[i] or not words.texts[i - 1][0].isupper()


def _is_post(words: Words, i: int) -> bool:
    """Whether a word is the last of "Secretary-General" or "Attorney General", and not the first of a rank."""
    before = words.texts[max(0, i - 2) : i]
    if before[-1:] == ["-"] and len(before) > 1 and not any(_spaced(words, j) for j in (i - 2, i - 1)):
        return before[0].lower() not in _WORDS
    return before[-1:] != [] and before[-1].lower() in _GENERAL


def _spaced(words: Words, i: int) -> bool:
    return bool(words.doc[words.tokens[i]].whitespace_)


def _is_staff(words: Words, i: int) -> bool:
    """Whether a word is the last of "Chief of Army Staff", and not the first of a rank."""
    return words.texts[i].lower() == "staff" and "of" in words.texts[max(0, i - 3) : i]


def _shared(words: Words, person: Span, people: dict[int, Span]) -> str | None:
    """The rank that several names share: "Brigadier-Generals Jane Roe and John Doe"."""
    first, at = person, person.start
    while at > 0 and words.texts[at - 1] in (",", "and", "&"):
        at -= 1
        if at in people:
            first, at = people[at], people[at].start
    shared = first is not person and first.start > 0 and _is_plural(words.texts[first.start - 1])
    return rank_before(words, first) if shared else None


def _told(words: Words, person: Span) -> str | None:
    """The rank told of a person after the name or pronoun."""
    at, high = person.end, min(len(words), person.end + 6)
    while at < high and words.sentences[at] == person.sentence:
        word = fold(words.texts[at])
        if word in _WORDS:
            high = min(len(words), at + 8)
            run = _run(words, at, high)
            opened = words.texts[at - 1].lower() in ("(", "a", "an", "to", "of", "retired", "former", "serving")
            return words.text(*run) if run and opened and not _POSTS & {word} else None
        if word not in _TOLD and word not in (",", "("):
            return None
        at += 1
    return None


def _single(word: str) -> str:
    """A word of a rank, which several names may share, in the singular: "Generals" as "general"."""
    return fold(word).removesuffix("s") if _is_plural(word) else fold(word)


def _is_plural(word: str) -> bool:
    folded = fold(word)
    return folded not in _WORDS and folded.endswith("s") and folded[:-1] in _HEADS


def fold(word: str) -> str:
    """A word in lower case, without the full stop of an abbreviation."""
    return word.lower().rstrip(".") or word


def is_rank_word(word: str) -> bool:
    """Whether a word may be part of a rank: "Maj", "General", the hyphen of "Major-General"."""
    return fold(word) in _WORDS or word in _DOTS
