"""One pair of mentions read as a relation, before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.pairs import Span

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One pair of mentions, by their indices, read as a relation.

    `scored` tells that the trained scorer read it, whose confidence is yet to be scaled; `at` is where the
    object's words stand, if not at its mention.
    """

    type: str
    subject: int
    object: int
    confidence: float
    modality: str
    scored: bool = False
    at: Span | None = None
