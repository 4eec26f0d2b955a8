"""Names of one document that stand for the same entity: equal names, acronyms, short forms, other spellings."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from kgbuild.gazetteer import SHIP_PREFIXES, country_of, is_city, is_country, is_demonym, usual_name
from kgbuild.stages.refer.kin import is_kin, is_kin_of_the_named
from kgbuild.stages.refer.seats import divide_by_seat

__all__ = ["Name", "fold", "group_names"]

# A head noun that stands for the one fuller name which ends in it: "the Division" for "7 Division".
_HEADS = frozenset(
    "army navy force forces command corps division brigade regiment battalion company squadron wing fleet group "
    "guard guards police ministry department agency council parliament senate government party coalition "
    "committee commission court embassy base airport mission staff militia front movement brigades battalions "
    "academy institute university service union association resistance regime board".split()
)
# Nouns that tell what a place or body is and may be left out: "Borno" for "Borno State".
_CLASSES = frozenset(
    "state province region governorate city town village island mountain forest ward tribe clan party kingdom "
    "republic oblast voivodeship prefecture".split()
)
_SPELLED_OUT = {
    "div": "division",
    "bde": "brigade",
    "bn": "battalion",
    "regt": "regiment",
    "coy": "company",
    "sqn": "squadron",
    "govt": "government",
    "govts": "government",
    "governments": "government",
    "dept": "department",
    "hq": "headquarters",
    "un": "united nations",
    "us": "united states",
    "uk": "united kingdom",
    "lga": "local government area",
    "aeg": "air expeditionary group",
    "forces": "force",
    "defence": "defense",
    "divisions": "division",
    "armies": "army",
    "centre": "center",
    "operations": "operation",
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
    "seventh": "7",
    "eighth": "8",
    "ninth": "9",
    "tenth": "10",
}
_SMALL = frozenset("of the and for in on de la le les las los al el & - ibn bin von van der".split())
_BODIES = frozenset({"Organisation", "Unit"})
_UNITED = frozenset("united states nations kingdom federal global international".split())
# What a region may be called for short where one fuller name ends in it: "the Gulf".
_LANDS = frozenset("gulf strait peninsula canal valley basin".split())
_ECHELONS = frozenset(
    "army corps division brigade regiment battalion company squadron platoon battery wing flotilla".split()
)
_SHIPS = frozenset({*map(str.lower, SHIP_PREFIXES), "usnh", "css"})
_MOST_NEAR = 20  # groups with which one form is compared because of one key


@dataclass(frozen=True, slots=True)
class Name:
    """One name mention: its text, its label, the text right before and after it, the kind of area meant by it."""

    text: str
    label: str
    before: str = ""
    after: str = ""
    area: str = ""


@dataclass(frozen=True)
class _Form:
    """All mentions of a document that are written alike and bear the same label."""

    label: str
    words: tuple[str, ...]
    mentions: tuple[int, ...]
    names: tuple[Name, ...]
    is_relative: bool = False  # a last name given to a relative of one who bears it
    area: str = ""  # the kind of area that is meant by the name of a town

    @property
    def text(self) -> str:
        return self.names[0].text

    @cached_property
    def is_kin(self) -> bool:
        """Whether a person stands in the report only as somebody's kin."""
        return self.label == "Person" and all(is_kin(name.before) for name in self.names)

    @cached_property
    def usual(self) -> str | None:
        return usual_name(self.text, self.label)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Equal for names that differ in the order of words or in small ones ("Brigade of Guards")."""
        if len(self.words) == 1 or (self.label == "Person" and len(self.words) != 2):
            return self.words
        return tuple(sorted((country_of(word) or word).lower() for word in self.words if word not in _SMALL))

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word[:1].isdigit())

    @cached_property
    def letters(self) -> str:
        return re.sub(r"[^A-Za-z0-9]", "", self.text).lower()

    @cached_property
    def is_acronym(self) -> bool:
        return " " not in self.text and len(self.letters) > 1 and sum(c.isupper() for c in self.text) > 1

    @cached_property
    def initials(self) -> frozenset[str]:
        """The letters that an acronym of it may have."""
        words = re.findall(r"\w+", re.sub(r"[.'’]", "", self.text))
        if len(words) < 2:
            return frozenset()
        large = "".join(w[0] for w in words if w.lower() not in _SMALL)
        capitals = "".join(c for c in self.text if c.isupper())
        folded = "".join(word[0] for word in self.words if word not in _SMALL)
        found = {large, "".join(w[0] for w in words), folded, *({capitals} - set(words))}
        return frozenset(letters.lower() for letters in found if len(letters) > 1)

    @cached_property
    def given(self) -> tuple[str, ...]:
        """A person's names before the last; "TY" counts as two initials, particles not at all."""
        first = next(iter(re.findall(r"[^\W_]+", self.text.replace(".", ""))), "")
        names = self.words[:-1]
        if first.isupper() and 1 < len(first) < 4 and not self.text.isupper():
            names = (*first.lower(), *names[1:])
        return tuple(name for name in names if name not in _SMALL)

    @cached_property
    def core(self) -> tuple[str, ...]:
        """Its words without those that only tell what it is."""
        rest = tuple(word for word in self.words if word.removesuffix("s") not in _CLASSES)
        return rest[1:] if rest[:1] == ("of",) else rest

    @cached_property
    def proper(self) -> frozenset[str]:
        """Its words that say which one, rather than what or whose."""
        return frozenset(
            w for w in self.words if w not in _HEADS | _CLASSES and w.isalpha() and not _of_country(w)
        )

    @cached_property
    def nations(self) -> frozenset[str]:
        """The countries that a body's name says it is of."""
        if self.label not in _BODIES:
            return frozenset()
        return frozenset(filter(None, map(_nation, self.words)))

    @cached_property
    def keys(self) -> frozenset[str]:
        """What two forms that may name the same entity have in common, but for those that stand side by side."""
        telling = [word for word in self.words if word not in _HEADS | _CLASSES | _SMALL] or [self.words[-1]]
        ending = [self.words[-1]] if self.words[-1] in _HEADS else []
        slips = [f"{w[:i]}{w[i + 1 :]}" for w in telling if len(w) > 4 for i in range(len(w))]
        letters = [*([self.letters] if self.is_acronym else []), *self.initials]
        listed = [self.usual] if self.usual else []
        return frozenset(
            f"{kind}{key}"
            for kind, keys in (
                ("", (*telling, *(w for w in self.key if w not in _HEADS | _CLASSES))),
                ("ending ", ending),
                ("slip ", slips + telling),
                ("letters ", letters),
                ("syllable ", [word[:3] for word in self.words] + [self.letters[at : at + 3] for at in (0, 2)]),
                ("all ", [" ".join(self.key)]),
                ("usual ", listed),
            )
            for key in keys
        )


@lru_cache(maxsize=20_000)
def fold(text: str) -> tuple[str, ...]:
    """Words of a name without case, accents, punctuation or leading article, abbreviations spelled out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"['’`ʼ]s\b", "", plain)
    words = re.findall(r"\w+", re.sub(r"[.'’`ʼ]", "", plain))
    words = " ".join(_SPELLED_OUT.get(word, _number(word)) for word in words).split()
    return tuple(words[1:] if words[:1] == ["the"] and len(words) > 1 else words or [text])


def _number(word: str) -> str:
    return re.sub(r"^(\d+)(?:st|nd|rd|th|d|e|er|eme|ème|º|ª)$", r"\1", word)


class _Index:
    """The groups of forms found so far, by what a further form may share with them."""

    def __init__(self) -> None:
        self.groups: list[list[_Form]] = []
        self._by: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, form: _Form, group: int) -> None:
        """Add `form` to the group of this number, or to a new one that gets the next number."""
        if group == len(self.groups):
            self.groups.append([])
        self.groups[group].append(form)
        for key in form.keys:
            if not self._by[key] or self._by[key][-1] != group:
                self._by[key].append(group)

    def near(self, form: _Form) -> list[int]:
        """The groups that share a key with `form`; of a key that very many share, the first."""
        return sorted({group for key in form.keys for group in self._by.get(key, ())[:_MOST_NEAR]})


def group_names(names: Sequence[Name]) -> list[int]:
    """Number the entity of each name, in the order in which entities first appear.

    Fuller names found their entities first; then each shorter form joins the one entity it fits, and founds its
    own where it fits none, or more than one equally well. Only forms that share a word, letters or a place in the
    text are compared, so the time grows with the number of forms.
    """
    forms = sorted(_forms(names), key=lambda f: (-len(f.words), -len(f.text), f.mentions))
    index, of = _Index(), dict[int, int]()
    for form in forms:
        beside = {of[i] for at in form.mentions for i in range(at - 2, at + 3) if i in of and i != at}
        near = [g for g in sorted({*index.near(form), *beside}) if not _apart(form, index.groups[g])]
        fitting = next((fit for rules in _RULES if (fit := _fitting(form, near, index.groups, rules))), [])
        if form.label == "Person":
            fitting = _by_kin(form, fitting, index.groups)
        if len(fitting) > 1 and (form.label != "Person" or len(form.words) > 1):
            fitting = []
        for i in form.mentions:
            of[i] = _latest(i, fitting, index.groups, of) if fitting else len(index.groups)
        index.add(form, of[form.mentions[0]])
    fullest = [index.groups[of[i]][0].words for i in range(len(names))]
    groups = [of[i] for i in range(len(names))]
    divided = divide_by_seat(groups, [(name.text, name.label) for name in names], _gaps(names), fullest)
    order: dict[int, int] = {}
    return [order.setdefault(group, len(order)) for group in divided]


def _gaps(names: Sequence[Name]) -> list[str]:
    """What stands between each name and the next; a long text where that is far off."""
    gaps = []
    for name, following in pairwise(names):
        end = name.after.find(following.text)
        gaps.append(name.after if end < 0 else name.after[:end])
    return [*gaps, ""] if names else []


def _by_kin(form: _Form, fitting: list[int], groups: Sequence[Sequence[_Form]]) -> list[int]:
    """Of the persons that a name fits, those who are more than somebody's kin; for a relative, the others."""
    kin = [g for g in fitting if groups[g][0].is_kin]
    if form.is_relative:
        return kin
    return [g for g in fitting if g not in kin] or fitting


def _apart(form: _Form, group: Sequence[_Form]) -> bool:
    """Whether some name of the group rules out that the form is another name of it, whatever joined them."""
    return any(veto(form, one) for one in group for veto in _VETOES if _compatible(form.label, one.label))


def _fitting(
    form: _Form,
    near: Sequence[int],
    groups: Sequence[Sequence[_Form]],
    rules: Sequence[Callable[[_Form, _Form], bool]],
) -> list[int]:
    return [
        g
        for g in near
        if any(_compatible(form.label, one.label) and any(rule(form, one) for rule in rules) for one in groups[g])
    ]


def _forms(names: Sequence[Name]) -> list[_Form]:
    mentions: dict[tuple[str, tuple[str, ...], bool, str], list[int]] = {}
    for i, name in enumerate(names):
        words = fold(name.text)
        relative = name.label == "Person" and len(words) == 1 and is_kin_of_the_named(name.before)
        mentions.setdefault((name.label, words, relative, name.area), []).append(i)
    return [
        _Form(label, words, tuple(at), tuple(names[i] for i in at), relative, area)
        for (label, words, relative, area), at in mentions.items()
    ]


def _latest(i: int, fitting: Sequence[int], groups: Sequence[Sequence[_Form]], of: Mapping[int, int]) -> int:
    """Of several persons that a last name fits, the one named last before it, by any name."""
    if len(fitting) == 1:
        return fitting[0]
    last = {
        g: max((j for form in groups[g] for j in form.mentions if j < i and of[j] == g), default=-1)
        for g in fitting
    }
    return max(fitting, key=lambda g: (last[g], -g))


def _compatible(left: str, right: str) -> bool:
    return left == right or {left, right} <= _BODIES


def same(one: _Form, other: _Form) -> bool:
    """Written alike but for the order of words, small words and demonyms, or listed as names of one thing."""
    return one.key == other.key or (one.usual is not None and one.usual == other.usual)


def in_brackets(short: _Form, full: _Form) -> bool:
    """ "ELN" in "National Liberation Army (ELN)": letters, a code or another script in brackets after it.

    The letters need not be its initials: they are often those of its name in another language.
    """
    if short.label == "Place" and short.text[0].isascii():
        return False
    return any(_brackets(name, full, short) for name in short.names) or any(
        _is_translation(full, short) and _brackets(name, short, full) for name in full.names
    )


def _brackets(name: Name, outside: _Form, inside: _Form) -> bool:
    """Whether a name stands in brackets after one of another form, and is of a kind that is put there."""
    before = re.sub(r"['’\"”]*\s*[(\[]\s*(?:[A-Z]\w+:\s*)?['’\"“]*$", "", name.before)
    if before == name.before or not before.endswith(tuple(one.text for one in outside.names)):
        return False
    if not name.text[0].isascii() or (_CODE.fullmatch(name.text) and " " in outside.text):
        return True
    return name.after.startswith(")") and _is_translation(inside, outside)


def _is_translation(one: _Form, other: _Form) -> bool:
    """Whether one of two bodies' names has in another language the other's head noun: "Harakat" and "Movement"."""
    heads = [{_FOREIGN_HEADS[word] for word in form.words if word in _FOREIGN_HEADS} for form in (one, other)]
    if not {one.label, other.label} <= _BODIES or bool(heads[0]) == bool(heads[1]) or one.numbers or other.numbers:
        return False
    own = set(one.words if heads[1] else other.words)
    return any(own & set(english.split()) for english in heads[0] | heads[1])


# What armed groups and parties are called in other languages, folded, and what that is in English.
_FOREIGN_HEADS = {
    word: english
    for english, words in (
        ("front", "jabha jabhat jabhah frente fronte barisan"),
        ("movement", "harakat haraka movimiento mouvement movimento gerakan"),
        ("army", "jaysh jaish jeish lashkar ejercito armee tentara exercito esercito"),
        ("brigade brigades battalion battalions", "liwa kataib kataeb"),
        ("companies companions brigades", "saraya"),
        ("party", "hizb hezb partido partai partiya partito"),
        ("corps army guard guards", "faylaq sipah"),
        ("division", "firqat"),
        ("force forces", "quwat fuerza fuerzas forcas hezen"),
        ("supporters partisans helpers followers", "ansar"),
        ("mobilization mobilisation crowd", "hashd"),
        ("league leagues", "asaib"),
        ("self-defence self-defense defence defense selfdefence", "autodefensas"),
        ("units", "yekineyen"),
    )
    for word in words.split()
}


_CODE = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z]+[ -]?\d+|[A-Z]{2,}(?:[ -][A-Z]+)*")


def also_known_as(short: _Form, full: _Form) -> bool:
    """ "Kampala Boys" in "Red Brigade, also known as the Kampala Boys": said to be another name."""
    return any(_known_as(name, full.text) for name in short.names) or any(
        _known_as(name, short.text) for name in full.names
    )


def _known_as(name: Name, other: str) -> bool:
    before = _KNOWN.sub("", name.before)
    if before == name.before:
        return False
    if not before.endswith(other):
        before = _LIFE.sub("", before)
    after = re.sub(r"^(?: in \w+)?, (?:the )?", "", name.after)
    if before.endswith(("Also", "also")) and after.startswith(other):
        return True
    if name.label in _BODIES and _NAMES_ANOTHER.fullmatch(name.before[len(before) :]):
        return False
    # In "a faction of the Jihad known as the Vanguards" the faction is; a comma would say otherwise.
    within = (
        name.label != "Person"
        and "," not in name.before[len(before) :]
        and _WITHIN.search(before.removesuffix(other))
    )
    return before.endswith(other) and not within


def or_called(short: _Form, full: _Form) -> bool:
    """ "Kataeb Hezbollah, or the Hezbollah Brigades, …": a body's two names, set apart by commas.

    They share a word of their own, or one is letters; "the Army, or the Navy" are two bodies.
    """
    if not {short.label, full.label} <= _BODIES or not (short.proper & full.proper or _CODE.fullmatch(short.text)):
        return False
    return any(_or(name, full.text) for name in short.names) or any(_or(name, short.text) for name in full.names)


def _or(name: Name, other: str) -> bool:
    before = _OR.sub("", name.before)
    if before == name.before or not before.endswith(other) or not _CLOSES.match(name.after):
        return False
    return not _LONGER.search(before.removesuffix(other))  # "Hezbollah" is not all of "Kataeb Hezbollah, or …"


_KNOWN = re.compile(
    r"['’\"”]*,?(?:^|\s)\(?(?:"
    r"(?:(?:also|better|formerly|previously|now|officially|formally|commonly|widely|locally|popularly) )?"
    r"(?:known (?:as|by (?:(?:its|his|her|their|the) )?(?:[A-Z][a-z]+ )?"
    r"(?:initials|acronym|abbreviation|nom de guerre|nickname|alias|code ?name|name(?: of)?))"
    r"|called|a\.?k\.?a\.?,?|alias|nicknamed|code-?named|dubbed|abbreviated as)"
    r"|(?:also|sometimes|often|variously) "
    r"(?:(?:written|spelled|spelt|transliterated)(?: as)?|(?:rendered|referred to) as)"
    r"|(?:nom de guerre|kunya|code ?name):?"
    r"|(?<=\()(?:also|formerly|previously|officially|formally)"
    r") (?:the )?['’\"“]*"
    r"(?:(?:Colonel|Col\.|General|Gen\.|Commander|Comandante|Commandant|Comrade|Captain|Capt\.|Major|Maj\.|Brigadier|"
    r"Lieutenant|Lt\.|Sergeant|Sgt\.|Sheikh|Mullah|Emir) )?['’\"“]*$"
)
# A body that "called" or "dubbed" another so, without a comma or bracket before the verb, is not that other.
_NAMES_ANOTHER = re.compile(r"['’\"”]* (?:also )?(?:called|nicknamed|dubbed|code-?named) (?:the )?['’\"“]*")
_LIFE = re.compile(r"\s*\([^()]*\),?$")  # "Ada Obi (born 1962; died 2008), better known as …"
_WITHIN = re.compile(r"\b[a-z]+ (?:of|in|within|from|inside) (?:the )?['’\"“]*$")
_OR = re.compile(r"['’\"”]*, or (?:simply |just )?(?:the )?['’\"“]*$")
_LONGER = re.compile(r"(?<![\w])(?!The )[A-Z][\w’'-]* $")
_CLOSES = re.compile(r"['’\"”]*(?:[,;).]| [-–—]|—|$)")


def acronym_of(short: _Form, full: _Form) -> bool:
    """ "QF" for "Quds Force": its letters are the initials, with or without small words."""
    return short.is_acronym and short.letters in full.initials


def numbered_letters_of(short: _Form, full: _Form) -> bool:
    """ "19 RR" for "19 Rashtriya Rifles", "CTF-151" for "Combined Task Force 151": number and initials."""
    told = _NUMBERED_LETTERS.fullmatch(short.text)
    if not told or short.label not in _BODIES or len(full.words) < 3 or short.numbers != full.numbers:
        return False
    letters = (told["before"] or told["after"]).lower()
    first, last = full.words[0][0].isdigit(), full.words[-1][0].isdigit()
    if not (first if told["after"] else last):
        return False
    words = full.words[1:] if told["after"] else full.words[:-1]
    return letters in ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SMALL))


_NUMBERED_LETTERS = re.compile(
    r"(?:\d+(?:st|nd|rd|th|d|e|er)? (?P<after>[A-Z]{2,5})|(?P<before>[A-Z]{2,5})[ -]?\d+)"
)


def last_name_of(short: _Form, full: _Form) -> bool:
    """ "Amadi" or "Bin Amadi" for "Ibrahim Bin Amadi"; "Abu Amadi" for "Abu Amadi al-Misri"."""
    a, b = short.words, full.words
    return short.label == "Person" and len(a) < len(b) and (b[-len(a) :] == a or (len(a) > 1 and b[: len(a)] == a))


def same_person(short: _Form, full: _Form) -> bool:
    """ "T.Y. Amadi" or "Tunde Amadi" for "Tunde Yusuf Amadi": all names but the last may be cut or left out."""
    a, b = short.given, full.given
    if short.label != "Person" or short.words[-1] != full.words[-1] or not 0 < len(a) <= len(b):
        return False
    rest = iter(b)
    return (
        all(any(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for y in rest) for x in a)
        and a[0][0] == b[0][0]
    )


def first_name_of(short: _Form, full: _Form) -> bool:
    """ "Ibrahim" for "Ibrahim Bin Amadi", or a nickname alone."""
    return (
        short.label == "Person"
        and len(short.words) == 1
        and len(short.words[0]) > 2
        and short.words[0] in full.words
    )


def syllables_of(short: _Form, full: _Form) -> bool:
    """ "SOUTHCOM" for "U.S. Southern Command": the beginnings of its words but for the country."""
    if len(short.words) > 1 or len(short.letters) < 5:
        return False
    words = [word for word in full.words if not _of_country(word)]
    letters = short.letters.removeprefix("us").removeprefix("uk")
    return len(words) > 1 and letters[:3] == words[0][:3] and letters not in words[0] and _spelt(letters, words)


def head_of(short: _Form, full: _Form) -> bool:
    """ "Division" for "7 Division", "Electoral Commission" for "Zambian Electoral Commission".

    The end of a body's name that was given before, without its country or its proper part.
    """
    a, b = short.words, full.words
    if short.label not in _BODIES or short.is_acronym or short.numbers or len(a) >= len(b):
        return False
    left_out = b[: -len(a)]
    if b[-len(a) :] != a:
        return b[-1] in ("force", "service") and b[-2:-1] == a
    if _begins_within_a_word(short, full):
        return False  # "Zimbabwe-Rhodesian government" is not the Rhodesian one
    if all(map(_of_country, left_out)):
        return True
    before = full.mentions[0] < short.mentions[0]
    return before and a[-1] in _HEADS and not _HEADS & set(left_out)


def _begins_within_a_word(short: _Form, full: _Form) -> bool:
    return short.words[0] in re.findall(r"(?<=\w[-–‑])\w+", full.text.lower())


def cut_short(short: _Form, full: _Form) -> bool:
    """ "82nd Airborne" for "82nd Airborne Division": all but the closing head nouns of a numbered or long name."""
    a, b = short.words, full.words
    if not 0 < len(a) < len(b) or b[: len(a)] != a or short.label not in _BODIES:
        return False
    return set(b[len(a) :]) <= _HEADS and a[-1] not in _HEADS and (len(a) > 1 or a[0][0].isdigit())


def proper_part_of(short: _Form, full: _Form) -> bool:
    """ "Wagner" for "Wagner Group", "Apollo" for "Task Force Apollo": a body's one proper word.

    The last of several is none: "Hezbollah" is another body than "Kataib Hezbollah".
    """
    proper = [word for word in full.words if word not in ("task", "force", "group")]
    return short.label in _BODIES and not short.is_acronym and list(short.words) == proper and len(full.words) > 1


def same_number(short: _Form, full: _Form) -> bool:
    """ "3 Division" for "3 Armoured Division": number and kind of unit agree, and it has no word of its own."""
    alike = short.numbers == full.numbers and short.words[-1] == full.words[-1] in _HEADS
    return (
        len(short.words) == 2
        and bool(short.numbers)
        and alike
        and set(short.words) < set(full.words) - {"headquarters"}
    )


def class_left_out(short: _Form, full: _Form) -> bool:
    """ "Borno" for "Borno State", "Jordan" for "Kingdom of Jordan": all but the words that tell what it is.

    A city is not the state of its name.
    """
    if short.label == "Person" or short.label != full.label or (short.usual and full.usual):
        return False
    if short.words == full.core or full.words == short.core:
        bare = short if short.words == full.core else full
        return not (short.label == "Place" and is_city(bare.text)) or bool(bare.area)
    return bool(short.core) and _plain(short) == _plain(full)


def _plain(form: _Form) -> list[str]:
    return [word.removesuffix("s") for word in form.words if word not in _SMALL]


def land_of(short: _Form, full: _Form) -> bool:
    """ "the Gulf" for "Persian Gulf": the word that tells what it is, where one region's name ends in it."""
    return short.label == full.label == "Place" and short.words[0] in _LANDS and short.words == full.words[-1:]


def ship_of(short: _Form, full: _Form) -> bool:
    """ "Amadi" for "USS Amadi"."""
    return full.words[0] in _SHIPS and short.words == full.words[1:]


def slip_of(short: _Form, full: _Form) -> bool:
    """ "Third Amoured Division", "Petirin": one letter more, less, other or swapped in a long word.

    Two names that the lists know are two things.
    """
    if short.usual and full.usual:
        return False
    return any(_one_slip(a, b) for a, b in _odd_words(short, full))


def _spelt(letters: str, words: Sequence[str]) -> bool:
    """Whether beginnings of some of the words, in order and each of three letters or more, make up the letters."""
    if not letters:
        return True
    return any(
        letters[:n] == words[i][:n] and _spelt(letters[n:], words[i + 1 :])
        for i in range(len(words))
        for n in range(3, min(len(letters), len(words[i])) + 1)
    )


def _of_country(word: str) -> bool:
    return word in _SMALL or word in _UNITED or is_demonym(word) or is_country(word)


@lru_cache(maxsize=20_000)
def _nation(word: str) -> str:
    """The country whose name or adjective a folded word is."""
    of = country_of(word) or (usual_name(word.title(), "Place") or word if is_country(word.title()) else "")
    return " ".join(fold(of)) if of else ""


def _odd_words(short: _Form, full: _Form) -> list[tuple[str, str]]:
    """The one word of each in which the two forms differ; for persons the last names alone count."""
    if short.label == "Person" and len(short.words) == 1:
        return [(short.words[0], full.words[-1])]
    odd = [(a, b) for a, b in zip(short.words, full.words, strict=False) if a != b]
    return odd if len(short.words) == len(full.words) and len(odd) == 1 else []


def _one_slip(a: str, b: str) -> bool:
    """Damerau-Levenshtein distance 1 between words that begin alike, one of six letters or more."""
    if a == b or max(len(a), len(b)) < 6 or a[0] != b[0] or abs(len(a) - len(b)) > 1 or not (a + b).isalpha():
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rests = {(a[i + 1 :], b[i + 1 :]), (a[i:], b[i + 1 :]), (a[i + 1 :], b[i:])}
    swapped = a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
    return swapped or any(x == y for x, y in rests)


# In order: where one of a group of rules fits some entity, the later groups are not asked.
_RULES: tuple[tuple[Callable[[_Form, _Form], bool], ...], ...] = (
    (same, in_brackets, also_known_as, or_called),
    (
        acronym_of,
        numbered_letters_of,
        syllables_of,
        last_name_of,
        same_person,
        head_of,
        cut_short,
        same_number,
        class_left_out,
        land_of,
        ship_of,
    ),
    (first_name_of, proper_part_of, slip_of),
)


def numbers_differ(one: _Form, other: _Form) -> bool:
    """ "7 Division" is never "8 Division", even where the text seems to say so."""
    return bool(one.numbers and other.numbers) and one.numbers != other.numbers


def echelons_differ(one: _Form, other: _Form) -> bool:
    """ "3 Brigade" is never "3 Battalion"."""
    echelons = {form.words[-1].removesuffix("s") for form in (one, other)} & _ECHELONS
    return bool(one.numbers and other.numbers) and len(echelons) > 1


def nations_differ(one: _Form, other: _Form) -> bool:
    """The Chadian Army is never the Army of Sudan; but one body may have several nations."""
    return bool(one.nations and other.nations) and one.nations.isdisjoint(other.nations)


def first_names_differ(one: _Form, other: _Form) -> bool:
    """Two full names with one last name and first names that cannot be one person's."""
    if one.label != "Person" or one.words[-1] != other.words[-1] or not (one.given and other.given):
        return False
    return not (same_person(one, other) or same_person(other, one) or one.key == other.key)


def only_one_is_a_relative(one: _Form, other: _Form) -> bool:
    """ "Rai" and "Rai's father, then Congressman Rai"."""
    return one.words == other.words and one.is_relative != other.is_relative


def only_one_is_an_area(one: _Form, other: _Form) -> bool:
    """ "Kano" the town, and the Kano of "Kano and Borno States"."""
    return one.words == other.words and one.area != other.area


_VETOES: tuple[Callable[[_Form, _Form], bool], ...] = (
    numbers_differ,
    echelons_differ,
    nations_differ,
    first_names_differ,
    only_one_is_a_relative,
    only_one_is_an_area,
)
