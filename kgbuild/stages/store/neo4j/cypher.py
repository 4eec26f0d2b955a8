"""The Cypher that `sync` sends.

Every value is a parameter. Labels and relationship types are put into the text, after `projection.check`.
Each statement takes `$rows` and returns how many of them it served. `mark` stands for the property `kgbuild`,
which only what kgbuild wrote carries; a statement touches nothing that lacks the mark it was told.
"""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.stages.store.neo4j.projection import NODE_LABELS, Node, Relationship

__all__ = [
    "CONSTRAINTS",
    "OWNED_NODES",
    "OWNED_RELATIONSHIPS",
    "REMOVE_NODES",
    "REMOVE_RELATIONSHIPS",
    "RETIRE_NODES",
    "UPDATE_RELATIONSHIPS",
    "create_node",
    "create_relationship",
    "update_node",
]

CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT kgbuild_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label in NODE_LABELS
)

OWNED_NODES = tuple(
    f"MATCH (n:{label}) WHERE n.kgbuild IS :: STRING NOT NULL "
    f"RETURN '{label}' AS label, n.id AS id, n.kgbuild AS mark, elementId(n) AS at"
    for label in NODE_LABELS
)

# All of ours start at our entities and claims; reading from there also meets types that have left the schema.
OWNED_RELATIONSHIPS = tuple(
    f"MATCH (a:{label})-[r]->(b) WHERE a.kgbuild IS NOT NULL AND r.kgbuild IS :: STRING NOT NULL "
    "WITH a, r, b, type(r) = 'STATED_IN' AS stated "
    "RETURN type(r) AS type, a.id AS origin, b.id AS target, "
    "CASE WHEN stated THEN r.start END AS start, CASE WHEN stated THEN r.end END AS end, "
    "r.kgbuild AS mark, elementId(r) AS at"
    for label in ("Entity", "Claim")
)

_OUR_NODE = "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.at AND n.kgbuild = row.mark "
_OUR_RELATIONSHIP = "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.at AND r.kgbuild = row.mark "

REMOVE_RELATIONSHIPS = _OUR_RELATIONSHIP + "DELETE r RETURN count(*) AS served"

UPDATE_RELATIONSHIPS = _OUR_RELATIONSHIP + "SET r += row.properties RETURN count(*) AS served"

# Ours are gone from these nodes by now, so any relationship that is left is a user's and must stay.
REMOVE_NODES = _OUR_NODE + "AND NOT EXISTS { (n)--() } DELETE n RETURN count(*) AS served"

RETIRE_NODES = _OUR_NODE + "SET n += row.retired RETURN count(*) AS served"


def create_node(node: Node) -> str:
    """The statement that creates nodes like `node`, and leaves alone a user's node that has its id."""
    return (
        f"UNWIND $rows AS row MERGE (n:{node.label} {{id: row.properties.id}}) "
        f"ON CREATE SET {_kind(node)}n = row.properties "
        "WITH n, row WHERE n.kgbuild = row.properties.kgbuild RETURN count(*) AS served"
    )


def update_node(node: Node, *, kinds: Iterable[str]) -> str:
    """The statement that gives nodes like `node` their new properties, and their kind in place of others."""
    others = "".join(f":{kind}" for kind in sorted(kinds) if kind != node.kind)
    remove = f"REMOVE n{others} " if node.kind and others else ""
    return f"{_OUR_NODE}{remove}SET {_kind(node)}n += row.properties RETURN count(*) AS served"


def create_relationship(one: Relationship) -> str:
    """The statement that creates relationships like `one`, beside any that a user drew between the nodes."""
    return (
        f"UNWIND $rows AS row MATCH (a:{one.origin[0]} {{id: row.origin}}) "
        f"MATCH (b:{one.target[0]} {{id: row.target}}) "
        f"MERGE (a)-[r:{one.type} {{kgbuild: row.properties.kgbuild}}]->(b) "
        "ON CREATE SET r = row.properties RETURN count(*) AS served"
    )


def _kind(node: Node) -> str:
    return f"n:{node.kind}, " if node.kind else ""
