"""Coreference: whether the mentions of one entity were put together, and apart from others."""

from __future__ import annotations

from collections.abc import Callable, Collection
from math import comb

from kgbuild.evaluate.figures import Shares
from kgbuild.evaluate.gold import Record
from kgbuild.evaluate.names import Span

__all__ = ["b_cubed", "lea", "score_clusters"]

Cluster = frozenset[Span]
Measure = Callable[[Collection[Cluster], Collection[Cluster]], float]


def score_clusters(measure: Measure, gold: Record, predicted: Record) -> Shares:
    """Measure the clusters of mentions, of every kind, in both directions."""
    expected, found = _clusters(gold), _clusters(predicted)
    return Shares(
        measure(expected, found),
        sum(map(len, expected)),
        measure(found, expected),
        sum(map(len, found)),
    )


def _clusters(record: Record) -> list[Cluster]:
    return [
        frozenset((mention["start"], mention["end"]) for mention in entity["mentions"])
        for entity in record["entities"]
    ]


def b_cubed(clusters: Collection[Cluster], others: Collection[Cluster]) -> float:
    """Sum, over the mentions, of the share of a mention's cluster that it also meets among the others."""
    home = {mention: other for other in others for mention in other}
    return sum(
        len(cluster & home[mention]) / len(cluster)
        for cluster in clusters
        for mention in cluster
        if mention in home
    )


def lea(clusters: Collection[Cluster], others: Collection[Cluster]) -> float:
    """Sum of the clusters' sizes, each weighted by the share of its links that the others have too."""
    return sum(len(cluster) * _resolved(cluster, others) for cluster in clusters)


def _resolved(cluster: Cluster, others: Collection[Cluster]) -> float:
    if len(cluster) == 1:
        return float(cluster in others)
    return sum(comb(len(cluster & other), 2) for other in others) / comb(len(cluster), 2)
