"""People whom a report brings in only as somebody's kin: "the eldest son of Jonas Petit", "his wife Ana"."""

from __future__ import annotations

import re

__all__ = ["is_kin", "is_kin_of_the_named"]

_KIN = (
    r"(?:grand|step|half-|great-)?(?:sons?|daughters?|brothers?|sisters?|fathers?|mothers?|wife|widow|husband|"
    r"nephews?|nieces?|uncle|aunt|cousins?|parents?)(?:[- ]in[- ]law)?"
)
# Titles, nations and the like may stand between the word and the name: "the son of the late Colonel".
_WITHOUT_NAME = r"(?:,? (?:the|then|late|former|retired|a|an|[A-Z][\w.’'-]*))*,? $"
_INTRODUCED = re.compile(rf"\b{_KIN}(?: of)?{_WITHOUT_NAME}")
_OF_SOMEBODY = re.compile(rf"(?:['’]s?|\b(?:his|her|their)) (?:[a-z-]+ )?{_KIN}{_WITHOUT_NAME}")


def is_kin(before: str) -> bool:
    """Whether the name that follows `before` is given as that of somebody's kin, or of one whose kin is meant."""
    return bool(_INTRODUCED.search(before))


def is_kin_of_the_named(before: str) -> bool:
    """Whether the last name that follows `before` is a relative's of one who bears it: "Rai's father, Rai"."""
    return bool(_OF_SOMEBODY.search(before))
