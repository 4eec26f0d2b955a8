"""How far predicted documents agree with gold ones: names, coreference, relations, modality.

All figures are micro-averaged over the gold documents; a document that was not predicted counts as empty.
Gold may leave things open: `ignored` spans, and mentions, entities and relations marked `optional`, count
neither way; `label_alt` and `type_alt` list labels and types that are as good as the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kgbuild.errors import GoldError
from kgbuild.evaluate.coreference import b_cubed, lea, score_clusters
from kgbuild.evaluate.figures import Shares
from kgbuild.evaluate.gold import Record
from kgbuild.evaluate.names import NameScores, score_names
from kgbuild.evaluate.relations import RelationScores, score_relations

__all__ = ["Scores", "score"]


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


def score(gold: Iterable[Record], predicted: Iterable[Record]) -> Scores:
    """Compare predicted documents with gold ones.

    Args:
        gold: annotated documents; relations that are None were not annotated, and are not compared.
        predicted: the same documents as predicted; others among them are passed over.

    Raises:
        GoldError: a predicted document's text differs from the gold one's.
    """
    found = {record["id"]: record for record in predicted}
    return sum((_score_document(record, found.get(record["id"])) for record in gold), Scores())


def _score_document(gold: Record, predicted: Record | None) -> Scores:
    missing = () if predicted is not None else (gold["id"],)
    if predicted is None:
        predicted = {"text": gold["text"], "entities": [], "relations": []}
    if predicted["text"] != gold["text"]:
        raise GoldError(
            f"the predicted text of {gold['id']!r} differs from the gold text, so offsets cannot be compared",
            hint="extract from exactly the text that the gold file holds",
        )
    return Scores(
        1,
        missing,
        score_names(gold, predicted),
        score_clusters(b_cubed, gold, predicted),
        score_clusters(lea, gold, predicted),
        score_relations(gold, predicted),
    )
