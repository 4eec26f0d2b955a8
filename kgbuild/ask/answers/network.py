"""The graph as a network: who is cited with whom, ways from one to another, key nodes, communities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product

from kgbuild.ask.answers.rows import Found, Row, holds, in_order
from kgbuild.ask.asked import Asked
from kgbuild.ask.ledger import Ledger, first_quote, other_side
from kgbuild.model import Edge

__all__ = [
    "cited_together",
    "communities",
    "key_nodes",
    "most_cited",
    "namesakes",
    "only_links",
    "shortest_path",
]

_FAR = 8  # the most steps of a shortest path
_ROUNDS = 5


def most_cited(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which entities the documents mention most."""
    found: list[Found] = []
    for entity in ledger.graph.entities:
        if entity.mentions and asked.text("label") in ("", entity.label):
            row = {
                "name": entity.name,
                "label": entity.label,
                "mentions": entity.mentions,
                "documents": len(entity.documents),
                "claims": sum(len(edge.claims) for edge in ledger.near.get(entity.id, ())),
                "aliases": list(filter(None, entity.aliases)),
            }
            found.append(((-entity.mentions, -len(entity.documents), entity.name, entity.id), row))
    return in_order(found)


def cited_together(ledger: Ledger, asked: Asked) -> list[Row]:
    """With whom an entity is mentioned in the same documents, and whether a relation joins them."""
    found: list[Found] = []
    for entity in (ledger.entities[one] for one in asked.entities("name")):
        for other in ledger.graph.entities:
            shared = len(entity.documents.keys() & other.documents.keys())
            if shared and other.id != entity.id:
                edges = (
                    edge for edge in ledger.near.get(entity.id, ()) if other_side(edge, entity.id) == other.id
                )
                row = {
                    "name": other.name,
                    "label": other.label,
                    "documents": shared,
                    "documents_of_its_own": len(other.documents),
                    "relations": sorted({edge.type for edge in edges}),
                    "entity": entity.name,
                }
                found.append(((-shared, len(other.documents), other.name, other.id, entity.id), row))
    return in_order(found)


def shortest_path(ledger: Ledger, asked: Asked) -> list[Row]:
    """The shortest ways from one entity to another, over edges that are sure enough."""

    def passable(edge: Edge) -> bool:
        sure = edge.confidence >= asked.number("confidence") and len(edge.documents) >= asked.number("documents")
        return holds(edge) and sure

    found: list[Found] = []
    pairs = product(asked.entities("from"), asked.entities("to"))
    for start, end in (pair for pair in pairs if pair[0] != pair[1]):
        near = {entity: [edge for edge in edges if passable(edge)] for entity, edges in ledger.near.items()}
        for path in _shortest(near, start, end):
            ids = [start]
            for edge in path:
                ids.append(other_side(edge, ids[-1]))
            row = {
                "steps": len(path),
                "names": [ledger.name(one) for one in ids],
                "relations": [edge.type for edge in path],
                "documents": [len(edge.documents) for edge in path],
                "confidence": min(edge.confidence for edge in path),
                "quotes": [first_quote(edge) for edge in path],
            }
            subjects = [edge.subject for edge in path]
            found.append(((len(path), row["names"], row["relations"], ids, subjects), row))
    return in_order(found)


def key_nodes(ledger: Ledger, asked: Asked) -> list[Row]:
    """Who stands between the most pairs of neighbours that no edge joins; a broker in Burt's sense (1992)."""
    near = {entity: ledger.neighbours(entity) for entity in ledger.near}
    found: list[Found] = []
    for entity in ledger.graph.entities:
        around = near.get(entity.id, set())
        if around and asked.text("label") in ("", entity.label):
            joined = sum(len(near[one] & around) for one in around) // 2
            unjoined = len(around) * (len(around) - 1) // 2 - joined
            row = {
                "name": entity.name,
                "label": entity.label,
                "neighbours": len(around),
                "unjoined_pairs": unjoined,
                "mentions": entity.mentions,
            }
            found.append(((-unjoined, -len(around), entity.name, entity.id), row))
    return in_order(found)


def communities(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which people, units and bodies belong together, by label propagation (Raghavan et al. 2007).

    Each entity begins with a word of its own, and in each of five rounds takes the word that most of its
    neighbours have; an edge has as many votes as documents, and an entity one for its own word.
    """
    words = {entity.id: entity.id for entity in ledger.graph.entities if entity.label != "Place"}
    for _ in range(_ROUNDS):
        words = {entity: _word_around(ledger, entity, words) for entity in words}
    members: dict[str, list[str]] = defaultdict(list)
    for entity, word in words.items():
        members[word].append(entity)
    found: list[Found] = []
    for word, together in members.items():
        if len(together) >= asked.number("smallest"):
            entities = (ledger.entities[one] for one in together)
            order = sorted((-one.mentions, one.name, one.id) for one in entities)
            row = {"size": len(together), "members": [name for _, name, _ in order], "community": word}
            found.append(((-len(together), word), row))
    return in_order(found)


def only_links(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which relations alone hold two parts together: there is no way round of up to three steps."""
    near = {entity: ledger.neighbours(entity) for entity in ledger.near}
    found: list[Found] = []
    for edge, _ in ledger.edges():
        if holds(edge) and _is_bridge(ledger, edge, near):
            relations = len(ledger.near[edge.subject]) + len(ledger.near[edge.object])
            row = {
                "subject": ledger.name(edge.subject),
                "type": edge.type,
                "object": ledger.name(edge.object),
                "relations_of_both": relations,
                "modality": edge.modality,
                "confidence": edge.confidence,
                "documents": len(edge.documents),
                "quote": first_quote(edge),
            }
            names = (edge.type, row["subject"], row["object"])
            found.append(((-relations, *names, edge.subject, edge.object), row))
    return in_order(found)


def namesakes(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which entities have a name or alias in common, whatever its case; those of most entities first."""
    found: list[Found] = []
    for name, bearers in ledger.by_name.items():
        if len(bearers) > 1 and name:
            entities = [ledger.entities[one] for one in sorted(bearers)]
            row = {
                "name": name,
                "entities": len(entities),
                "ids": [one.id for one in entities],
                "names": [one.name for one in entities],
                "labels": [one.label for one in entities],
            }
            found.append(((-len(entities), name), row))
    return in_order(found)


def _shortest(near: dict[str, list[Edge]], start: str, end: str) -> Iterator[list[Edge]]:
    """Yield all shortest ways from one entity to another, breadth first."""
    ways: dict[str, list[list[Edge]]] = {start: [[]]}
    seen = {start}
    for _ in range(_FAR):
        further: dict[str, list[list[Edge]]] = defaultdict(list)
        for entity, paths in ways.items():
            for edge in near.get(entity, ()):
                if other_side(edge, entity) not in seen:
                    further[other_side(edge, entity)] += [[*path, edge] for path in paths]
        if end in further:
            yield from further[end]
            return
        seen |= further.keys()
        ways = further


def _word_around(ledger: Ledger, entity: str, words: dict[str, str]) -> str:
    votes = Counter({words[entity]: 1})
    for edge in ledger.near.get(entity, ()):
        other = other_side(edge, entity)
        if other in words and holds(edge):
            votes[words[other]] += len(edge.documents)
    return min(votes, key=lambda word: (-votes[word], word))


def _is_bridge(ledger: Ledger, edge: Edge, near: dict[str, set[str]]) -> bool:
    left, right = near[edge.subject] - {edge.object}, near[edge.object] - {edge.subject}
    between = [one for one in ledger.near[edge.subject] if other_side(one, edge.subject) == edge.object]
    if len(between) > 1 or not left or not right or left & right:
        return False
    return all(near[one].isdisjoint(right) for one in left)
