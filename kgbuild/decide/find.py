"""Finds what a person means by an entity's or a claim's id, or by a name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kgbuild.decide.desk import Desk
from kgbuild.errors import ConfigError
from kgbuild.model import Entity, StoredClaim

__all__ = ["find_claim", "find_entity"]


def find_entity(reference: str, desk: Desk) -> Entity:
    """The entity with this id, also one that was merged away, or the only one with exactly this name.

    Raises:
        ConfigError: there is none, or more than one has the name; the message lists them.
    """
    by_id = {entity.id: entity for entity in desk.graph.entities}
    id = desk.workspace.redirects().get(reference, reference)
    if id in by_id:
        return by_id[id]
    name = " ".join(reference.split())
    found = [entity for entity in desk.graph.entities if name in (entity.name, *entity.aliases)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ConfigError(
            f"{len(found)} entities are called {name!r}: {'; '.join(map(_described, found))}",
            hint="give the id of one of them",
        )
    raise ConfigError(f"no entity is called {name!r}", hint=_suggestion(name, desk.graph.entities))


def find_claim(id: str, desk: Desk) -> StoredClaim:
    """The claim with this id.

    Raises:
        ConfigError: there is none.
    """
    for stored in desk.workspace.claims(desk.resolved.rulings.statuses):
        if stored.id == id:
            return stored
    raise ConfigError(f"there is no claim {id!r}", hint="`kgbuild write jsonl -` lists claims with their ids")


def _described(entity: Entity) -> str:
    count = len(entity.documents)
    return f"{entity.id} {entity.name} ({entity.label}, {count} document{'s' * (count != 1)})"


def _suggestion(name: str, entities: Iterable[Entity]) -> str:
    names = {known: entity for entity in entities for known in (entity.name, *entity.aliases)}
    close = get_close_matches(name, names, n=3)
    if close:
        return f"did you mean {' or '.join(f'{one} ({names[one].id})' for one in close)}?"
    return "give an id, or a name just as the graph has it"
