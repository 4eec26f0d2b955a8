"""Markup of Markdown files: the marks are set aside, the words between them stay where they are.

The signs of a list stay too, as they do in plain text: they begin sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.model import Ignored

__all__ = ["markup"]

# In each pattern the groups are what is set aside. Repeats have limits, so that no text takes long.
_MARKS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^( {0,3}#{1,6}(?: +|$))",  # headings
        r"^ {0,3}#{1,6} .*?( {1,9}#+ {0,9})$",
        r"^( {0,3}(?:=+|-{2,}|(?:[-*_] {0,3}){3,}) {0,9})$",  # underlines and rules
        r"^( *(?:> ?)+)",  # quotations
        r"^( {0,3}(?:`{3,}|~{3,}).*)$",  # code fences
        r"(!\[[^\]\n]{0,500}\]\([^)\n]{0,500}\))",  # pictures
        r"(?<!!)(\[)[^\]\[\n]{1,500}(\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,500}\]))",  # links
        r"^( {0,3}\[[^\]\n]+\]: *\S.*)$",  # where links lead
        r"(\[\^[^\]\n]{1,500}\])",  # footnotes
        r"(?<![\w*])(\*{1,3})(?=\S)[^*\n]*[^*\s](\*{1,3})(?![\w*])",  # emphasis
        r"(?<![\w_])(_{1,3})(?=\S)[^_\n]*[^_\s](_{1,3})(?![\w_])",
        r"(~~)(?=\S)[^~\n]+(~~)",
        r"(?<!`)(`{1,3})(?!`)[^`\n]+(`{1,3})",
        r"(\\)(?=[\\`*_{}\[\]()#+.!|<>-])",  # escapes
        r"^( {0,3}\|?(?: {0,9}:?-{3,}:? {0,9}\|)+(?: {0,9}:?-{3,}:? {0,9})?)$",  # the line under a table head
        r"(<!--.{0,500}?-->|</?[a-zA-Z][a-zA-Z0-9]*(?: +[\w-]+=[^<>\n]*| *)/?>)",  # HTML
    )
)


def markup(text: str) -> Iterator[Ignored]:
    """Yield the marks of Markdown in `text`: of headings, links, emphasis and the like."""
    for pattern in _MARKS:
        for found in pattern.finditer(text):
            for group in range(1, pattern.groups + 1):
                start, end = found.span(group)
                if end > start:
                    yield Ignored(start, end, "Markdown markup")
