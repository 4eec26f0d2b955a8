"""Lines drawn with signs ("----------", "==========", leaders of dots), and encoded data: neither has words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.model import Ignored

__all__ = ["ruled_lines"]

_RUN = re.compile(r"([^\w\s])\1{7,}")
# Latin letters, digits and signs without a space, for so long that they are no words: a tokenizer's time grows
# with the square of their number. Scripts that do without spaces are not among them. The last word of a sentence
# may stand before them: a picture in Markdown follows it without a space.
_UNBROKEN = re.compile(r"(?<![!-~¡-ɏ‐-⯿])(?:[^\W\d_]{1,40}[.!?][\"')]?(?=[!\[(]))?(?P<data>[!-~¡-ɏ‐-⯿]{1000,})")


def ruled_lines(text: str) -> Iterator[Ignored]:
    """Yield data, and runs of one sign too long to be punctuation (a tokenizer takes them sign by sign)."""
    for run in _RUN.finditer(text):
        yield Ignored(run.start(), run.end(), "ruled line")
    for run in _UNBROKEN.finditer(text):
        yield Ignored(*run.span("data"), "unbroken run")
