"""Relations that a few fixed words state whatever the names are, for pairs that the trained scorer may miss."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kgbuild.annotations import DocMention, Words
from kgbuild.stages.relate.titles import titled_pair

__all__ = ["denies", "find_patterns", "states_command"]

# What may stand between two neighbouring names, the labels of the left and right one, the relation it states,
# and whether the left name is its subject.
_BODY = frozenset({"Unit", "Organisation"})
_ACTOR = _BODY | {"Place"}
_BETWEEN: tuple[tuple[re.Pattern[str], frozenset[str], frozenset[str], str, bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), left, right, relation, forward)
    for pattern, left, right, relation, forward in (
        # "Norway-backed Shield Brigade", "Norway-supported militia Shield Brigade"
        (
            r"-(?:backed|supported|funded|trained|armed|sponsored|financed|equipped)"
            r"(?: (?!(?:of|in|to|by|for|and|the|on|with|against|from)\b)[\w-]+){0,4},? ?",
            _ACTOR,
            _BODY,
            "BACKED_BY",
            False,
        ),
        # "US-led Coalition"
        (r"-(?:led|commanded)(?: [\w-]+){0,2} ", _ACTOR, frozenset({"Unit"}), "OPERATES_UNDER", False),
        # "Jane Roe, who chairs the Defence Council"
        (
            r",? (?:(?:who|she|he) )?(?:now )?"
            r"(?:leads|heads|chairs|commands|has (?:led|headed|chaired|commanded)) (?:the )?",
            frozenset({"Person"}),
            _ACTOR,
            "COMMANDS",
            True,
        ),
        # "2nd Battalion of the 5th Brigade", "2nd Battalion, 5th Brigade"
        (r" of (?:the )?", frozenset({"Unit"}), frozenset({"Unit"}), "PART_OF", True),
        # "Bravo Company is under the command of 5th Brigade"
        (
            r",? (?:(?:which|that) )?(?:is |was |are |were |operates? |operated |falls? |fell |serves? |served |"
            r"works? )?(?:now )?under (?:the )?(?:operational |direct |tactical )?"
            r"(?:command|control|authority|umbrella) of (?:the )?",
            _BODY,
            _BODY,
            "OPERATES_UNDER",
            True,
        ),
    )
)


_DENIAL = re.compile(
    r"\b(?:separate|distinct|different|independent|independently) (?:from|of)\b|\bunrelated to\b|"
    r"\bnot (?:to be confused with|(?:a )?part of|(?:a )?member of|under|linked to|affiliated with)\b|"
    r"\bno (?:links?|ties|connection|relation) (?:to|with)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"\bunder the (?:\w+ )?(?:umbrella|command|authority|control|leadership|orders) of\b|\bsubordinate(?:d)? to\b|"
    r"\b(?:operates?|operating|operated|serves?|served|placed) under\b|\breports? (?:directly )?to\b|"
    r"\banswers? (?:directly |only )?to\b|\btakes? (?:its|their) orders from\b",
    re.IGNORECASE,
)


def denies(between: str) -> bool:
    """Whether the words between two names say that one has nothing to do with the other."""
    return bool(_DENIAL.search(between))


def states_command(between: str) -> bool:
    """Whether the words between two names say that the first acts under the second."""
    return bool(_COMMAND.search(between))


def find_patterns(words: Words, mentions: Sequence[DocMention]) -> Iterator[tuple[str, int, int, str]]:
    """Yield (relation type, subject, object, modality) for neighbouring names whose words state a relation.

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text; `subject` and `object` are indices into them.
    """
    names = [i for i, mention in enumerate(mentions) if mention.span.kind == "name"]
    for a, b in pairwise(names):
        left, right = mentions[a].span, mentions[b].span
        if left.sentence != right.sentence or right.start <= left.end:
            continue
        between = words.whole[
            words.characters(left.start, left.end)[1] : words.characters(right.start, right.end)[0]
        ]
        for pattern, lefts, rights, relation, forward in _BETWEEN:
            if left.label in lefts and right.label in rights and pattern.fullmatch(between):
                yield (relation, a, b, "asserted") if forward else (relation, b, a, "asserted")
                break
        if (left.label == "Person") != (right.label == "Person"):
            found = titled_pair(words, left, right)
            if found:
                person, body = (a, b) if left.label == "Person" else (b, a)
                yield found[0], person, body, found[1]
