"""What must change in Neo4j: the wanted projection against the one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgbuild.stages.store.neo4j.projection import Key

__all__ = ["Difference", "Owned", "compare"]


@dataclass(frozen=True, slots=True)
class Owned:
    """A node or relationship of ours in the database: its key, its mark, and where it is (its element id)."""

    key: Key
    mark: str
    at: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What to create, update (by key) and remove, and how many are as they should be."""

    create: frozenset[Key]
    update: Mapping[Key, Owned]
    remove: Sequence[Owned]
    unchanged: int

    def __len__(self) -> int:
        return len(self.create) + len(self.update) + len(self.remove)


def compare(wanted: Mapping[Key, str], rows: Iterable[Sequence[Any]]) -> Difference:
    """Compare wanted marks with what the database says, keeping only what differs.

    Args:
        wanted: the mark that each key should have.
        rows: for each thing of ours in the database, the parts of its key, its mark, its element id.
    """
    missing = set(wanted)
    update: dict[Key, Owned] = {}
    remove: list[Owned] = []
    unchanged = 0
    for *parts, mark, at in rows:
        key = tuple(parts)
        if key not in missing:
            # No longer wanted, or a second copy of what was met before.
            remove.append(Owned(key, mark, at))
            continue
        missing.discard(key)
        if wanted[key] == mark:
            unchanged += 1
        else:
            update[key] = Owned(key, mark, at)
    return Difference(frozenset(missing), update, remove, unchanged)
