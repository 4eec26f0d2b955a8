"""resolve: the entities of each document → the entities of the graph.

Names are read (`names`, `spelling`, `words`). Local entities with equal names form profiles (`profiles`). Blocks
of names propose which profiles to compare (`candidates`); signals speak for their being one, vetoes against
(`compare`); clusters grow by what the signals say, and never past a veto (`clusters`). Each cluster gets a name
and an id that lasts (`identity`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgbuild.model import LocalEntity, Resolution

__all__ = ["resolve"]


def resolve(local_entities: Iterable[LocalEntity], *, known: Mapping[tuple[str, str], str]) -> Resolution:
    """Find out which local entities, of all documents, are the same.

    Args:
        local_entities: the entities of all documents, in any order.
        known: the entity that each (document, local id) was in the last run; entities keep their ids by it.

    Returns:
        The same resolution for the same entities, whatever their order.
    """
    from kgbuild.stages.resolve.candidates import PHASES, ambiguous
    from kgbuild.stages.resolve.clusters import Clusters
    from kgbuild.stages.resolve.compare import SAME_ABOVE, likeness
    from kgbuild.stages.resolve.identity import describe
    from kgbuild.stages.resolve.profiles import make_profiles

    clusters = Clusters(make_profiles(local_entities))
    for phase in PHASES:
        for candidate in phase(clusters):
            if likeness(candidate.left_name, candidate.right_name).value >= SAME_ABOVE:
                clusters.join(candidate.left, candidate.right)
    return describe(clusters.groups(apart=ambiguous(clusters)), known=known)
