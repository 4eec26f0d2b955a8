"""Single decisions: two entities are one, one is two, is called otherwise, or a claim holds or does not."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.config import Config
from kgbuild.decide.desk import Desk, Outcome, at_desk
from kgbuild.decide.find import find_claim, find_entity
from kgbuild.decide.parting import part
from kgbuild.errors import ConfigError
from kgbuild.model import Anchor, Entity
from kgbuild.plugins import Progress
from kgbuild.schema import CLAIM_STATUSES

__all__ = ["mark", "merge", "rename", "split"]


def merge(
    left: str, right: str, *, config: Config, who: str, why: str = "", progress: Progress | None = None
) -> Outcome:
    """Decide that two entities are one, and write the graph anew.

    Args:
        left, right: ids or exact names.

    Raises:
        ConfigError: one of them is not there, or they are one already.
        OutputError: the decision cannot be written.
    """
    with at_desk(config=config, who=who, progress=progress) as desk:
        one, other = find_entity(left, desk), find_entity(right, desk)
        if one.id == other.id:
            raise ConfigError(f"{left!r} and {right!r} are one entity already: {one.id} {one.name}")
        pairs = [
            (desk.workspace.anchor_of(one.id), desk.workspace.anchor_of(other.id)),
            *_told_apart(one, other, desk),
        ]
        when = desk.time()
        desk.write([desk.sign("same", when=when, why=why, left=left, right=right) for left, right in pairs])
        desk.apply()
        return desk.finish()


def _told_apart(one: Entity, other: Entity, desk: Desk) -> Iterator[tuple[Anchor, Anchor]]:
    """Where people have told two entities apart: all of that must be taken back for them to be one as they are."""
    entity_of = desk.resolved.resolution.entity_of
    for left, right, _ in desk.resolved.rulings.different:
        if {entity_of[left], entity_of[right]} == {one.id, other.id}:
            yield desk.workspace.anchor_at(*left), desk.workspace.anchor_at(*right)


def split(
    entity: str,
    *,
    config: Config,
    who: str,
    name: str | None = None,
    document: str | None = None,
    why: str = "",
    progress: Progress | None = None,
) -> Outcome:
    """Decide that what has a name, or stands in a document, is not the rest of an entity; write the graph anew.

    Args:
        entity: its id or exact name.
        name: one of its names; what has it in any document goes apart.
        document: the id of a document; what stands there goes apart.

    Raises:
        ConfigError: the entity is not there, or nothing or all of it has the name or stands in the document.
        OutputError: the decisions cannot be written.
    """
    if (name is None) == (document is None):
        raise ConfigError("say what goes apart: give either --name or --document")
    with at_desk(config=config, who=who, progress=progress) as desk:
        found = find_entity(entity, desk)
        members = desk.members_of(found.id)
        if name is not None:
            wanted, names = " ".join(name.split()), desk.names
            apart = [member for member in members if wanted in names[member]]
            what, listed = f"named {wanted!r}", (found.name, *found.aliases)
        else:
            apart = [member for member in members if member[0] == document]
            what, listed = f"in document {document!r}", tuple(found.documents)
        if not apart or len(apart) == len(members):
            amount = "nothing" if not apart else "all"
            raise ConfigError(
                f"{amount} of {found.id} {found.name} is {what}", hint=f"it has: {'; '.join(listed)}"
            )
        part(desk, apart=apart, rest=[member for member in members if member not in apart], why=why)
        return desk.finish()


def rename(
    entity: str, name: str, *, config: Config, who: str, why: str = "", progress: Progress | None = None
) -> Outcome:
    """Decide what an entity is called, and write the graph anew.

    Args:
        entity: its id or exact name.

    Raises:
        ConfigError: the entity is not there, or is called so already, or the name is empty.
        OutputError: the decision cannot be written.
    """
    name = " ".join(name.split())
    if not name:
        raise ConfigError("the new name is empty")
    with at_desk(config=config, who=who, progress=progress) as desk:
        found = find_entity(entity, desk)
        if found.name == name:
            raise ConfigError(f"{found.id} is called {name!r} already")
        anchor = desk.workspace.anchor_of(found.id)
        desk.write([desk.sign("rename", when=desk.time(), why=why, left=anchor, name=name)])
        desk.apply()
        return desk.finish()


def mark(
    claim: str, status: str, *, config: Config, who: str, why: str = "", progress: Progress | None = None
) -> Outcome:
    """Decide what is to be thought of a claim, and write the graph anew; a rejected one makes no edge.

    Args:
        claim: its id.
        status: one of CLAIM_STATUSES.

    Raises:
        ConfigError: there is no such claim, or it has that status already.
        OutputError: the decision cannot be written.
    """
    if status not in CLAIM_STATUSES:
        raise ConfigError(f"there is no status {status!r}", hint=f"known: {', '.join(CLAIM_STATUSES)}")
    with at_desk(config=config, who=who, progress=progress) as desk:
        found = find_claim(claim, desk)
        if found.status == status:
            raise ConfigError(f"claim {claim} is {status} already")
        desk.write([desk.sign(status, when=desk.time(), why=why, claim=claim)])
        desk.apply()
        return desk.finish()
