"""What we define in a database, which version of it is there, and how an older one becomes the present one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kgbuild.errors import StoreUnavailable
from kgbuild.projection import META, NODE_LABELS, VERSION
from kgbuild.stages.store.neo4j import cypher

if TYPE_CHECKING:
    from kgbuild.stages.store.neo4j.server import Database

__all__ = ["DEFINITIONS", "Layout", "bring_up_to_date", "inspect"]

_ADOPT_AT_ONCE = 20_000  # nodes in one transaction

# By name. An id is unique in its workspace's graph, not in the database, so each has an index of its own.
DEFINITIONS = {
    **{
        f"kgbuild_{label.lower()}": f"CREATE CONSTRAINT kgbuild_{label.lower()} IF NOT EXISTS "
        f"FOR (n:{label}) REQUIRE (n.workspace, n.id) IS UNIQUE"
        for label in NODE_LABELS
    },
    "kgbuild_meta": f"CREATE CONSTRAINT kgbuild_meta IF NOT EXISTS FOR (n:{META}) REQUIRE n.id IS UNIQUE",
    **{
        f"kgbuild_{name}": f"CREATE INDEX kgbuild_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{property})"
        for name, label, property in (
            ("entities_by_id", "Entity", "id"),
            ("entities_by_name", "Entity", "name"),
            ("claims_by_id", "Claim", "id"),
            ("documents_by_id", "Document", "id"),
        )
    },
    **{
        f"kgbuild_{name}": f"CREATE FULLTEXT INDEX kgbuild_{name} IF NOT EXISTS "
        f"FOR {pattern} ON EACH [{properties}]"
        for name, pattern, properties in (
            ("names", "(n:Entity)", "n.name, n.aliases"),
            ("titles", "(n:Document)", "n.title"),
            ("quotes", "()-[n:STATED_IN]-()", "n.quote"),
        )
    },
}

# What version 1 had, where an id was unique in the whole database.
_FIRST = tuple(f"kgbuild_{label.lower()}_id" for label in NODE_LABELS)


@dataclass(frozen=True, slots=True)
class Layout:
    """What is in the database of ours: the version (0: nothing), what is defined, and which graphs there are.

    `graphs` maps the id of each workspace to what people call it, `runs` to how often it was written; `unfinished`
    are those whose load broke off, or is going on.
    """

    version: int
    defined: frozenset[str]
    graphs: dict[str, str]
    unfinished: frozenset[str] = frozenset()
    runs: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_older(self) -> bool:
        """Whether an older kgbuild wrote it."""
        return 0 < self.version < VERSION

    def steps(self) -> Iterator[str]:
        """Tell what `bring_up_to_date` has to do."""
        if self.is_older:
            yield f"layout {self.version} becomes {VERSION}"
        yield from sorted(DEFINITIONS.keys() - self.defined)


def inspect(database: Database) -> Layout:
    """Find out what of ours is in the database.

    Raises:
        StoreUnavailable: a newer kgbuild wrote it.
    """
    meta: list[dict[str, Any]] = database.ask(cypher.META_NODES, {})
    defined = frozenset(row["name"] for query in cypher.SCHEMA_NAMES for row in database.ask(query, {}))
    versions = [row["version"] for row in meta if row["id"] == "schema"]
    version = versions[0] if versions else 1 if defined.intersection(_FIRST) else 0
    if version > VERSION:
        raise StoreUnavailable(
            f"a newer kgbuild wrote the graph in this Neo4j (layout {version}; this one knows {VERSION})",
            hint="upgrade kgbuild, or use another database",
        )
    of_graphs = {row["id"]: row for row in meta if row["id"] != "schema"}
    return Layout(
        version,
        defined,
        graphs={id: row["file"] or "" for id, row in of_graphs.items()},
        unfinished=frozenset(id for id, row in of_graphs.items() if row["sync"] is not None),
        runs={id: row["runs"] for id, row in of_graphs.items()},
    )


def bring_up_to_date(database: Database, layout: Layout, *, workspace: str) -> None:
    """Define what is missing, and turn what an older kgbuild wrote into the present layout.

    Broken off anywhere, it goes on where it stopped when it is called again.

    Args:
        workspace: who takes over a graph of version 1, which did not say whose it was: one that is
            synchronised replaces it, as version 1 did.
    """
    if layout.is_older:
        # Written down before its constraints go, by which it is known.
        database.change(cypher.SET_VERSION, version=layout.version)
        for statement in cypher.ADOPT:
            while database.change(statement, workspace=workspace, limit=_ADOPT_AT_ONCE):
                pass
        # Before ours come, since an index cannot stand beside a constraint on the same property.
        for name in _FIRST:
            database.change(f"DROP CONSTRAINT {name} IF EXISTS")
    for name, definition in DEFINITIONS.items():
        if name not in layout.defined:
            database.change(definition)
    if layout.version < VERSION:
        database.change(cypher.SET_VERSION, version=VERSION)
