"""From an annotated Doc to an Extraction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spacy.tokens import Doc

from kgbuild.annotations import CLAIMS, Words, get_mentions
from kgbuild.model import Claim, Document, Evidence, Extraction, Mention
from kgbuild.stages.relate.calendar import period_of_claim, puts_day_first, resolve
from kgbuild.stages.relate.days import checked, first_day, last_day

__all__ = ["to_extraction"]

_APART = ("type", "subject", "object", "evidence", "date_bound", "date_anchor")  # of a claim's row


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
    rest = {name: value for name, value in row.items() if name not in _APART}
    start, end = _period(row, document)
    if rest.get("modality") == "past" and _goes_on(start, end, document):
        rest["modality"] = "asserted"
    return replace(claim, **rest, date_from=start, date_to=end)  # type: ignore[arg-type]


def _goes_on(start: str | None, end: str | None, document: Document) -> bool:
    """Whether what lasts from one date to another is going on when the document is published: no past post is."""
    today = checked(document.published)
    if start is None or end is None or today is None:
        return False
    return first_day(start) <= first_day(today) and first_day(end) > last_day(today)


def _period(row: dict[str, Any], document: Document) -> tuple[str | None, str | None]:
    """When the claim of a row holds, seen from the day of publication."""
    text, anchor = row.get("date"), row.get("date_anchor")
    # What the document's other dates decide is asked only for dates that leave it open.
    day_first = puts_day_first(document.text) if "/" in (text or "") + (anchor or "") else None
    if anchor is not None:
        start, end = resolve(anchor, document.published, day_first=day_first)
        anchor = start if start == end else None
    return period_of_claim(
        text,
        document.published,
        modality=row.get("modality", "asserted"),
        bound=row.get("date_bound"),
        anchor=anchor,
        day_first=day_first,
    )
