"""What is known of a thing, in words: the lines that `kgbuild show` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kgbuild.ask.show import Shown

__all__ = ["tell"]

# What has no words here is told by its type: "SUPPLIED_BY" is "supplied by".
_WORDS = {
    "ALLIED_WITH": "is allied with",
    "BACKED_BY": "is backed by",
    "DEPLOYED_TO": "is deployed to",
    "LOCATED_IN": "is located in",
    "MEMBER_OF": "belongs to",
    "PART_OF": "is part of",
}

Plain = dict[str, Any]


def tell(shown: Shown) -> Iterator[str]:
    """Yield the lines that tell a person what is known of a thing."""
    if shown.note:
        yield f"note: {shown.note}"
    lines = {"entity": _entity, "claim": _claim, "document": _document}[shown.kind]
    yield from lines(shown.content)


def _entity(entity: Plain) -> Iterator[str]:
    yield f"{entity['name']} ({entity['label']}, {entity['id']})"
    if entity["aliases"]:
        yield f"also called: {'; '.join(entity['aliases'])}"
    if entity["attributes"]:
        yield ", ".join(f"{name}: {value}" for name, value in entity["attributes"].items())
    if entity["merged"]:
        yield f"merged into it: {', '.join(entity['merged'])}"
    yield f"{_count(entity['mentions'], 'mention')} in {_count(len(entity['documents']), 'document')}"
    if entity["posts"]:
        yield "\nposts"
        for claim in entity["posts"]:
            yield f"  {_span(claim)}  {_sentence(claim)}{_list(claim['rank'], claim['role'])}  {claim['id']}"
    if entity["edges"]:
        yield "\nrelations"
        for edge in entity["edges"]:
            yield from _edge(edge)
    yield "\ndocuments"
    for document in entity["documents"]:
        yield f"  {_about(document)}: {_count(document['mentions'], 'mention')}"


def _edge(edge: Plain) -> Iterator[str]:
    publications = max(edge["publications"], 1)
    first, last = edge["first_cited"], edge["last_cited"]
    cited = first if first == last else f"{first} to {last}"
    basis = f"{_count(edge['claims'], 'claim')} in {_count(publications, 'publication')}"
    told = filter(None, (basis, cited, f"confidence {edge['confidence']:.2f}"))
    yield f"  {_sentence(edge)}: {', '.join(told)}"
    yield f"    {_flat(edge['quote'])}  [{edge['document']}, {edge['claim']}]"


def _claim(claim: Plain) -> Iterator[str]:
    yield f"{_sentence(claim)} ({claim['id']})"
    told = {
        "modality": claim["modality"],
        "status": claim["status"],
        "role": claim["role"],
        "rank": claim["rank"],
        "count": claim["count"],
        "date": claim["date"],
        "holds": _span(claim) if claim["date_from"] or claim["date_to"] else None,
        "said by": claim["said_by"] and claim["said_by"]["name"],
        "confidence": f"{claim['confidence']:.2f}",
        "subject": _who(claim["subject"]),
        "object": _who(claim["object"]),
        "document": _about(claim["document"]),
    }
    for name, value in told.items():
        if value:
            yield f"  {name:10}  {value}"
    for evidence in claim["evidence"]:
        yield f"  {evidence['start']}–{evidence['end']}: {_flat(evidence['quote'])}"


def _document(document: Plain) -> Iterator[str]:
    yield _about(document)
    if document["path"]:
        yield document["path"]
    if document["characters"]:
        yield _count(document["characters"], "character")
    yield "\nentities"
    for entity in document["entities"]:
        yield f"  {_who(entity)}: {_count(entity['mentions'], 'mention')}"
    yield "\nclaims"
    for claim in document["claims"]:
        status = f" [{claim['status']}]" if claim["status"] else ""
        yield f"  {_sentence(claim)}{_list(claim['rank'], claim['role'])}{status}  {claim['id']}"
        for evidence in claim["evidence"]:
            yield f"    {evidence['start']}–{evidence['end']}: {_flat(evidence['quote'])}"


def _sentence(claim: Plain) -> str:
    """A claim or edge in words; what is not simply asserted says so."""
    words = _WORDS.get(claim["type"], claim["type"].lower().replace("_", " "))
    modality = "" if claim["modality"] == "asserted" else f" ({claim['modality']})"
    return f"{claim['subject']['name']} {words} {claim['object']['name']}{modality}"


def _span(claim: Plain) -> str:
    if not (claim["date_from"] or claim["date_to"]):
        # A document may tell its date in words ("not known").
        return f"reported {claim['document']['published'][:10]}" if claim["dates"] == "published" else "undated"
    return f"{claim['date_from'] or '?'} to {claim['date_to'] or '?'}"


def _about(document: Plain) -> str:
    return _flat(", ".join(filter(None, (document[name] for name in ("id", "title", "source", "published")))))


def _who(entity: Plain) -> str:
    return f"{entity['name']} ({entity['label']}, {entity['id']})"


def _list(*parts: str | None) -> str:
    told = ", ".join(filter(None, parts))
    return f", {told}" if told else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
