"""Characters, one for one: the plain form of what typesetters and web pages put into a text.

Each character keeps its place, so nothing is composed, split, added or removed. Invisible characters (soft
hyphen, zero-width joiners, direction marks) become a space at the edge of a word. Inside a word they stay: a
space would cut the name in two, and any letter would misspell it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from kgbuild.model import Ignored

__all__ = ["entity_tails", "fold"]

_SINGLE_QUOTES = "‘’‚‛′‹›´ʹʻʼʽʾʿ＇"
_DOUBLE_QUOTES = "“”„‟″«»〝〞＂"
_HYPHENS = "‐‑⁃−﹣－"  # dashes stay: they part clauses
_SPACES = "\t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_CONTROLS = map(chr, [*range(0x09), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0)])

_FOLDS: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
for _characters, _plain in (
    (_SINGLE_QUOTES, "'"),
    (_DOUBLE_QUOTES, '"'),
    (_HYPHENS, "-"),
    (_SPACES, " "),
    (_LINE_ENDS, "\n"),
    (_CONTROLS, " "),
):
    _FOLDS |= dict.fromkeys(map(ord, _characters), _plain)

_LONE_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")
_INVISIBLE = re.compile(
    r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]+"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def fold(text: str) -> str:
    """Return `text` with each character in its plain form; as long as before."""
    text = _ENTITY.sub(_decode, text)
    text = _LONE_CARRIAGE_RETURN.sub("\n", text).replace("\r", " ").translate(_FOLDS)
    return _INVISIBLE.sub(_space_at_edge, text)


def entity_tails(text: str) -> Iterator[Ignored]:
    """Yield what is left of each HTML entity once its character has taken the place of the "&"."""
    for entity in _ENTITY.finditer(text):
        character = unescape(entity[0])
        if len(character) == 1:
            yield Ignored(entity.start() + 1, entity.end(), "HTML entity")


def _decode(entity: re.Match[str]) -> str:
    character = unescape(entity[0])
    return character.ljust(len(entity[0])) if len(character) == 1 else entity[0]


def _space_at_edge(run: re.Match[str]) -> str:
    before, after = run.string[max(run.start() - 1, 0) : run.start()], run.string[run.end() : run.end() + 1]
    return run[0] if _in_word(before) and _in_word(after) else " " * len(run[0])


def _in_word(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] in "LMN"
