"""What lists and tables state: who headed a body, who holds which post where, which bodies make up another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgbuild.annotations import DocMention, Words
from kgbuild.stages.relate.headings import Headings
from kgbuild.stages.relate.lines import Claim, Lines
from kgbuild.stages.relate.outlines import Outlines
from kgbuild.stages.relate.posts import Posts
from kgbuild.stages.relate.tables import Tables

__all__ = ["find_lists"]


def find_lists(words: Words, mentions: Sequence[DocMention]) -> Iterator[Claim]:
    """Yield (relation type, subject, object, modality) for what the lists and tables of a document state.

    "Past commanders of 5 Brigade", and then a line each with rank, name and years; rows under the header
    "Unit | Commander"; postings such as "Col Jane Roe, Commander, 5 Brigade"; and bodies in the lines under the
    one that they are part of.

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text; `subject` and `object` are indices into them.
    """
    lines = Lines(words, mentions)
    posts = Posts(lines)
    yield from Headings(lines).claims()
    yield from Tables(lines, posts).claims()
    yield from posts.claims()
    yield from Outlines(lines, posts).claims()
