"""What a text file says about itself: front matter, or a block of `Title:`, `Date:`, `Source:` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgbuild.stages.acquire.published import find_published

__all__ = ["Metadata", "read_metadata"]

# `clean` sets the same block aside; a stage does not import another, so the pattern stands in both.
# No two of the kinds of line can be one line: else a block that never ends is tried in 2**lines ways.
_FRONT_MATTER = r"--- *\n(?:\w[\w-]* *:.*\n|[ #-].*\n|\n)*?--- *(?=\n|\Z)"
_HEADER = r"(?:(?:title|headline|date|published|source|publisher|url|link|author) *:.*(?:\n|\Z))+(?= *(?:\n|\Z))"
_BLOCK = re.compile(f"\\s*(?:{_FRONT_MATTER}|{_HEADER})", re.IGNORECASE)
_LINE = re.compile(r"^(?P<key>[\w-]+) *: *(?P<value>.*)$", re.MULTILINE)
_DATES = ("date", "published", "pubdate", "publishdate", "publish_date", "published_at", "publication-date")

_HEADLINE_WORDS = range(3, 21)
_HEADLINE_CHARACTERS = 150


@dataclass(frozen=True, slots=True)
class Metadata:
    """The title, source and ISO date of publication that a file tells; None for what it does not."""

    title: str | None
    source: str | None
    published: str | None


def read_metadata(text: str, *, name: str = "") -> Metadata:
    """Read what `text` says about itself, and what the `name` of its file does.

    The title is the stated one, or the first line where that looks like a headline. The date is the stated one,
    or that of a byline, a dateline, a line of its own or the name.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    block = _BLOCK.match(text)
    stated = _pairs(block[0]) if block else {}
    body = text[block.end() :] if block else text
    return Metadata(
        title=_first(stated, "title", "headline") or _headline(body),
        source=_first(stated, "source", "publisher", "url", "link"),
        published=find_published(body, stated=_first(stated, *_DATES), name=name),
    )


def _pairs(lines: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for line in _LINE.finditer(lines):
        pairs.setdefault(line["key"].lower(), line["value"].rstrip(" ").strip("\"'"))
    return pairs


def _first(stated: dict[str, str], *keys: str) -> str | None:
    return next((stated[key] for key in keys if stated.get(key)), None)


def _headline(body: str) -> str | None:
    """The first line, if it is short, stands alone, has text after it and does not end as a sentence."""
    first, _, rest = body.strip().partition("\n")
    first = first.strip()
    if len(first) > 2 * _HEADLINE_CHARACTERS:
        return None  # already here, as the marks of a heading are looked for at each of its spaces
    line = re.sub(r"^#{1,6}\s+|\s+#+$", "", first)
    alone = rest.strip() and not rest.partition("\n")[0].strip()
    short = len(line) <= _HEADLINE_CHARACTERS and len(line.split()) in _HEADLINE_WORDS
    return line if alone and short and line[-1] not in ".:;,!…" else None
