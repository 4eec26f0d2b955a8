"""How far predicted documents agree with gold ones: names, coreference, relations, modality, attributes.

All figures are micro-averaged over the gold documents; a document that was not predicted counts as empty.
Gold may leave things open: `ignored` spans, and mentions, entities and relations marked `optional`, count
neither way; `label_alt` and `type_alt` list labels and types that are as good as the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kgbuild.evaluate.calibration import Judged
from kgbuild.evaluate.coreference import b_cubed, lea, score_clusters
from kgbuild.evaluate.figures import Shares
from kgbuild.evaluate.gold import Compared, Record, kind_of, match_documents
from kgbuild.evaluate.names import NameScores, judge_names, score_names
from kgbuild.evaluate.relations import RelationScores, judge_claims, score_relations

__all__ = ["Judgements", "Scores", "judge", "score", "score_by_kind"]


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures of one comparison; `missing` are the gold documents that were not predicted."""

    documents: int = 0
    missing: tuple[str, ...] = ()
    names: NameScores = field(default_factory=NameScores)
    b_cubed: Shares = field(default_factory=Shares)
    lea: Shares = field(default_factory=Shares)
    relations: RelationScores = field(default_factory=RelationScores)

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.documents + other.documents,
            self.missing + other.missing,
            self.names + other.names,
            self.b_cubed + other.b_cubed,
            self.lea + other.lea,
            self.relations + other.relations,
        )


@dataclass(frozen=True, slots=True)
class Judgements:
    """Confidences, each with whether what it belongs to is right: what calibration is fitted on."""

    names: tuple[Judged, ...]
    claims: tuple[Judged, ...]


def score(gold: Iterable[Record], predicted: Iterable[Record]) -> Scores:
    """Compare predicted documents with gold ones.

    Args:
        gold: annotated documents; relations that are None were not annotated, and are not compared.
        predicted: the same documents as predicted; others among them are passed over.

    Raises:
        GoldError: a predicted document's text differs from the gold one's.
    """
    return sum(map(_score_document, match_documents(gold, predicted)), Scores())


def score_by_kind(gold: Iterable[Record], predicted: Iterable[Record]) -> dict[str, Scores]:
    """The same for each kind of document apart (see `kind_of`), sorted by kind.

    Raises:
        GoldError: a predicted document's text differs from the gold one's.
    """
    kinds: dict[str, Scores] = {}
    for compared in match_documents(gold, predicted):
        kind = kind_of(compared.gold)
        kinds[kind] = kinds.get(kind, Scores()) + _score_document(compared)
    return dict(sorted(kinds.items()))


def judge(gold: Iterable[Record], predicted: Iterable[Record]) -> Judgements:
    """Judge every predicted name and claim that has a confidence, document by document.

    A name is right if gold has exactly its span and label, a claim if gold has its relation; what gold leaves
    open is passed over.

    Raises:
        GoldError: a predicted document's text differs from the gold one's.
    """
    names: list[Judged] = []
    claims: list[Judged] = []
    for compared in match_documents(gold, predicted):
        names += judge_names(compared.gold, compared.predicted)
        claims += judge_claims(compared.gold, compared.predicted)
    return Judgements(tuple(names), tuple(claims))


def _score_document(compared: Compared) -> Scores:
    gold, predicted = compared.gold, compared.predicted
    return Scores(
        1,
        (gold["id"],) if compared.missing else (),
        score_names(gold, predicted),
        score_clusters(b_cubed, gold, predicted),
        score_clusters(lea, gold, predicted),
        score_relations(gold, predicted),
    )
