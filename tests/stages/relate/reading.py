"""Texts in which the names are marked, as the words and mentions that the stage reads."""

from __future__ import annotations

import re
from functools import cache

from kgbuild.annotations import DocMention, Words
from kgbuild.pairs import Span
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences

LABELS = {"P": "Person", "U": "Unit", "O": "Organisation", "L": "Place"}


_language = cache(make_language)


def read(marked: str) -> tuple[Words, list[DocMention]]:
    """The words and mentions of a text such as "[P Ada Obi] leads [U 5 Brigade]".

    A mention's entity is its text, or what follows "=" in "[P he=Ada Obi]"; a small letter makes it a pronoun or
    nominal: "[p he=Ada Obi]".
    """
    text, places = "", []
    for part in re.split(r"(\[[A-Za-z] [^\]]*\])", marked):
        found = re.fullmatch(r"\[([A-Za-z]) ([^\]]*)\]", part)
        if found:
            name, _, entity = found[2].partition("=")
            places.append((len(text), len(text) + len(name), found[1], entity or name))
            text += name
        else:
            text += part
    doc = _language().make_doc(text)
    split_sentences(doc)
    words = Words(doc)
    mentions = []
    for start, end, label, entity in places:
        span = doc.char_span(start, end)
        first, last = words.number_of[span.start], words.number_of[span.end - 1] + 1
        kind = "name" if label.isupper() else "nominal" if " " in text[start:end] else "pronoun"
        sentence = words.sentences[first]
        mentions.append(DocMention(Span(first, last, sentence, LABELS[label.upper()], kind), entity))
    return words, mentions


def number(mentions: list[DocMention], label: str, *, last: bool = False) -> int:
    """The index of the first, or last, mention with a label."""
    found = [n for n, mention in enumerate(mentions) if mention.span.label == LABELS[label]]
    return found[-1] if last else found[0]
