"""From an annotated Doc to an Extraction."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from kgbuild.annotations import CLAIMS, Words, get_mentions
from kgbuild.model import Claim, Document, Evidence, Extraction, Mention

__all__ = ["to_extraction"]


def to_extraction(doc: Doc, document: Document) -> Extraction:
    """All that the components found in `doc`, as offsets into and quotes from the document's own text.

    Raises:
        ValueError: `doc` was not made from the document's reading.
    """
    if len(doc.text) != len(document.text):
        raise ValueError(f"document {document.id}: the Doc was made from another text")
    words = Words(doc)
    mentions = []
    for found in get_mentions(words):
        start, end = words.characters(found.span.start, found.span.end)
        mentions.append(
            Mention(
                start,
                end,
                found.span.kind,
                found.span.label,
                document.text[start:end],
                found.entity,
                round(found.confidence, 4),
            )
        )
    return Extraction(
        document=document,
        mentions=tuple(mentions),
        claims=tuple(_make_claim(row, document) for row in doc.user_data.get(CLAIMS, ())),
        sentences=tuple(words.characters(start, end) for start, end in words.sentence_spans()),
    )


def _make_claim(row: dict[str, object], document: Document) -> Claim:
    offsets = [tuple(pair) for pair in row["evidence"]]  # type: ignore[attr-defined]
    evidence = tuple(Evidence(start, end, document.text[start:end]) for start, end in offsets)
    claim = Claim(str(row["type"]), str(row["subject"]), str(row["object"]), evidence)
    rest = {name: value for name, value in row.items() if name not in ("type", "subject", "object", "evidence")}
    return replace(claim, **rest)  # type: ignore[arg-type]
