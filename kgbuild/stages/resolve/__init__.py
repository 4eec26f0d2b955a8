"""resolve: the entities of each document → the entities of the graph.

Names are read (`names`, `spelling`, `words`). Local entities with equal names form profiles (`profiles`). Blocks
of names propose which profiles to compare (`candidates`); signals speak for their being one, vetoes against
(`compare`); clusters grow by what the signals say, and never past a veto or what people have decided (`clusters`,
`decisions`). Each cluster gets a name, attributes, and an id that lasts (`identity`). All documents are resolved
together once (`whole`); after that what a few new ones change is found by itself (`update`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from kgbuild.model import LocalEntity, Member, Resolution
from kgbuild.stages.resolve.decisions import Pair

__all__ = ["fingerprint", "resolve"]


def resolve(
    local_entities: Iterable[LocalEntity],
    *,
    known: Mapping[Member, str],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    names: Mapping[Member, str] | None = None,
    since: Mapping[str, int] | None = None,
) -> Resolution:
    """Find out which local entities, of all documents, are the same.

    A member is a (document id, local id). The clusters depend on `local_entities`, `same` and `different` alone.

    Args:
        local_entities: the entities of all documents, in any order.
        known: the entity that each member was in the last run; entities keep their ids by it.
        same: pairs of members whose entities a person holds for one, whatever their names say.
        different: pairs that a person holds for two, for ever. Others that go by the name of both stay with the
            left one. A pair of `same` or `different` may have a third item, the number of its decision: where
            decisions contradict each other the later one wins, and at equal numbers (0 if not given) `different`.
            Pairs of which a member is gone count for nothing.
        names: what a person calls the entity of a member; of several in one entity the last one holds.
        since: the number of the run that first made an entity id. Of ids that merge the oldest stays; without it,
            or of equal age, the one that more members held.

    Returns:
        The same resolution for the same arguments, whatever the order of the entities. `redirects` tells of ids
        that `known` holds and that are no entity's any more, not of those that an earlier run redirected.
        `contradicted` lists the pairs, as given, that lost to a later one.
    """
    from kgbuild.stages.resolve.whole import resolve_whole

    return resolve_whole(
        local_entities, known=known, same=same, different=different, names=names, since=since
    ).resolution


@cache
def fingerprint() -> str:
    """A short text that names the rules: with others, the same names may be other entities."""
    import hashlib
    from importlib.resources import files

    from kgbuild import gazetteer

    digest = hashlib.sha256(gazetteer.fingerprint().encode())
    for file in sorted(files(__name__).iterdir(), key=lambda file: file.name):
        if file.name.endswith((".py", ".toml")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]
