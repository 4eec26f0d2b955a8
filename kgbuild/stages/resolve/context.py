"""What a report's other names say about one that means something else in each: "the Army", "Coalition"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from kgbuild.model import Member
from kgbuild.stages.resolve.bodies import read_body, well_known
from kgbuild.stages.resolve.decisions import Sets
from kgbuild.stages.resolve.name import BODY, PERSON, PLACE, Name
from kgbuild.stages.resolve.words import words

__all__ = ["MANY", "Beyond", "Context", "Groups", "is_told_nation", "purposes"]

Groups = Mapping[tuple[str, tuple[Name, ...]], Sequence[Member]]

# A name that more reports give than this tells nothing of what two of them have in common.
MANY = 50
# A report speaks of the nation of which it names so many bodies (one more where no place bears it out), and hardly
# any of another.
_BODIES, _TIMES = 2, 3


Purposes = dict[tuple[str, str], list[tuple[Name, frozenset[str]]]]


@dataclass(frozen=True, slots=True)
class Beyond:
    """What the names of all documents say of those of one.

    `contested` are the keys of bare formations that reports about two nations name; `company` gives for the key of
    a very common name the documents that mean one person by it; `purposes` what short names may stand for.
    """

    contested: Collection[str]
    company: Mapping[str, Sets[str]]
    purposes: Purposes


class Context:
    """What each document is about, as far as the names of its bodies and places tell."""

    def __init__(self, groups: Groups, *, beyond: Beyond | None = None) -> None:
        self._clear, self._likely = _nations(groups)
        beyond = beyond or Beyond(self._find_contested(groups), _companies(groups), purposes(groups))
        self._contested, self._company, self._purposes = beyond.contested, beyond.company, beyond.purposes
        self._named = _named(groups, wanted=frozenset(word for _, word in self._purposes))

    @property
    def nations(self) -> Mapping[str, str]:
        """The nation that each document is about, where that is beyond doubt."""
        return self._clear

    def divide(self, name: Name, members: Sequence[Member]) -> Iterator[tuple[Name, list[Member]]]:
        """Divide members where the name means something else in each nation's, or each document's, reports."""
        if name.is_common:
            yield from self._by_company(name, members)
            return
        contested = name.key in self._contested
        if name.is_identifying and not contested:
            yield name, list(members)
            return
        parts: dict[tuple[str, str], tuple[Name, list[Member]]] = {}
        for member in members:
            meant = self._meant(name, member[0], contested=contested)
            alone = meant is name and not name.is_identifying
            parts.setdefault((meant.key, member[0] if alone else ""), (meant, []))[1].append(member)
        yield from parts.values()

    def _by_company(self, name: Name, members: Sequence[Member]) -> Iterator[tuple[Name, list[Member]]]:
        parts: dict[str, list[Member]] = defaultdict(list)
        for member in members:
            parts[self._company[name.key].find(member[0])].append(member)
        yield from ((name.in_company(company), part) for company, part in parts.items())

    def nation(self, document: str) -> str:
        """The nation that a document is about beyond doubt, "@" and its code, or nothing."""
        return self._clear.get(document, "")

    def _meant(self, name: Name, document: str, *, contested: bool) -> Name:
        """The name in full, as the document means it, or itself where that cannot be told."""
        nation = self._nation_for(name, document, contested=contested)
        return well_known(name.of_nation(nation)) if nation else self._with_purpose(name, document)

    def _nation_for(self, name: Name, document: str, *, contested: bool) -> str:
        clear = self._clear.get(document, "")
        if contested:
            return clear
        if name.key in _usual():
            usual, *others = _usual()[name.key]
            return clear if clear in others else usual
        # "the army", as a word among others, is of any nation that the sentence speaks of.
        likely = "" if name.text.islower() else self._likely.get(document, "")
        return (clear or likely) if name.is_national else ""

    def _with_purpose(self, name: Name, document: str) -> Name:
        """The only name whose every further word the document names too: "Coalition" against whom it speaks of."""
        if not name.is_short:
            return name
        named, short = self._named.get(document, frozenset()), set(name.tokens)
        found = {
            full.key: full
            for word in named
            for full, wanted in self._purposes.get((name.tokens[-1], word), ())
            if wanted <= named and short <= set(full.tokens) <= short | wanted | full.proper | words().purposes
        }
        return next(iter(found.values())) if len(found) == 1 else name

    def _find_contested(self, groups: Groups) -> set[str]:
        """The keys of bare formations ("7 Division") that two nations' reports name, or whose nation one tells."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for (_, names), members in groups.items():
            name, *others = names
            if name.is_bare_formation:
                found[name.key].update(filter(None, (self.nation(document) for document, _ in members)))
            for other in others:
                if is_told_nation(name, other):
                    found[other.key].update(("", *name.nations))
        return {key for key, of in found.items() if len(of) > 1}


def is_told_nation(name: Name, short: Name) -> bool:
    """Whether the one is the bare formation that the other is ("7 Division"), and its nation."""
    if not short.is_bare_formation or len(name.nations) != 1:
        return False
    return name.key == short.of_nation(*name.nations).key


@cache
def _usual() -> dict[str, tuple[str, ...]]:
    """By key, the nations of names that leave them out, the usual one first."""
    return {read_body(name, family=BODY).key: nations for name, nations in words().usual.items()}


def _nations(groups: Groups) -> tuple[dict[str, str], dict[str, str]]:
    """The nation that a document is about: where its names leave no doubt, and where they leave little."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(dict)
    speaks: dict[str, set[str]] = defaultdict(set)
    fields: dict[str, set[str]] = defaultdict(set)
    for (_, (name, *others)), members in groups.items():
        if name.family != PERSON and len(name.nations) == 1:
            for document, _ in members:
                counts[document].setdefault(name.family, Counter()).update(name.nations)
        if name.key in _usual():
            for document, _ in members:
                speaks[document].add(_usual()[name.key][0])
        if any(is_told_nation(name, other) for other in others):
            for document, _ in members:
                fields[document] |= name.nations
    clear, likely = {}, {document: nations.pop() for document, nations in speaks.items() if len(nations) == 1}
    for document, by_family in counts.items():
        if BODY not in by_family and document in likely:
            continue  # who speaks says more than where it happens
        found = set(map(_dominant, by_family.values()))
        if len(found) == 1 and "" not in found:
            clear[document] = found.pop()
        elif nation := _outstanding(by_family.get(BODY, Counter()), places=by_family.get(PLACE, ())):
            likely.setdefault(document, nation)
    for document, nations in fields.items():
        # It names many nations' bodies, but the divisions of only one.
        if len(nations) == 1:
            clear.setdefault(document, *nations)
    return clear, likely


def _dominant(counts: Counter[str]) -> str:
    (nation, most), *others = counts.most_common(2)
    return nation if not others or most >= 2 * others[0][1] else ""


def _outstanding(counts: Counter[str], *, places: Container[str]) -> str:
    """The nation whose bodies outnumber every other's by far; unions of nations are not counted."""
    ranked = [(nation, count) for nation, count in counts.most_common() if nation not in words().unions]
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _TIMES * ranked[1][1]):
        return ""
    nation, count = ranked[0]
    return nation if count >= (_BODIES if nation in places else _BODIES + 1) else ""


def _companies(groups: Groups) -> dict[str, Sets[str]]:
    """By key of a very common name, the documents that mean one person by it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for (_, (name, *_others)), members in groups.items():
        if name.is_common:
            bearers[name.key].update(document for document, _ in members)
    documents = frozenset(chain.from_iterable(bearers.values()))
    together: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for (_, (name, *_others)), members in groups.items() if documents else ():
        if name.is_telling and len(members) <= MANY:
            for document, _ in members:
                if document in documents:
                    together[document].add((name.family, name.key))
    companies = {}
    for key, of in bearers.items():
        companies[key] = sets = Sets[str]()
        first: dict[tuple[str, str], str] = {}
        for document in sorted(of):
            for other in together[document] - {(PERSON, key)}:
                # The first document of all stands for them.
                sets.join(*sorted((sets.find(first.setdefault(other, document)), sets.find(document))))
    return companies


def purposes(groups: Groups) -> Purposes:
    """By kind ("coalition") and the key of a proper word in them, the bodies that may be meant."""
    kinds = {name.tokens[-1] for _, (name, *_others) in groups if name.is_short}
    found: Purposes = defaultdict(list)
    bodies = [name for _, (name, *_others) in groups if name.family == BODY and kinds]
    bodies.sort(key=lambda name: name.text, reverse=True)  # so that of equal keys the first text is taken
    for full in {name.key: name for name in bodies}.values():
        if not full.is_identifying or full.acronym:
            continue
        wanted = frozenset(read_body(word, family=BODY).key for word in full.proper)
        for kind in kinds.intersection(full.tokens):
            for word in wanted:
                found[kind, word].append((full, wanted))
    return found


def _named(groups: Groups, *, wanted: frozenset[str]) -> dict[str, frozenset[str]]:
    """The keys among `wanted` of the bodies and places that each document names."""
    named: dict[str, set[str]] = defaultdict(set)
    for (_, names), members in groups.items():
        for name in names if names[0].family != PERSON else ():
            if name.key in wanted:
                for document, _ in members:
                    named[document].add(name.key)
    return {document: frozenset(keys) for document, keys in named.items()}
