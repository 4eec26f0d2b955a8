"""A graph as Neo4j holds it: which one is asked where there are several, and what lies around one thing in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kgbuild import pipeline
from kgbuild.config import Config
from kgbuild.errors import ConfigError, WorkspaceError
from kgbuild.model import Claim, Document, Edge, Entity, Evidence, Graph, StoredClaim
from kgbuild.projection import MARK
from kgbuild.schema import Schema
from kgbuild.stages.store.neo4j import ask

__all__ = ["Loaded"]

_GRAPHS = """MATCH (one:KgbuildMeta) WHERE one.id <> 'schema'
RETURN one.id AS id, one.file AS file, one.sync IS NOT NULL AS unfinished ORDER BY id"""

# The oldest layout did not say whose graph it was.
_ANONYMOUS = f"MATCH (one:Entity) WHERE one.{MARK} IS NOT NULL RETURN one.id AS id LIMIT 1"

_UNFINISHED = "its load goes on or broke off, so something may be missing; `kgbuild sync` finishes it"

# Neither nodes of somebody else nor what is kept only because somebody's relationships hang on it.
_OURS = "$workspace IN ['', {0}.workspace] AND NOT {0}.kgbuild STARTS WITH 'kept'"

_MEANT = f"""UNWIND $meant AS id
  MATCH (one:Entity {{id: id}})
  WHERE {_OURS.format("one")}"""

_WHO = f"""MATCH (one:Entity)
WHERE {_OURS.format("one")} AND ($text IN [one.id] + coalesce(one.merged_ids, [])
  OR toLower($text) IN [alias IN [one.name] + coalesce(one.aliases, []) | toLower(alias)])
RETURN one.id AS id, [label IN labels(one) WHERE label <> 'Entity'] AS labels ORDER BY id"""

_ALIKE = f"""MATCH (one:Entity)
WHERE {_OURS.format("one")}
UNWIND [one.name] + coalesce(one.aliases, []) AS name
WITH DISTINCT name
WHERE any(word IN split(toLower(name), ' ') WHERE left(word, 1) IN $begins)
RETURN name ORDER BY name"""

_TITLED = f"""MATCH (one:Document)
WHERE {_OURS.format("one")} AND ($text = one.id OR toLower($text) = toLower(one.title))
RETURN one.id AS id LIMIT 1"""

# The claims that the thing is a side of, that stand in it, or that it is.
_CLAIMS = f"""CALL () {{
  {_MEANT}
  MATCH (one)<-[:SUBJECT|OBJECT]-(claim:Claim)
  RETURN claim
  UNION
  MATCH (claim:Claim {{id: $text}})
  RETURN claim
  UNION
  MATCH (claim:Claim)-[:STATED_IN]->(:Document {{id: $document}})
  RETURN claim
}}
WITH claim WHERE {_OURS.format("claim")}
MATCH (subject:Entity)<-[:SUBJECT]-(claim)-[:OBJECT]->(object:Entity)
MATCH (claim)-[stated:STATED_IN]->(report:Document)
WITH claim, subject, object, report,
  collect({{start: stated.start, end: stated.end, quote: stated.quote}}) AS evidence
RETURN
  properties(claim) AS claim,
  subject.id AS subject,
  object.id AS object,
  COLLECT {{ MATCH (claim)-[:SAID_BY]->(speaker:Entity) RETURN speaker.id }}[0] AS by,
  report.id AS document,
  evidence
ORDER BY document, claim.id"""

_EDGES = f"""{_MEANT}
MATCH (one)-[edge]-(:Entity)
WITH DISTINCT edge WHERE edge.kgbuild IS NOT NULL
RETURN startNode(edge).id AS subject, type(edge) AS type, endNode(edge).id AS object, properties(edge) AS edge
ORDER BY type, subject, object"""

# With all documents that mention an entity if it is meant, and else with the one that is meant, if any.
_ENTITIES = f"""CALL () {{
  {_MEANT}
  RETURN one, true AS meant
  UNION
  MATCH (one:Entity)-[:MENTIONED_IN]->(:Document {{id: $document}})
  RETURN one, false AS meant
  UNION
  UNWIND $ids AS id
  MATCH (one:Entity {{id: id}})
  RETURN one, false AS meant
}}
WITH one, max(CASE WHEN meant THEN 1 ELSE 0 END) = 1 AS meant WHERE {_OURS.format("one")}
RETURN
  properties(one) AS entity,
  [label IN labels(one) WHERE label <> 'Entity'] AS labels,
  meant,
  COLLECT {{
    MATCH (one)-[mentioned:MENTIONED_IN]->(report:Document)
    WHERE meant OR report.id = $document
    RETURN [report.id, mentioned.count] ORDER BY report.id
  }} AS documents
ORDER BY one.id"""

_DOCUMENTS = f"""UNWIND $ids AS id
MATCH (one:Document {{id: id}})
WHERE {_OURS.format("one")}
RETURN properties(one) AS document
ORDER BY one.id"""

Row = dict[str, Any]


class Loaded:
    """The graph of one workspace, as it was loaded into Neo4j; `note` is what a person should know of it.

    Args:
        config: names Neo4j, and the workspace.
        workspace: the id of the workspace whose graph is asked. Without it, it is the one that `config` names if
            there is one, or else the only one in Neo4j.

    Raises:
        ConfigError: Neo4j has no graph at all, no such graph, not that of the workspace, or several.
        StoreUnavailable: Neo4j cannot be reached, refuses us, or broke off.
    """

    def __init__(self, config: Config, workspace: str | None = None) -> None:
        self._settings = config.neo4j
        self._schema = config.schema
        graphs = ask(_GRAPHS, {}, settings=self._settings)
        if not (graphs or workspace or ask(_ANONYMOUS, {}, settings=self._settings)):
            raise ConfigError(
                f"there is no graph of kgbuild in the database at {config.neo4j.uri}",
                hint="load one with `kgbuild sync`; NEO4J_DATABASE names another database",
            )
        files = {row["id"]: row["file"] or "" for row in graphs}
        self.workspace = _choose(files, config=config, workspace=workspace)
        unfinished = {row["id"] for row in graphs if row["unfinished"]}
        self.note = (
            f"{files[self.workspace] or self.workspace}: {_UNFINISHED}" if self.workspace in unfinished else None
        )

    def ask(self, query: str, parameters: Mapping[str, Any]) -> list[Row]:
        """The rows of a query that may use `$workspace`; columns of nodes and paths are left out."""
        return ask(query, {**parameters, "workspace": self.workspace}, settings=self._settings)

    def called(self, text: str) -> tuple[tuple[str, str], ...]:
        """The entities with this id, name or alias, in whatever case, as (id, label), sorted by id."""
        rows = self.ask(_WHO, {"text": text})
        return tuple((row["id"], _label(row["labels"], self._schema)) for row in rows)

    def has_document(self, text: str) -> bool:
        """Whether there is a document with this id, or with this title in whatever case."""
        return bool(self.ask(_TITLED, {"text": text}))

    def names_like(self, text: str) -> list[str]:
        """The names that have a word with the first letter of one of the text's."""
        begins = sorted({word[:1] for word in text.lower().split()})
        return [row["name"] for row in self.ask(_ALIKE, {"begins": begins})]

    def around(self, reference: str) -> tuple[Graph, list[StoredClaim], dict[str, str]]:
        """What lies around an entity, a claim or a document: of the graph, what is needed to show it.

        Args:
            reference: an id, or the name or an alias of entities.

        Returns:
            The graph; its claims; and the ids that its entities have taken over by merges, each with that of the
            entity. Documents have neither texts nor paths, since Neo4j has none.
        """
        text = " ".join(reference.split())
        asked = {"text": text, "document": reference, "meant": [id for id, _ in self.called(text)]}
        claims = [_claim(row) for row in self.ask(_CLAIMS, asked)]
        edges = tuple(_edges(self.ask(_EDGES, asked), claims))
        ids = sorted({id for one in claims for id in (one.subject, one.object, one.by) if id is not None})
        rows = self.ask(_ENTITIES, {**asked, "ids": ids})
        reports = {reference, *(one.document for one in claims)}
        reports.update(id for row in rows for id, _ in row["documents"])
        documents = self.ask(_DOCUMENTS, {"ids": sorted(reports)})
        redirects = {old: row["entity"]["id"] for row in rows for old in row["entity"].get("merged_ids", ())}
        entities = tuple(_entity(row, schema=self._schema) for row in rows)
        return Graph(tuple(map(_document, documents)), entities, edges), claims, redirects


def _choose(graphs: Mapping[str, str], *, config: Config, workspace: str | None) -> str:
    """The id of the workspace that is asked; empty where no graph says whose it is."""
    listed = ", ".join(f"{id} ({file})" if file else id for id, file in graphs.items())
    if workspace is not None:
        if workspace not in graphs:
            raise ConfigError(
                f"Neo4j has no graph of a workspace {workspace!r}",
                hint=f"it has {listed}" if listed else "load one with `kgbuild sync`",
            )
        return workspace
    if not graphs:
        return ""
    own = _own(config)
    if own in graphs:
        return own
    if own:
        others = f"those of {len(graphs)} workspaces" if len(graphs) > 1 else "that of another workspace"
        raise ConfigError(
            f"Neo4j does not have the graph of {config.db}, but {others}: {listed}",
            hint="load yours with `kgbuild sync`, or add --workspace ID",
        )
    if len(graphs) > 1:
        raise ConfigError(f"Neo4j has the graphs of {len(graphs)} workspaces: {listed}", hint="add --workspace ID")
    return next(iter(graphs))


def _own(config: Config) -> str:
    """The id of the workspace that the settings name; empty if there is none, or none that can be read."""
    if not config.db.exists():
        return ""
    try:
        with pipeline.open_workspace(config) as own:
            return own.identity()
    except WorkspaceError:
        return ""


def _claim(row: Row) -> StoredClaim:
    told = row["claim"]
    claim = Claim(
        told["type"],
        row["subject"],
        row["object"],
        tuple(sorted(Evidence(one["start"], one["end"], one["quote"]) for one in row["evidence"])),
        told["modality"],
        told["confidence"],
        **{name: told.get(name) for name in ("role", "rank", "count", "date", "date_from", "date_to")},
        by=row["by"],
    )
    sides = (row["subject"], row["object"], row["by"])
    return StoredClaim(told["id"], row["document"], *sides, claim, told.get("status"))


def _edges(rows: Iterable[Row], claims: Iterable[StoredClaim]) -> Iterator[Edge]:
    by_sides: dict[tuple[str, str, str], list[StoredClaim]] = defaultdict(list)
    for one in claims:
        by_sides[one.claim.type, one.subject, one.object].append(one)
    told = {(row["type"], row["subject"], row["object"]): row["edge"] for row in rows}
    for (type, subject, object), edge in told.items():
        of_edge = by_sides[type, subject, object]
        # An edge without a direction also sums up the claims that have its sides the other way round.
        if (type, object, subject) not in told:
            of_edge = of_edge + by_sides[type, object, subject]
        cited = (edge.get("first_cited"), edge.get("last_cited"), edge["publications"])
        yield Edge(type, subject, object, tuple(of_edge), *cited)


def _entity(row: Row, *, schema: Schema) -> Entity:
    told = row["entity"]
    attributes = {name: told[name] for name in told[MARK].split(" ")[1:] if name in told}
    return Entity(
        told["id"],
        _label(row["labels"], schema),
        told["name"],
        tuple(told.get("aliases", ())),
        dict(row["documents"]),
        {name: f"{one:.4f}" if isinstance(one, float) else one for name, one in attributes.items()},
    )


def _label(labels: Sequence[str], schema: Schema) -> str:
    """The label that the schema has: a user may have given the node more."""
    return next((one for one in labels if one in schema.labels), labels[0] if labels else "Entity")


def _document(row: Row) -> Document:
    told = row["document"]
    return Document(told["id"], "", told.get("title"), told.get("source"), told.get("published"))
