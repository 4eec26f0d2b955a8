"""A stand-in for the trained model, so that the order of the stages can be tested without it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgbuild.errors import DocumentError
from kgbuild.model import Claim, Document, Evidence, Extraction, Mention

__all__ = ["fake_extract"]

_UNIT = r"[A-Z]\w+ (?:Brigade|Corps)"
_ORDER = re.compile(rf"(?P<subject>{_UNIT}) obeys (?P<object>{_UNIT})\.")


def fake_extract(documents: Iterable[Document], **_: object) -> Iterator[Extraction]:
    """Find units ("Tarn Brigade") and who obeys whom; a document that says "unreadable" fails."""
    for document in documents:
        if "unreadable" in document.text:
            raise DocumentError("nobody can read this", hint="write it again")
        names = {name: f"e{n}" for n, name in enumerate(dict.fromkeys(re.findall(_UNIT, document.text)), 1)}
        mentions = tuple(
            Mention(found.start(), found.end(), "name", "Unit", found[0], names[found[0]])
            for found in re.finditer(_UNIT, document.text)
        )
        claims = tuple(
            Claim(
                "OPERATES_UNDER",
                names[found["subject"]],
                names[found["object"]],
                (Evidence(found.start(), found.end(), found[0]),),
            )
            for found in _ORDER.finditer(document.text)
        )
        yield Extraction(document, mentions, claims)
