"""What people's decisions mean for the documents at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kgbuild.model import Decision, Member
from kgbuild.schema import CLAIM_STATUSES
from kgbuild.stages.store.workspace import Workspace

__all__ = ["Rulings", "rulings_of"]


@dataclass(frozen=True, slots=True)
class Rulings:
    """Decisions, each anchor of theirs as the (document id, local id) that stands there now.

    `same` and `different` are pairs with the number of their decision, later ones having higher numbers; `names`
    the entities' names by member, in the order of the decisions; `statuses` are those of claims, by id. `idle` are
    decisions on what is gone, and those that cannot be carried out; `unknown` are of kinds that only a newer
    kgbuild has.
    """

    same: tuple[tuple[Member, Member, int], ...] = ()
    different: tuple[tuple[Member, Member, int], ...] = ()
    names: dict[Member, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    idle: tuple[Decision, ...] = ()
    unknown: tuple[Decision, ...] = ()


def rulings_of(decisions: Iterable[Decision], *, workspace: Workspace) -> Rulings:
    """Find what each decision is about in the workspace.

    Args:
        decisions: in the order in which they apply.
    """
    pairs: dict[str, list[tuple[Member, Member, int]]] = {"same": [], "different": []}
    names: dict[Member, str] = {}
    statuses: dict[str, str] = {}
    idle, unknown = [], []
    for number, decision in enumerate(decisions, 1):
        members = [
            (anchor.document, local)
            for anchor in (decision.left, decision.right)
            if anchor is not None and (local := workspace.local_at(anchor)) is not None
        ]
        match decision.kind, members:
            # Two names that the document itself holds for one entity's cannot be told apart.
            case "same" | "different", [left, right] if left != right:
                pairs[decision.kind].append((left, right, number))
            case "rename", [member] if decision.name:
                names.pop(member, None)  # so that the last one stands last
                names[member] = decision.name
            case kind, _ if kind in CLAIM_STATUSES and decision.claim and workspace.has_claim(decision.claim):
                statuses[decision.claim] = kind
            case kind, _ if kind in ("same", "different", "rename", *CLAIM_STATUSES):
                idle.append(decision)
            case _:
                unknown.append(decision)
    return Rulings(tuple(pairs["same"]), tuple(pairs["different"]), names, statuses, tuple(idle), tuple(unknown))
