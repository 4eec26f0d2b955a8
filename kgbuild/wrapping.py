"""Text that was broken at a margin, as e-mails are and what comes out of PDF files: which lines go on."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["continued"]

_MARGINS = range(40, 121)  # characters at which text is broken; a longer line was not, a shorter one is an entry
_NEARLY = 0.9  # of the margin, as letters of a printed page differ in width
_OPENERS = "\"'("
# As a line of a sentence does, and not as an entry of a list.
_BEGINS = re.compile(rf"(?!\(?(?:\d{{1,2}}|[a-z])[.)]\s)[{_OPENERS}]?[^\W_]")


def continued(lines: Sequence[str]) -> list[bool]:
    """Tell of each line whether its sentence or paragraph may go on in the next one, over a break at the margin.

    A break is one at the margin where the next word would not have fitted. Whether there is a margin at all is
    told by lines that begin with a small letter: in a list or a table there are none.

    Args:
        lines: of a text, in its order; blank ones part paragraphs.

    Returns:
        As many truth values as there are lines.
    """
    lines = [line.strip() for line in lines]
    pairs = [i for i in range(len(lines) - 1) if _may_go_on(lines[i], lines[i + 1])]
    margin = sorted(len(lines[i]) for i in pairs)[len(pairs) * 9 // 10] if pairs else 0
    broken = {i for i in pairs if len(lines[i]) + 1 + len(lines[i + 1].split(" ", 1)[0]) > _NEARLY * margin}
    inside = sum(lines[i + 1].lstrip(_OPENERS)[:1].islower() for i in broken)
    if margin not in _MARGINS or inside < max(2, len(broken) / 3):
        broken = set()
    return [i in broken for i in range(len(lines))]


def _may_go_on(line: str, following: str) -> bool:
    longest = _MARGINS[-1]
    return (
        0 < len(line) <= longest
        and len(following) <= longest
        and line[-1] != ":"
        and bool(_BEGINS.match(following))
    )
