"""The block of metadata at the top of a file: what it says is kept with the document, not read as prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.model import Ignored

__all__ = ["header"]

# No two of the kinds of line can be one line: else a block that never ends is tried in 2**lines ways.
_FRONT_MATTER = r"--- *\n(?:\w[\w-]* *:.*\n|[ #-].*\n|\n)*?--- *(?=\n|\Z)"
_HEADER = r"(?:(?:title|headline|date|published|source|publisher|url|link|author) *:.*(?:\n|\Z))+(?= *(?:\n|\Z))"
_BLOCK = re.compile(f"\\s*(?:{_FRONT_MATTER}|{_HEADER})", re.IGNORECASE)


def header(text: str) -> Iterator[Ignored]:
    """Yield the front matter, or the block of `Title:`, `Date:`, `Source:` lines, that `text` begins with."""
    block = _BLOCK.match(text)
    if block:
        yield Ignored(block.start(), block.end(), "header")
