"""The Cypher that `sync` sends.

Every value is a parameter. Labels and relationship types are put into the text, after `projection.check`.
`$workspace` is the id of the workspace whose graph is meant. A statement that writes takes `$rows` and returns how
many of them it served. `mark` stands for the property `kgbuild`, which only what kgbuild wrote carries; a
statement touches nothing that lacks the mark it was told.
"""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.projection import META, NODE_LABELS, Node, Relationship

__all__ = [
    "ADOPT",
    "BEGIN",
    "CALLED_NODES",
    "FINISH",
    "FORGET",
    "HOLD",
    "KEPT_NODES",
    "META_NODES",
    "REMOVE_NODES",
    "REMOVE_RELATIONSHIPS",
    "RETIRE_NODES",
    "SCHEMA_NAMES",
    "SET_VERSION",
    "UPDATE_RELATIONSHIPS",
    "create_node",
    "create_relationship",
    "owned_nodes",
    "owned_relationships",
    "update_node",
]

# What there is

META_NODES = (
    f"MATCH (m:{META}) RETURN m.id AS id, m.version AS version, m.file AS file, m.sync AS sync, "
    "coalesce(m.runs, 0) AS runs ORDER BY id"
)

SCHEMA_NAMES = tuple(
    f"SHOW {kind} YIELD name WHERE name STARTS WITH 'kgbuild_' RETURN name" for kind in ("CONSTRAINTS", "INDEXES")
)


def owned_nodes(*, adopted: bool) -> tuple[str, ...]:
    """The queries for the nodes of the workspace's graph: label, id, mark, element id.

    Args:
        adopted: whether the nodes say whose they are; those of an older kgbuild do not, and are all one's.
    """
    return tuple(
        f"MATCH {_ours('n', label, adopted)} "
        f"RETURN '{label}' AS label, n.id AS id, n.kgbuild AS mark, elementId(n) AS at"
        for label in NODE_LABELS
    )


def owned_relationships(*, adopted: bool) -> tuple[str, ...]:
    """The queries for the relationships of the workspace's graph: type, ends, offsets, mark, element id.

    All of them start at its entities and claims; reading from there also meets types that have left the schema.
    """
    whose = "b.workspace = $workspace AND " if adopted else ""
    return tuple(
        f"MATCH {_ours('a', label, adopted)} MATCH (a)-[r]->(b) "
        f"WHERE r.kgbuild IS :: STRING NOT NULL AND {whose}b.kgbuild IS :: STRING NOT NULL "
        "WITH a, r, b, type(r) = 'STATED_IN' AS stated "
        "RETURN type(r) AS type, a.id AS origin, b.id AS target, "
        "CASE WHEN stated THEN r.start END AS start, CASE WHEN stated THEN r.end END AS end, "
        "r.kgbuild AS mark, elementId(r) AS at"
        for label in ("Entity", "Claim")
    )


def _ours(name: str, label: str, adopted: bool) -> str:
    # That it has an id is said for the sake of the index, which covers workspace and id together.
    whose = f"{name}.workspace = $workspace AND {name}.id IS NOT NULL AND " if adopted else ""
    return f"({name}:{label}) WHERE {whose}{name}.kgbuild IS :: STRING NOT NULL"


# Book-keeping

ADOPT = tuple(
    f"MATCH (n:{label}) WHERE n.kgbuild IS :: STRING NOT NULL "
    "AND (n.workspace IS NULL OR n.workspace <> $workspace) "
    "WITH n LIMIT $limit SET n.workspace = $workspace RETURN count(*) AS served"
    for label in NODE_LABELS
)

SET_VERSION = f"MERGE (m:{META} {{id: 'schema'}}) SET m.version = $version"

# A run that writes puts its token there; whoever finds another one knows that a later run has taken over. The
# runs are counted, so that one that has read what is there can see that nobody has changed it since. To write a
# property takes the node's lock until the transaction ends, so two runs never write at once.
BEGIN = (
    f"MERGE (m:{META} {{id: $workspace}}) SET m.file = m.file "
    "WITH m WHERE $takes_over OR (m.sync IS NULL AND coalesce(m.runs, 0) = $runs) "
    "SET m.file = $file, m.sync = $token, m.runs = coalesce(m.runs, 0) + 1 RETURN count(*) AS served"
)

HOLD = f"MATCH (m:{META} {{id: $workspace}}) SET m.sync = m.sync RETURN m.sync = $token AS held"

FINISH = f"MATCH (m:{META} {{id: $workspace}}) WHERE m.sync = $token REMOVE m.sync"

FORGET = f"MATCH (m:{META} {{id: $workspace}}) WHERE m.sync = $token DELETE m"

# Changes

_OUR_NODE = "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.at AND n.kgbuild = row.mark "
_OUR_RELATIONSHIP = "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.at AND r.kgbuild = row.mark "

REMOVE_RELATIONSHIPS = _OUR_RELATIONSHIP + "DELETE r RETURN count(*) AS served"

UPDATE_RELATIONSHIPS = _OUR_RELATIONSHIP + "SET r += row.properties RETURN count(*) AS served"

# Ours are gone from these nodes by now, so any relationship that is left is a user's and must stay.
REMOVE_NODES = _OUR_NODE + "AND NOT EXISTS { (n)--() } DELETE n RETURN count(*) AS served"

RETIRE_NODES = _OUR_NODE + "SET n += row.properties RETURN count(*) AS served"

CALLED_NODES = _OUR_NODE + "RETURN row.at AS at, labels(n) AS labels, coalesce(n.name, n.title, '') AS name"

KEPT_NODES = _OUR_NODE + "AND EXISTS { (n)-[r]-() WHERE r.kgbuild IS NULL } RETURN collect(row.at) AS kept"


def create_node(node: Node) -> str:
    """The statement that creates nodes like `node`."""
    kind = f":{node.kind}" if node.kind else ""
    return f"UNWIND $rows AS row CREATE (n:{node.label}{kind}) SET n = row RETURN count(*) AS served"


def update_node(node: Node, *, kinds: Iterable[str]) -> str:
    """The statement that gives nodes like `node` their new properties, and their kind in place of others."""
    others = "".join(f":{kind}" for kind in sorted(kinds) if kind != node.kind)
    remove = f"REMOVE n{others} " if node.kind and others else ""
    kind = f"n:{node.kind}, " if node.kind else ""
    return f"{_OUR_NODE}{remove}SET {kind}n += row.properties RETURN count(*) AS served"


def create_relationship(one: Relationship) -> str:
    """The statement that creates relationships like `one`, beside any that a user drew between the nodes."""
    return (
        f"UNWIND $rows AS row {_end('a', one.origin[0], 'row.origin')}{_end('b', one.target[0], 'row.target')}"
        f"CREATE (a)-[r:{one.type}]->(b) SET r = row.properties RETURN count(*) AS served"
    )


def _end(name: str, label: str, id: str) -> str:
    # Without the hint the planner, which counts only committed nodes, takes the index of `id` alone now and then;
    # that one looks through all nodes that the transaction has created, for every row.
    return (
        f"MATCH ({name}:{label} {{workspace: $workspace, id: {id}}}) "
        f"USING INDEX SEEK {name}:{label}(workspace, id) "
    )
