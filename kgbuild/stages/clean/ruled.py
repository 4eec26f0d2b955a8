"""Lines drawn with signs: "----------", "==========", leaders of dots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.model import Ignored

__all__ = ["ruled_lines"]

_RUN = re.compile(r"([^\w\s])\1{7,}")


def ruled_lines(text: str) -> Iterator[Ignored]:
    """Yield the runs of one sign that are too long to be punctuation (a tokenizer takes them sign by sign)."""
    for run in _RUN.finditer(text):
        yield Ignored(run.start(), run.end(), "ruled line")
