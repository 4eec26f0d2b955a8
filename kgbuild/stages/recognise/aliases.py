"""Other names that a text gives a body right after its name: "the Tatmadaw (also written Sit-Tat)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgbuild.annotations import Words
from kgbuild.tags import TaggedSpan

__all__ = ["with_aliases"]

_BODIES = frozenset({"Unit", "Organisation"})
# What a report writes between a name and another one of the same thing; a body that "nicknamed" or "also called"
# somebody without a comma or bracket is the one that did so.
_ALSO = re.compile(
    r"[\"”’']?(?:,? \(|, | (?!nicknamed|\w+ called\b))(?:(?:also|sometimes|often|variously|better|"
    r"formerly|locally|commonly) (?:known|written|"
    r"spelled|spelt|transliterated|called|rendered|abbreviated)(?: (?:as|in \w+ as))?|"
    r"a\.?k\.?a\.?,?|alias|nicknamed) (?:the )?[\"“‘']?"
)
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]*(?: (?:al-|el-|ul-|ash-|as-)?[^\W\d_a-z][\w’'-]*){0,4}")
_ENDS = re.compile(r"[\"”’']?(?:[),.;]| or | and |$)")
_SURE = 0.9


def with_aliases(names: Sequence[TaggedSpan], words: Words) -> list[TaggedSpan]:
    """The names, where two are said to be of one body with one label, and with such names as were overlooked.

    Args:
        names: those found, in the order of the text.
        words: the document's words.
    """
    found = list(names)
    starts = {name.start for name in found}
    added = []
    for i, name in enumerate(found):
        if name.tag not in _BODIES:
            continue
        offset = words.characters(name.start, name.end)[1]
        also = _ALSO.match(words.whole, offset)
        if not also:
            continue
        first = next(
            (at for at in range(name.end, min(len(words), name.end + 12)) if _at(words, at) >= also.end()), None
        )
        if first is None or words.sentences[first] != words.sentences[name.start]:
            continue
        other = found[i + 1] if i + 1 < len(found) else None
        if first in starts and other is not None and other.start == first:
            if other.tag != name.tag and other.tag != "Place":
                surer = max(name, other, key=lambda one: (one.tag in _BODIES, one.confidence))
                found[i], found[i + 1] = replace(name, tag=surer.tag), replace(other, tag=surer.tag)
            continue
        text = _NAME.match(words.whole, _at(words, first))
        if text is None or not _ENDS.match(words.whole, text.end()):
            continue
        last = first
        while last < len(words) and _at(words, last) < text.end():
            last += 1
        if other is None or other.start >= last:
            added.append(TaggedSpan(first, last, name.tag, _SURE))
    return sorted([*found, *added], key=lambda name: name.start)


def _at(words: Words, i: int) -> int:
    return words.characters(i, i + 1)[0]
