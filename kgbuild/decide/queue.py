"""What is most worth a person's look: entities that may be one, and entities that may be two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from math import log

from kgbuild.decide.desk import Desk
from kgbuild.decide.names import Name, compare_names, read_name
from kgbuild.model import Anchor, Entity, Member

__all__ = ["Question", "Side", "questions", "quotes"]

_NAMES = 12  # of an entity that are compared
_COMMON = 50  # entities with a word: past that it does not propose any pair
_COMPARED = 5000  # pairs, of those that share most
_VETOED = 0.6  # what is left of a likeness that one veto speaks against
_SHARED = 0.9  # the likeness of names that share all words, in another order
_ALIKE = 0.6  # names of one entity that are as near are no reason to take it apart
_LIKELY = 0.3  # below that a question is not worth its time
_QUOTES = 3
_AROUND = 160  # characters of a sentence that are shown on each side of the name


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: an entity, or a part of one.

    `members` are its (document id, local id); `anchor` is where its name stands.
    """

    entity: str
    label: str
    names: tuple[str, ...]
    members: tuple[Member, ...]
    anchor: Anchor

    @property
    def documents(self) -> tuple[str, ...]:
        """Where it is mentioned, sorted."""
        return tuple(sorted({document for document, _ in self.members}))


@dataclass(frozen=True, slots=True)
class Question:
    """Are these two the same? They are two entities now (`merge`), or two parts of one (`split`).

    `score`, from 0 to 1, is how likely it is that they should not be as they are now; `reason` says what for.
    """

    kind: str
    score: float
    reason: str
    left: Side
    right: Side


def questions(desk: Desk) -> list[Question]:
    """The likeliest merges and splits on which nothing has been decided, the likeliest first.

    Of equally likely ones that comes first which more documents are about.
    """
    decided = _Decided(desk)
    found = [*_merges(desk, decided), *_splits(desk, decided)]
    return sorted(found, key=_rank)


def _rank(question: Question) -> tuple[object, ...]:
    documents = len(question.left.documents) + len(question.right.documents)
    return -round(question.score, 2), -documents, question.kind, question.left.anchor, question.right.anchor


def quotes(side: Side, desk: Desk) -> list[tuple[str, str]]:
    """Up to three sentences that mention it, each of another document, with the document's id."""
    texts = {document.id: document.text for document in desk.graph.documents}
    by_document = {document: (document, local) for document, local in reversed(side.members)}
    chosen = [by_document[document] for document in side.documents][:_QUOTES]
    return [
        (document, _sentence(texts[document], desk.workspace.anchor_at(document, e))) for document, e in chosen
    ]


class _Decided:
    """Which entities people have already told apart, and which parts they hold for one."""

    def __init__(self, desk: Desk) -> None:
        rulings, entity_of = desk.resolved.rulings, desk.resolved.resolution.entity_of
        self._different = {frozenset((entity_of[left], entity_of[right])) for left, right, _ in rulings.different}
        self._same = [(left, right) for left, right, _ in rulings.same]

    def different(self, left: str, right: str) -> bool:
        return frozenset((left, right)) in self._different

    def same(self, left: Collection[Member], right: Collection[Member]) -> bool:
        return any(
            (one in left and other in right) or (one in right and other in left) for one, other in self._same
        )


# Merges


def _merges(desk: Desk, decided: _Decided) -> Iterator[Question]:
    weigh = _Weights(desk.graph.entities)
    for left, right in _near(desk.graph.entities, weigh):
        if decided.different(left.id, right.id):
            continue
        score, reason = _likeness(left, right, weigh)
        if score >= _LIKELY:
            yield Question("merge", score, reason, _whole(left, desk), _whole(right, desk))


def _near(entities: Sequence[Entity], weigh: _Weights) -> list[tuple[Entity, Entity]]:
    """The pairs of entities with one label whose names share most, and of acronyms and what they may stand for."""
    blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, entity in enumerate(entities):
        for token in sorted({token for name in _read(entity) for token in _blocking(name)}):
            blocks[entity.label, token].append(place)
    shared: defaultdict[tuple[int, int], float] = defaultdict(float)
    for (_, token), places in sorted(blocks.items()):
        if len(places) <= _COMMON:
            for number, left in enumerate(places):
                for right in places[number + 1 :]:
                    shared[left, right] += weigh.of(token)
    best = nlargest(_COMPARED, shared, key=lambda pair: (shared[pair], pair))
    return [(entities[left], entities[right]) for left, right in best]


def _likeness(left: Entity, right: Entity, weigh: _Weights) -> tuple[float, str]:
    """How likely two entities are one, with the reason; 0 where two things speak against it.

    It is half by the names that are most alike, and half by what they are mainly called: both may be called "the
    Navy", and one be Brazil's, the other Nigeria's.
    """
    names, others = _read(left), _read(right)
    best = max((_compared(one, other, weigh) for one in names for other in others), key=lambda one: one[0])
    main = _compared(names[0], others[0], weigh)
    score, reason, against = (best[0] + main[0]) / 2, best[1], best[2] or main[2]
    if len(against) > 1:
        return 0.0, ""
    return score, f"{reason}, but {against[0]}" if against else reason


def _compared(left: Name, right: Name, weigh: _Weights) -> tuple[float, str, list[str]]:
    """How likely two names are one thing's, why, and all that speaks against it."""
    likeness, vetoes = compare_names(left, right)
    shared = _SHARED * weigh.shared(left, right)
    reason = likeness.reason if likeness.value >= shared else f"{left.text} and {right.text} share words"
    return max(likeness.value, shared) * _VETOED ** len(vetoes), reason, [one.reason for one in vetoes]


# Splits


def _splits(desk: Desk, decided: _Decided) -> Iterator[Question]:
    weigh = _Weights(desk.graph.entities)
    for entity in desk.graph.entities:
        question = _split(entity, desk, weigh) if entity.aliases else None
        if question and not decided.same(question.left.members, question.right.members):
            yield question


def _split(entity: Entity, desk: Desk, weigh: _Weights) -> Question | None:
    """Whether what goes only by some of an entity's names is another thing than the rest."""
    members = desk.members_of(entity.id)
    names = {name.text: name for name in _read(entity)}
    found: list[tuple[float, str, list[Member], list[Member]]] = []
    for name in names.values():
        group = {text for text, other in names.items() if _nearness(name, other, weigh)[0] >= _ALIKE}
        others = names.keys() - group
        apart = [member for member in members if group.issuperset(desk.names[member])]
        if not others or not apart or all(not group.isdisjoint(desk.names[member]) for member in members):
            continue
        near, reason = max(_nearness(names[one], names[other], weigh) for one in group for other in others)
        # Every document that has both kinds of names speaks for their being one thing's.
        links = sum(not (group.isdisjoint(desk.names[m]) or group.issuperset(desk.names[m])) for m in members)
        found.append(((1 - near) / (1 + links), reason, apart, [one for one in members if one not in set(apart)]))
    score, reason, apart, rest = max(found, default=(0.0, "", [], []))
    if score < _LIKELY:
        return None
    return Question("split", score, reason, _part(entity, rest, desk), _part(entity, apart, desk))


def _nearness(left: Name, right: Name, weigh: _Weights) -> tuple[float, str]:
    """How near two names are, with what speaks against their being one thing's."""
    likeness, vetoes = compare_names(left, right)
    if vetoes:
        return 0.0, vetoes[0].reason
    near = max(likeness.value, _SHARED * weigh.shared(left, right))
    return near, f"{left.text} and {right.text} are not much alike"


# Names


class _Weights:
    """How telling words are: rare ones more than common ones."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._all = len(entities) + 1
        counts: Counter[str] = Counter()
        for entity in entities:
            counts.update({token for name in _read(entity) for token in _telling(name)})
        self._counts = counts

    def of(self, token: str) -> float:
        """The weight of a word."""
        return log(1 + self._all / (1 + self._counts[token]))

    def shared(self, left: Name, right: Name) -> float:
        """How much of two names' words, by weight, they share: from 0 to 1."""
        one, other = _telling(left), _telling(right)
        union = sum(map(self.of, sorted(one | other)))
        return sum(map(self.of, sorted(one & other))) / union if union else 0.0


def _read(entity: Entity) -> list[Name]:
    return [read_name(entity.label, text) for text in (entity.name, *entity.aliases)[:_NAMES]]


@cache
def _telling(name: Name) -> frozenset[str]:
    """Its words, those that may be spelled in many ways by their sound."""
    return frozenset("".join(sound) for sound in name.sound)


def _blocking(name: Name) -> Iterator[str]:
    yield from _telling(name)
    yield from (f"initials {initials}" for initials in {name.acronym, *name.initials} if initials)


# Sides and their sentences


def _whole(entity: Entity, desk: Desk) -> Side:
    members = tuple(desk.members_of(entity.id))
    anchor = desk.workspace.anchor_of(entity.id)
    return Side(entity.id, entity.label, (entity.name, *entity.aliases), members, anchor)


def _part(entity: Entity, members: Sequence[Member], desk: Desk) -> Side:
    counts = Counter(name for member in members for name in desk.names[member])
    names = sorted(counts, key=lambda name: (-counts[name], -len(name), name))
    member = next(member for member in members if names[0] in desk.names[member])
    return Side(entity.id, entity.label, tuple(names), tuple(members), desk.workspace.anchor_at(*member))


# Not after "Gen." or "U.S.".
_BOUNDARY = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"”’)]*\s+(?=[^\sa-z])|\n\s*\n", flags=re.ASCII
)


def _sentence(text: str, anchor: Anchor) -> str:
    """The sentence around a name, in one line, cut where it is long."""
    ends = [found.end() for found in _BOUNDARY.finditer(text)]
    start = max((end for end in ends if end <= anchor.start), default=0)
    end = min((end for end in ends if end >= anchor.end), default=len(text))
    before, after = text[start : anchor.start], text[anchor.end : end]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[anchor.start : anchor.end]}{after}".split())
