"""Annotated documents, one JSON object per line: the form of gold data and of `kgbuild extract`.

The format calls a relation's two sides `head` and `tail`; this is where `subject` and `object` become them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kgbuild.model import Claim, Extraction, Mention

__all__ = ["to_line", "to_record"]


def to_line(extraction: Extraction) -> str:
    """The extraction as one line of JSON, without the line's end."""
    return json.dumps(to_record(extraction), ensure_ascii=False)


def to_record(extraction: Extraction) -> dict[str, Any]:
    """The extraction in the exchange format; what is not known is None; all is in reading order."""
    document = extraction.document
    return {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "date": document.published,
        "source": document.source,
        "sentences": [list(sentence) for sentence in sorted(extraction.sentences)],
        "entities": _entities(extraction.mentions),
        "relations": sorted((_relation(claim) for claim in extraction.claims), key=_order),
        "ignored": sorted([one.start, one.end, one.reason] for one in document.ignored),
    }


def _entities(mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    of: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions):
        of[mention.entity].append(mention)
    return [_entity(id, of[id]) for id in of]


def _entity(id: str, mentions: list[Mention]) -> dict[str, Any]:
    name = max(mentions, key=_fullness)
    return {
        "id": id,
        "label": name.label,
        "name": name.text,
        "mentions": [_mention(one) for one in mentions],
        "confidence": round(max(one.confidence for one in mentions if one.kind == name.kind), 4),
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "kind": mention.kind,
        "confidence": round(mention.confidence, 4),
    }


def _fullness(mention: Mention) -> tuple[bool, int]:
    return mention.kind == "name", len(mention.text)


def _relation(claim: Claim) -> dict[str, Any]:
    return {
        "type": claim.type,
        "head": claim.subject,
        "tail": claim.object,
        "evidence": sorted([one.start, one.end] for one in claim.evidence),
        "role": claim.role,
        "rank": claim.rank,
        "modality": claim.modality,
        "date": claim.date,
        "date_from": claim.date_from,
        "date_to": claim.date_to,
        "count": claim.count,
        "by": claim.by,
        "confidence": round(claim.confidence, 4),
    }


def _order(relation: dict[str, Any]) -> tuple[Any, ...]:
    return relation["evidence"], *(str(value) for value in relation.values())
