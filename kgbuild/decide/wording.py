"""A decision as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.model import Decision

__all__ = ["described"]


def described(decision: Decision) -> Iterator[str]:
    """Yield when, who, what and why, as a person reads it."""
    yield decision.when[:19].replace("T", " ")
    yield decision.who
    sides = [f"{at.name} ({at.document})" for at in (decision.left, decision.right) if at is not None]
    yield " ".join([decision.kind, " | ".join(sides) or decision.claim or "", *filter(None, [decision.name])])
    if decision.why:
        yield decision.why
