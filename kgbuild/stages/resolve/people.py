"""Names of persons: ranks and titles dropped, initials apart, particles and Arabic compounds in one form."""

from __future__ import annotations

import re
from dataclasses import replace

from kgbuild.stages.resolve.bodies import read_body
from kgbuild.stages.resolve.name import BODY, PERSON, Name
from kgbuild.stages.resolve.spelling import fold, is_article, plain
from kgbuild.stages.resolve.words import words

__all__ = ["read_person"]


def read_person(text: str) -> Name:
    """Read a person's name; in brackets behind a very common one stands the company that its bearer is in."""
    name, bracket, company = text.partition(" (")
    if bracket and company.endswith(")") and (read := read_person(name)).is_common:
        return replace(read.in_company(read_body(company[:-1], family=BODY).key), text=text)
    tokens = _joined([fold(token) for token in _without_ranks(_split(text))])
    generation = tokens.pop() if len(tokens) > 1 and tokens[-1] in words().generations else ""
    given = tuple(words().given.get(token, token) for token in tokens[:-1])
    surname = words().surnames.get(tokens[-1], tokens[-1])
    every = tuple(filter(None, (*given, surname, generation)))
    return Name(PERSON, text, every, " ".join(every), given=given, surname=surname, generation=generation)


def _split(text: str) -> list[str]:
    """The words of a name, each initial by itself."""
    found = re.findall(r"[^\W\d_]+", plain(text)) or [text]
    shouted = all(token.isupper() for token in found)
    *others, last = found
    split: list[str] = []
    for token in others:
        split.extend(token if _is_initials(token, shouted=shouted) else [token])
    return [*split, last]


def _is_initials(token: str, *, shouted: bool) -> bool:
    if not token.isupper() or not 2 <= len(token) <= 4:
        return False
    # Among capitals only, "ALI" may be a name and "KTJ" cannot.
    return not shouted or len(token) == 2 or not re.search(r"[AEIOUY]", token)


def _without_ranks(tokens: list[str]) -> list[str]:
    start = 0
    # An initial is no rank, and the last word is always a name.
    while start < len(tokens) - 1 and len(tokens[start]) > 1 and tokens[start].lower() in words().ranks:
        start += 1
    return tokens[start:]


def _joined(tokens: list[str]) -> list[str]:
    """Drop articles and particles, and write Abu X and Abdul X as one word."""
    joined: list[str] = []
    before = ""
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if following and (token in words().particles or is_article(token, following)):
            continue
        token = before + _in_one_form(token)
        before = token if following and token in ("abu", "umm", "abd") else ""
        if not before:
            joined.append(token)
    return joined


def _in_one_form(token: str) -> str:
    """Abdul, Abdel, Abdur and their like as "abd", whether or not the next word has grown on to it."""
    if re.fullmatch(r"abd[aeou][lrns]", token):
        return "abd"
    return re.sub(r"^abd[aeou](?:l|([rsn])(?=\1))(?=\w{3})", "abd", token)
