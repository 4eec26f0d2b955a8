"""Names of one document that stand for the same entity: equal names, acronyms, short forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgbuild.gazetteer import usual_name

__all__ = ["Name", "group_names"]

# A head noun that stands for the one fuller name which ends in it: "the Division" for "7 Division".
_HEADS = frozenset(
    "army navy force forces command corps division brigade regiment battalion company squadron wing fleet group "
    "guard guards police ministry department agency council parliament government party coalition committee "
    "commission court embassy base airport mission staff militia front movement brigades battalions academy "
    "institute university service union association".split()
)
_SPELLED_OUT = {
    "div": "division",
    "bde": "brigade",
    "bn": "battalion",
    "regt": "regiment",
    "coy": "company",
    "sqn": "squadron",
    "govt": "government",
    "dept": "department",
    "hq": "headquarters",
    "un": "united nations",
    "us": "united states",
    "uk": "united kingdom",
    "defence": "defense",
    "divisions": "division",
    "armies": "army",
}
_SMALL = frozenset("of the and for in on de la le al el & -".split())
_BODIES = frozenset({"Organisation", "Unit"})


@dataclass(frozen=True, slots=True)
class Name:
    """One name mention: its text, its label, and the text that stands right before and after it."""

    text: str
    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    """All mentions of a document that are written alike and bear the same label."""

    label: str
    words: tuple[str, ...]
    mentions: tuple[int, ...]
    names: tuple[Name, ...]
    usual: str | None


@lru_cache(maxsize=20_000)
def fold(text: str) -> tuple[str, ...]:
    """Words of a name without case, accents, punctuation or leading article, abbreviations spelled out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"['’`]s\b", "", plain)
    words = re.findall(r"\w+", re.sub(r"[.'’`]", "", plain))
    words = " ".join(_SPELLED_OUT.get(word, word) for word in words).split()
    return tuple(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def group_names(names: Sequence[Name]) -> list[int]:
    """Number the entity of each name, in the order in which entities first appear.

    Fuller names found their entities first; then each shorter form joins the one entity it fits, and founds its
    own where it fits none, or more than one equally well.
    """
    groups: list[list[_Form]] = []
    of: dict[int, int] = {}
    for form in sorted(_forms(names), key=lambda f: (-len(f.words), -len(f.names[0].text), f.mentions)):
        fitting = [g for g, members in enumerate(groups) if any(_same(form, one) for one in members)]
        if not fitting:
            fitting = [g for g, members in enumerate(groups) if any(_short_form(form, one) for one in members)]
        if form.label != "Person" and len(fitting) > 1:
            fitting = []
        for i in form.mentions:
            of[i] = _latest(i, fitting, groups) if fitting else len(groups)
        if fitting:
            groups[of[form.mentions[0]]].append(form)
        else:
            groups.append([form])
    order: dict[int, int] = {}
    return [order.setdefault(of[i], len(order)) for i in range(len(names))]


def _forms(names: Sequence[Name]) -> list[_Form]:
    mentions: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for i, name in enumerate(names):
        mentions.setdefault((name.label, fold(name.text)), []).append(i)
    return [
        _Form(label, words, tuple(at), tuple(names[i] for i in at), usual_name(names[at[0]].text, label))
        for (label, words), at in mentions.items()
    ]


def _latest(i: int, fitting: Sequence[int], groups: Sequence[Sequence[_Form]]) -> int:
    """Of several persons that a last name fits, the one named last before it."""
    last = {g: max((j for form in groups[g] for j in form.mentions if j < i), default=-1) for g in fitting}
    return max(fitting, key=lambda g: (last[g], -g))


def _compatible(left: str, right: str) -> bool:
    return left == right or {left, right} <= _BODIES


def _same(one: _Form, other: _Form) -> bool:
    """Whether the two are written alike, or listed as names of one country or body."""
    listed = one.usual is not None and one.usual == other.usual
    return _compatible(one.label, other.label) and (one.words == other.words or listed)


def _short_form(short: _Form, full: _Form) -> bool:
    """Whether one is an acronym or shorter form of the other, or said to be another name of it."""
    if not _compatible(short.label, full.label):
        return False
    if any(rule(short.names[0], full.names[0]) for rule in _BY_FORM):
        return True
    return any(rule(name, full.names[0].text) for name in short.names for rule in _BY_CONTEXT) or any(
        also_known_as(name, short.names[0].text) for name in full.names
    )


def acronym_of(short: Name, full: Name) -> bool:
    """ "QF" for "Quds Force": its letters are the initials, with or without small words."""
    letters = re.sub(r"[^A-Za-z0-9]", "", short.text)
    if len(letters) < 2 or sum(c.isupper() for c in letters) < 2 or len(fold(full.text)) < 2 or " " in short.text:
        return False
    words = [w for w in re.findall(r"\w+", re.sub(r"[.'’]", "", full.text))]
    large = "".join(w[0] for w in words if w.lower() not in _SMALL)
    every = "".join(w[0] for w in words)
    capitals = "".join(c for c in full.text if c.isupper())
    return letters.lower() in {large.lower(), every.lower(), capitals.lower()}


def in_brackets(short: Name, full: str) -> bool:
    """ "ELN" in "National Liberation Army (ELN)": capitals, or another script, in brackets after the full form.

    The capitals need not be its initials: they are often those of its name in another language.
    """
    before = re.sub(r"['’\"”]*\s*\(\s*(?:[A-Z]\w+:\s*)?['’\"“]*$", "", short.before)
    if before == short.before or not before.endswith(full):
        return False
    return not short.text[0].isascii() or (short.text.isupper() and " " not in short.text and " " in full)


def also_known_as(short: Name, full: str) -> bool:
    """ "Kampala Boys" in "Red Brigade, also known as the Kampala Boys": said to be another name."""
    before = _KNOWN.sub("", short.before)
    if before == short.before:
        return False
    after = re.sub(r"^(?: in \w+)?, (?:the )?", "", short.after)
    return before.endswith(full) or (before.endswith(("Also", "also")) and after.startswith(full))


_KNOWN = re.compile(
    r"['’\"”]*,?(?:^|\s)\(?(?:(?:also|better|formerly|previously|now) )?"
    r"(?:known as|called|a\.?k\.?a\.?,?|abbreviated as) (?:the )?['’\"“]*$"
)


def last_name_of(short: Name, full: Name) -> bool:
    """ "Amadi" or "Bin Amadi" for "Ibrahim Bin Amadi"; also a first name or nickname alone."""
    a, b = fold(short.text), fold(full.text)
    if short.label != "Person" or len(a) >= len(b):
        return False
    return b[-len(a) :] == a or (len(a) == 1 and len(a[0]) > 2 and a[0] in b)


def head_of(short: Name, full: Name) -> bool:
    """ "Division" for "7 Division": a head noun alone."""
    return (
        short.label in _BODIES
        and fold(short.text)[-1:] == fold(full.text)[-1:]
        and set(fold(short.text)) <= _HEADS
    )


def cut_short(short: Name, full: Name) -> bool:
    """ "82nd Airborne" for "82nd Airborne Division": all but the closing head nouns of a numbered or long name."""
    a, b = fold(short.text), fold(full.text)
    if not 0 < len(a) < len(b) or b[: len(a)] != a or short.label not in _BODIES:
        return False
    return set(b[len(a) :]) <= _HEADS and (len(a) > 1 or a[0][0].isdigit())


_BY_FORM: tuple[Callable[[Name, Name], bool], ...] = (acronym_of, last_name_of, head_of, cut_short)
_BY_CONTEXT: tuple[Callable[[Name, str], bool], ...] = (in_brackets, also_known_as)
