"""Small invented graphs to look at."""

from __future__ import annotations

from itertools import pairwise

from kgbuild.model import Claim, Edge, Entity, Graph
from tests.factories import make_claim, make_document, make_edge, make_entity, make_graph, make_stored_claim

__all__ = ["HOSTILE", "chain_graph", "hostile_graph", "patrol_graph"]

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'; alert(1); '",
    "{{ 7 * 7 }} {% raw %} ${alert(1)}",
    "]]><!-- <script>alert(1)//",
    "line\u2028and\u2029paragraph",
    "\u202egnol dna desrever\x00\x07",
    "javascript:alert(1)",
    "__proto__",
    "&lt;b&gt; &amp; href",
    "長" * 10_000,
)


def patrol_graph() -> Graph:
    """Eight entities, one of them without an edge, edges of all modalities, and names in many scripts."""
    documents = (
        make_document("column", title="Column on the river", published="2021-05-06"),
        make_document("report", title="Harbour watch", published="2021-03-04", source="The Kestrel"),
    )
    entities = (
        make_entity("n1", "9th Lake Brigade", aliases=("9 Bde", "Brigade of the Lake"), documents={"report": 7}),
        make_entity("n2", "Ada Nwosu", label="Person", documents={"column": 3, "report": 2}),
        make_entity("n3", "Port Sable", label="Place", attributes={"country": "Norland"}),
        make_entity("n4", "لواء الصقر", aliases=("Falcon Brigade",), documents={"column": 2}),
        make_entity("n5", "Речная стража"),
        make_entity("n6", "湖警備隊"),
        make_entity("n7", "Zoë Müller 🛶", label="Person"),
        make_entity("n8", "Ministry of Tides", label="Organisation"),
    )
    edges = [_command(), *(make_edge(claim, first=at) for at, claim in enumerate(_single_claims(), 3))]
    return Graph(documents, entities, tuple(sorted(edges, key=lambda one: (one.type, one.subject, one.object))))


def _command() -> Edge:
    """An edge that two documents state, one of them more surely."""
    leads = make_claim(
        "COMMANDS", "n2", "n1", quote="Col Ada Nwosu leads the brigade.", rank="Col", role="leader", by="n8"
    )
    named = make_claim("COMMANDS", "n2", "n1", quote="Nwosu was named to it.", confidence=0.5)
    stored = (make_stored_claim(leads, id="c1"), make_stored_claim(named, id="c2", document="column"))
    return Edge("COMMANDS", "n2", "n1", stored, first_cited="2021-03-04", last_cited="2021-05-06")


def _single_claims() -> list[Claim]:
    return [
        make_claim("DEPLOYED_TO", "n1", "n3", modality="planned", quote="It is to go to Port Sable."),
        make_claim("ALLIED_WITH", "n1", "n4", quote="They hold the lake together."),
        make_claim("ATTACKED", "n4", "n5", modality="possible", quote="It may have fired on the guard."),
        make_claim("ATTACKED", "n5", "n4", modality="past", quote="Years ago the guard shelled it."),
        make_claim("PART_OF", "n6", "n5", modality="negated", quote="The lake police is no part of the guard."),
        make_claim("MEMBER_OF", "n7", "n8", quote="Müller speaks for the ministry."),
    ]


def hostile_graph() -> Graph:
    """A chain of entities in which every text is an attempt to be taken for markup or script."""
    entities = [
        make_entity(text, text, aliases=(text,), documents={text: 1}, attributes={text: text}) for text in HOSTILE
    ]
    edges = [_hostile_edge(one, other) for one, other in pairwise(HOSTILE)]
    documents = [make_document(text, title=text, source=text, published=text) for text in HOSTILE]
    return Graph(
        tuple(sorted(documents, key=lambda one: one.id)),
        tuple(sorted(entities, key=lambda one: one.id)),
        tuple(sorted(edges, key=lambda one: one.subject)),
    )


def _hostile_edge(subject: str, object: str) -> Edge:
    claim = make_claim(
        "ALLIED_WITH",
        subject,
        object,
        quote=subject,
        role=subject,
        rank=subject,
        count=subject,
        date=subject,
        by=object,
    )
    return Edge(claim.type, subject, object, (make_stored_claim(claim, id=subject, document=subject),))


def chain_graph(count: int) -> Graph:
    """Entities n0000, n0001, …, each under the next; the later, the more often mentioned."""
    entities: list[Entity] = [
        make_entity(f"n{at:04}", f"{at}th Company", documents={"report": at + 1}) for at in range(count)
    ]
    claims = [make_claim("OPERATES_UNDER", f"n{at:04}", f"n{at + 1:04}") for at in range(count - 1)]
    return make_graph(entities, claims)
