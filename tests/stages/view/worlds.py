"""Small invented graphs to look at."""

from __future__ import annotations

import random
from itertools import pairwise

from kgbuild.model import Claim, Document, Edge, Entity, Graph
from tests.factories import make_claim, make_document, make_edge, make_entity, make_graph, make_stored_claim

__all__ = ["HOSTILE", "chain_graph", "crowd_graph", "hostile_graph", "patrol_graph"]

_PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>open</a>",
    "<style>*{display:none}</style>",
    "<base href=//203.0.113.9/>",
    "<meta http-equiv=refresh content=0;url=//203.0.113.9>",
    "<b onmouseover=alert(1)>bold</b>",
    "alert(1)",
)
_BREAKERS = (
    "{}",
    "</title>{}",
    '\\"}}]{}',
    "</script>{}",
    "</style>{}",
    "</textarea>{}",
    "--><!-- {}",
    ']]>"{}',
    "'>{}",
    "`${{{}}}`",
    "{{{{{}}}}}",
)
_MARKS = (
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
)
HOSTILE = (
    *(breaker.format(payload) for payload in _PAYLOADS for breaker in _BREAKERS),
    *(f"{mark}evil{mark}live" for mark in _MARKS),
    "javascript:alert(1)",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "&lt;b&gt; &amp; href",
    "{% raw %}{{ 7 * 7 }}{% endraw %}",
    "\N{OBJECT REPLACEMENT CHARACTER}" * 3,
    "e" + "\u0301" * 300,
    "長" * 10_000,
    "<script>alert(1)</script>" * 400,
    "a b " * 2_500,
    " ",
    "%00%0d%0a#selection=entity:x&mode=map",
    "\U0001f6f6" * 50,
)
"""More than two hundred texts: markup, script, control characters, marks that turn directions, long ones."""


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


_SYLLABLES = "ba da fi go ha ju ka lo mi ne ori pa ra su ta ul vo wen ya zi".split()
_ECHELONS = "Division Brigade Battalion Regiment Company".split()
_OBJECTS = {
    "COMMANDS": "Unit",
    "OPERATES_UNDER": "Unit",
    "DEPLOYED_TO": "Place",
    "ATTACKED": "Unit",
    "MEMBER_OF": "Unit",
}
_SUBJECTS = {"COMMANDS": "Person", "MEMBER_OF": "Person"}
_WORDS = (
    "it was said that on the river near the old road after some days of rain with two boats and a truck".split()
)


def crowd_graph(entities: int, edges: int, *, documents: int = 0) -> Graph:
    """A graph as reports make it: theatres with their own units and places, a few entities in many relations.

    Some relations are between theatres; each claim has its sentence.

    Args:
        entities: so many.
        edges: so many different ones.
        documents: so many; 0 for one of every five edges.
    """
    choose = random.Random(entities)
    reports = [
        make_document(
            f"r{at:06}",
            title=f"Report {at} of {_word(choose)}",
            published=f"{choose.randrange(2009, 2025)}-{choose.randrange(1, 13):02}-{choose.randrange(1, 29):02}",
            source=f"{_word(choose)} Post",
        )
        for at in range(documents or max(edges // 5, 1))
    ]
    labels = [
        choose.choices(("Person", "Unit", "Organisation", "Place"), (4, 3, 1, 2))[0] for _ in range(entities)
    ]
    named = [
        make_entity(
            f"n{at:06}",
            _name(label, at, choose),
            label=label,
            aliases=(f"{_word(choose)} {at}",) if at % 3 == 0 else (),
            documents={choose.choice(reports).id: 1 + choose.randrange(3) for _ in range(1 + 200 // (at + 8))},
        )
        for at, label in enumerate(labels)
    ]
    theatres = max(entities // 40, 1)
    of_label = [
        {
            label: [at for at in range(theatre, entities, theatres) if labels[at] == label] or [theatre]
            for label in sorted(set(labels))
        }
        for theatre in range(theatres)
    ]
    made: dict[tuple[str, str, str], Edge] = {}
    while len(made) < edges:
        type = choose.choice(sorted(_OBJECTS))
        here = choose.choice(of_label)
        there = here if choose.random() < 0.9 else choose.choice(of_label)
        subject = _ranked(here[_SUBJECTS.get(type, "Unit")], choose, 1.2)
        object = _ranked(there[_OBJECTS[type]], choose, 2.5)
        key = (type, f"n{subject:06}", f"n{object:06}")
        if subject != object and key not in made:
            made[key] = _told(key, named[subject].name, named[object].name, reports, len(made), choose)
    return Graph(tuple(reports), tuple(named), tuple(edge for _, edge in sorted(made.items())))


def _ranked(among: list[int], choose: random.Random, skew: float) -> int:
    return among[int(len(among) * choose.random() ** skew)]


def _word(choose: random.Random) -> str:
    return "".join(choose.choices(_SYLLABLES, k=3)).title()


def _name(label: str, at: int, choose: random.Random) -> str:
    if label == "Unit":
        return f"{at % 400 + 1} {_word(choose)} {choose.choice(_ECHELONS)}"
    if label == "Organisation":
        return f"Ministry of {_word(choose)}"
    return f"{_word(choose)} {_word(choose)}" if label == "Person" else _word(choose)


def _told(
    key: tuple[str, str, str],
    subject: str,
    object: str,
    reports: list[Document],
    number: int,
    choose: random.Random,
) -> Edge:
    stored = []
    for at in range(choose.choice((1, 1, 2))):
        report = choose.choice(reports)
        words = " ".join(choose.choices(_WORDS, k=12))
        claim = make_claim(
            *key,
            quote=f"{subject} {words} {object} {choose.choice(_WORDS)}.",
            modality=choose.choices(("asserted", "planned", "possible", "negated", "past"), (12, 1, 1, 1, 2))[0],
            confidence=round(choose.uniform(0.3, 1), 3),
            date_from=report.published if choose.random() < 0.2 else None,
        )
        stored.append(make_stored_claim(claim, id=f"c{number:06}{at}", document=report.id))
    return Edge(*key, tuple(stored), publications=len({one.document for one in stored}))
