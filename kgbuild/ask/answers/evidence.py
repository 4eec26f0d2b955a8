"""What the claims rest on: sentences, documents, sources, and who says so."""

from __future__ import annotations

from collections import defaultdict

from kgbuild.ask.answers.rows import (
    NEVER,
    Found,
    Row,
    dated,
    how_dated_in,
    in_order,
    last_way,
    sides,
    start_of,
    told,
)
from kgbuild.ask.asked import Asked
from kgbuild.ask.ledger import Ledger, first_quote, quote_of
from kgbuild.model import StoredClaim

__all__ = [
    "denied",
    "evidence_for_edge",
    "in_document",
    "marked_claims",
    "recent",
    "said_by",
    "sole_source",
    "sources",
    "timeline",
    "weak_claims",
]


def evidence_for_edge(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which sentences say how two entities are related, in which documents, and who is quoted."""
    subjects, objects, type = asked.entities("subject"), asked.entities("object"), asked.text("type")
    found: list[Found] = []
    for stored in ledger.claims(*([type] if type else [])):
        straight = stored.subject in subjects and stored.object in objects
        back = stored.object in subjects and stored.subject in objects
        if straight or (back and stored.claim.type == "ALLIED_WITH"):
            document = ledger.documents[stored.document]
            for evidence in set(stored.claim.evidence):
                row = {
                    "type": stored.claim.type,
                    "modality": stored.claim.modality,
                    "confidence": stored.claim.confidence,
                    "role": stored.claim.role,
                    "said_by": ledger.name(stored.by),
                    "quote": evidence.quote,
                    "document": document.id,
                    "title": document.title,
                    "source": document.source,
                    "published": document.published,
                    "start": evidence.start,
                    "end": evidence.end,
                    "claim": stored.id,
                }
                place = (document.id, evidence.start, evidence.end, stored.id)
                found.append(((row["type"], last_way(document.published), *place), row))
    return in_order(found)


def weak_claims(ledger: Ledger, asked: Asked) -> list[Row]:
    """The claims below a confidence; the weakest first."""
    found: list[Found] = []
    for stored in ledger.claims():
        if stored.claim.confidence < asked.number("below"):
            for evidence in set(stored.claim.evidence):
                row = {
                    "confidence": stored.claim.confidence,
                    **sides(stored, ledger),
                    "modality": stored.claim.modality,
                    "quote": evidence.quote,
                    "document": stored.document,
                    "claim": stored.id,
                }
                found.append(((row["confidence"], stored.id, evidence.start, evidence.end), row))
    return in_order(found)


def marked_claims(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which claims a person has marked, and how."""
    found: list[Found] = []
    for stored in ledger.claims():
        if stored.status is not None and asked.text("status") in ("", stored.status):
            row = {
                "status": stored.status,
                **sides(stored, ledger),
                "modality": stored.claim.modality,
                "quote": quote_of(stored),
                "document": stored.document,
                "claim": stored.id,
            }
            found.append(((stored.status, *_sides_of(row), stored.id), row))
    return in_order(found)


def sole_source(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which relations rest on a single publication; the most confident first."""
    found: list[Found] = []
    for edge, claims in ledger.edges():
        if edge.publications <= 1 and asked.text("type") in ("", edge.type):
            row = {
                "subject": ledger.name(edge.subject),
                "type": edge.type,
                "object": ledger.name(edge.object),
                "modality": edge.modality,
                "confidence": edge.confidence,
                "claims": len(claims),
                "documents": list(edge.documents),
                "quote": first_quote(edge),
            }
            found.append(((-edge.confidence, *_sides_of(row), edge.subject, edge.object), row))
    return in_order(found)


def denied(ledger: Ledger, asked: Asked) -> list[Row]:
    """What one claim asserts and another denies."""
    found: list[Found] = []
    for claims in ledger.by_sides.values():
        for denial in (one for one in claims if one.claim.modality == "negated"):
            for stored in (one for one in claims if one.claim.modality == "asserted"):
                row = {
                    **sides(stored, ledger),
                    **_told_as(stored, ledger, "asserted"),
                    **_told_as(denial, ledger, "denied"),
                    "claim": stored.id,
                    "denial": denial.id,
                }
                found.append(((row["subject"], row["type"], row["object"], stored.id, denial.id), row))
    return in_order(found)


def recent(ledger: Ledger, asked: Asked) -> list[Row]:
    """What reports published since a date have added; the latest first."""
    since = asked.text("since")
    found: list[Row] = []
    for claims in ledger.by_sides.values():
        days = [ledger.published_date(one) for one in claims]
        known = any(day is not None and day < since for day in days)
        for stored, day in zip(claims, days, strict=True):
            if day is not None and day >= since and asked.concerns("name", stored.subject, stored.object):
                row = {
                    "published": day,
                    **sides(stored, ledger),
                    "modality": stored.claim.modality,
                    "new": "no" if known else "yes",
                    "quote": quote_of(stored),
                    "document": stored.document,
                    "claim": stored.id,
                }
                found.append(row)
    found.sort(key=lambda row: (row["document"], row["subject"], row["type"], row["object"], row["claim"]))
    return sorted(found, key=lambda row: row["published"], reverse=True)


def timeline(ledger: Ledger, asked: Asked) -> list[Row]:
    """Every claim about an entity, either way; the earliest first."""
    entities = asked.entities("name")
    found: list[Found] = []
    for stored in ledger.claims():
        if stored.claim.modality != "negated" and not entities.isdisjoint((stored.subject, stored.object)):
            start = start_of(stored, ledger)
            dates = dated(stored, ledger, dates=how_dated_in(stored, ledger))
            row = {
                "day": None if start == NEVER else start,
                "dates": dates.pop("dates"),
                **sides(stored, ledger),
                "role": stored.claim.role,
                **dates,
            }
            found.append(((start, *_sides_of(row), stored.id), row))
    return in_order(found)


def said_by(ledger: Ledger, asked: Asked) -> list[Row]:
    """What is said by a person, body or country, as the reports quote them; the earliest first."""
    speakers = asked.entities("name")
    found: list[Found] = []
    for stored in ledger.claims():
        if stored.by in speakers:
            row = {
                "said_by": ledger.name(stored.by),
                **sides(stored, ledger),
                "modality": stored.claim.modality,
                "quote": quote_of(stored),
                "document": stored.document,
                "published": ledger.published(stored),
                "claim": stored.id,
            }
            names = (row["subject"], row["type"], row["object"])
            found.append(((last_way(row["published"]), stored.document, *names, stored.id), row))
    return in_order(found)


def sources(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which sources report on an entity, how much, and from when to when; those with most claims first."""
    by_source: dict[str, list[StoredClaim]] = defaultdict(list)
    for stored in ledger.claims():
        if asked.concerns("name", stored.subject, stored.object):
            by_source[ledger.documents[stored.document].source or ""].append(stored)
    found: list[Found] = []
    for source, claims in by_source.items():
        documents = {stored.document for stored in claims}
        days = sorted(day for stored in claims if (day := ledger.published_date(stored)) is not None)
        row = {
            "source": source,
            "documents": len(documents),
            "claims": len(claims),
            "first": days[0] if days else None,
            "last": days[-1] if days else None,
        }
        found.append(((-len(claims), -len(documents), source), row))
    return in_order(found)


def in_document(ledger: Ledger, asked: Asked) -> list[Row]:
    """What a document states, in the order of its text."""
    meant = asked.documents("document")
    found: list[Found] = []
    for stored in ledger.claims():
        if stored.document in meant:
            row = {
                "start": min(evidence.start for evidence in stored.claim.evidence),
                **sides(stored, ledger),
                "role": stored.claim.role,
                "rank": stored.claim.rank,
                "modality": stored.claim.modality,
                "date_from": stored.claim.date_from,
                "date_to": stored.claim.date_to,
                **{
                    column: value
                    for column, value in told(stored, ledger).items()
                    if column not in ("document", "published")
                },
                "document": stored.document,
            }
            names = (row["type"], row["subject"], row["object"])
            found.append(((stored.document, row["start"], *names, stored.id), row))
    return in_order(found)


def _sides_of(row: Row) -> tuple[str, str, str]:
    return row["type"], row["subject"], row["object"]


def _told_as(stored: StoredClaim, ledger: Ledger, how: str) -> Row:
    return {
        how: quote_of(stored),
        f"{how}_in": stored.document,
        f"{how}_on": ledger.published(stored),
        f"{how}_by": ledger.name(stored.by),
    }
