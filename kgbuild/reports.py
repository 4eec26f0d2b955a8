"""What has come of a command that changes the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.errors import KgbuildError
from kgbuild.model import Skipped

if TYPE_CHECKING:
    from kgbuild.stages.store.neo4j import SyncReport

__all__ = ["GraphReport", "IngestReport"]


@dataclass(frozen=True, slots=True)
class GraphReport:
    """What the graph holds now, where it was written, and what could not be written.

    `entities` counts them by label, `edges` by type; `outputs` names each output that was written and tells
    where; `sync` is what was changed in Neo4j, None where none was loaded. `notes` are what else a person should
    know.
    """

    entities: dict[str, int]
    edges: dict[str, int]
    outputs: dict[str, str]
    sync: SyncReport | None = None
    failures: tuple[KgbuildError, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """That of the first failure; 0 when all was written."""
        return self.failures[0].exit_code if self.failures else 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of each file, by document id, and of the graph."""

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    graph: GraphReport

    @property
    def exit_code(self) -> int:
        """The graph's; else 1 when a document was skipped that should not have been."""
        return self.graph.exit_code or int(any(not one.expected for one in self.skipped))
