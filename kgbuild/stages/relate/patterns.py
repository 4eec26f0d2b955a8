"""Relations that a few fixed words state whatever the names are, for pairs that the trained scorer may miss."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kgbuild.annotations import DocMention, Words
from kgbuild.pairs import Span
from kgbuild.schema import current_schema
from kgbuild.stages.relate.deaths import find_deaths
from kgbuild.stages.relate.titles import titled_pair

__all__ = ["denies", "denies_deed", "find_patterns", "hands_over", "is_over", "states_command", "tells_survival"]

# What may stand between two neighbouring names, the labels of the left and right one, the relation it states,
# and whether the left name is its subject.
_BODY = frozenset({"Unit", "Organisation"})
_ACTOR = _BODY | {"Place"}
_BACKED = r"(?:backed|supported|funded|financed|trained|armed|sponsored|equipped|paid|supplied)"
_DEGREE = r"(?:also |still |now |\w+ly )?"
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
        # "Shield Brigade, which is trained and armed by Norway", "Shield Brigade is backed by Norway"
        (
            rf"\)?(?:,? (?:which|that))? (?:is|are|was|were|has been|have been|had been) {_DEGREE}{_BACKED}"
            rf"(?:(?:,| and|, and) {_BACKED}){{0,2}} by (?:the )?",
            _BODY,
            _ACTOR,
            "BACKED_BY",
            True,
        ),
        # "Shield Brigade gets its weapons from Norway"
        (
            rf"\)?(?:,? (?:which|that))? {_DEGREE}(?:receive[sd]?|gets?|got|obtain(?:s|ed)) "
            r"(?:(?!no\b)[\w-]+,? ){0,3}?"
            r"(?:weapons|arms|ammunition|munitions|money|funds|funding|training|support|aid|backing|equipment|drones|"
            r"supplies|cash)(?:,? and [\w-]+)? from (?:the )?",
            _BODY,
            _ACTOR,
            "BACKED_BY",
            True,
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
        # "Bravo Company is under the command of 5th Brigade"
        (
            r"\)?,? (?:(?:which|that) )?(?:is |was |are |were |operates? |operated |falls? |fell |serves? |"
            r"served |works? |placed |come |comes |came )*(?:now )?under (?:the )?"
            r"(?:operational |direct |tactical )?(?:command|control|authority|umbrella|orders) of (?:the )?",
            _BODY,
            _BODY,
            "OPERATES_UNDER",
            True,
        ),
        # "Bravo Company reports to 5th Brigade", "5th Brigade (5 Bde), which in turn comes under 1st Division"
        (
            r"\)?,? (?:(?:which|that) )?(?:in turn )?(?:now |currently |also )?(?:"
            r"(?:comes?|came|falls?|fell|operates?|operated|serves?|served) (?:directly |now )?under|"
            r"(?:(?:is|was|are|were|been) )?(?:directly )?subordinated? to|"
            r"(?:reports?|reported|answers?|answered) (?:directly |only |in turn )?to|"
            r"(?:takes?|took|receives?|received) (?:its |their )?orders from) (?:the )?",
            _BODY,
            _BODY,
            "OPERATES_UNDER",
            True,
        ),
        # "Bravo Company was attached to 5th Brigade"
        (
            r"\)?,? (?:(?:which|that) )?(?:is |was |are |were )?(?:now |then |temporarily )?(?:attached|"
            r"assigned) to (?:the )?",
            frozenset({"Unit"}),
            frozenset({"Unit"}),
            "OPERATES_UNDER",
            True,
        ),
        # "Red Spear, a volunteer unit subordinate to the Army"
        (
            r"\)?(?:,|:) an? (?:(?!(?:not|never|no|once|formerly|previously|of|to|by|in|from|with|that|which)\b)"
            r"[\w-]+ ){1,4}?(?:attached|assigned|subordinated?|answerable|answering|reporting) (?:directly )?to "
            r"(?:the )?",
            _BODY,
            _BODY,
            "OPERATES_UNDER",
            True,
        ),
        # "Red Spear, a coalition of six nations led by the US"
        (
            r"\)?, (?:an?|the) (?:(?!(?:not|never|no|once|formerly|previously|of|to|by|against|from|with|that)\b)"
            r"[\w-]+ ){0,3}?(?:coalition|alliance|force|group|grouping|militia|mission|unit|formation|faction|"
            r"bloc|brigade|battlegroup|partnership)(?: of (?:[\w-]+ ){0,2}?(?:nations|countries|states|groups|"
            r"militias|factions|units))? (?:led|commanded) by (?:the )?",
            frozenset({"Unit"}),
            _ACTOR,
            "OPERATES_UNDER",
            True,
        ),
    )
)
# The same past an aside on the left name, which may hold names: "5 Brigade, based in Kano, reports to …".
_ASIDE = (
    r"(?=[ ,][(\w ])(?: \([^()]{1,40}\))?(?:, (?:which is )?(?:now )?"
    r"(?:headquartered|based|stationed|located|garrisoned) (?:in|at|near) [^.;:]{2,70}?(?=,? [a-z]))?"
)
_PAST_ASIDES = tuple(
    (re.compile(_ASIDE + f"(?:{pattern.pattern})", re.IGNORECASE), rights)
    for pattern, _, rights, relation, forward in _BETWEEN
    if relation == "OPERATES_UNDER" and forward
)


_DENIAL = re.compile(
    r"\b(?:separate|distinct|different|independent|independently) (?:from|of)\b|\bunrelated to\b|"
    r"\bnot (?:to be confused with|(?:a )?part of|(?:a )?member of|under|linked to|affiliated with)\b|"
    r"\bno (?:links?|ties|connection|relation) (?:to|with)\b",
    re.IGNORECASE,
)
_DEED_DENIED = re.compile(
    r"(?<!\bnot )(?<!\bnever )\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?) "
    r"(?:any |all |having |its |their |his |her )?(?:part|role|"
    r"hand|involvement|responsibility|killing|attacking|shelling|bombing|murdering|killed|attacked|shelled|bombed|link)\b"
    r"(?!.*\b(?:but|yet|while|although|admit\w*)\b)"
)
_OVER = re.compile(r"\b(?:no longer|ceased to|not any (?:longer|more))\b", re.IGNORECASE)
_SURVIVED = re.compile(
    r"\b(?:(?:almost|nearly) (?:killed|murdered|assassinated|shot dead)|"
    r"escaped being (?:killed|murdered|assassinated)|"
    r"failed to (?:kill|murder|assassinate))\b(?!.*\bkilled\b)"
)
_HANDED_OVER = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbeing )(?<!\bbe )(?<!\bnot )(?<!\bnever )(?<! to )"
    r"\b(?:(?:hand|turn|pass)(?:ed|s|es|ing) (?:over )?(?:the )?(?:command|leadership) of|"
    r"relinquish(?:ed|es|ing) (?:the )?(?:command|leadership) of|(?:stepped|stood) down as \w+ of) (?:the )?$"
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


def denies_deed(between: str) -> bool:
    """Whether the words between a body and whom it is said to have harmed are its denial."""
    return bool(_DEED_DENIED.search(between))


def tells_survival(between: str) -> bool:
    """Whether the words between a person and who sought that person's death tell that it did not come to it."""
    return bool(_SURVIVED.search(between))


def is_over(between: str) -> bool:
    """Whether the words between two names say that what tied them has ended."""
    return bool(_OVER.search(between))


def hands_over(between: str) -> bool:
    """Whether the words between a commander and a body say that the command was given to another."""
    return bool(_HANDED_OVER.search(between))


def states_command(between: str) -> bool:
    """Whether the words between two names say that the first acts under the second."""
    return bool(_COMMAND.search(between))


def find_patterns(words: Words, mentions: Sequence[DocMention]) -> Iterator[tuple[str, int, int, str]]:
    """Yield (relation type, subject, object, modality) for neighbouring names whose words state a relation.

    The user's own patterns, in the run's schema, hold of any two mentions of a sentence.

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text; `subject` and `object` are indices into them.
    """
    names = [i for i, mention in enumerate(mentions) if mention.span.kind == "name"]
    yield from _past_asides(words, mentions, names)
    for a, b in pairwise(names):
        left, right = mentions[a].span, mentions[b].span
        if left.sentence != right.sentence or right.start <= left.end:
            continue
        between = _between(words, left, right)
        for pattern, lefts, rights, relation, forward in _BETWEEN:
            superior = relation == "OPERATES_UNDER" and forward and _owns_next(words, mentions, b)
            if left.label in lefts and (right.label in rights or superior) and pattern.fullmatch(between):
                if relation == "OPERATES_UNDER" and forward:
                    yield from _reporting(words, mentions, a, b, between)
                else:
                    yield (relation, a, b, "asserted") if forward else (relation, b, a, "asserted")
                break
        if (left.label == "Person") != (right.label == "Person"):
            found = titled_pair(words, left, right)
            if found:
                person, body = (a, b) if left.label == "Person" else (b, a)
                yield found[0], person, body, found[1]
    yield from find_deaths(words, mentions)
    yield from _own(words, mentions)


def _between(words: Words, left: Span, right: Span) -> str:
    """The text from the end of one span to the beginning of another, with its spaces."""
    return words.whole[words.characters(left.start, left.end)[1] : words.characters(right.start, right.end)[0]]


def _past_asides(
    words: Words, mentions: Sequence[DocMention], names: Sequence[int]
) -> Iterator[tuple[str, int, int, str]]:
    """What the words state of two bodies between which an aside on the first stands, with names of its own."""
    for place, a in enumerate(names):
        left = mentions[a].span
        if left.label not in _BODY:
            continue
        for b in names[place + 2 : place + 2 + _ASIDE_NAMES]:
            right = mentions[b].span
            if right.sentence != left.sentence or right.start <= left.end:
                break
            between = _between(words, left, right)
            if any(right.label in rights and pattern.fullmatch(between) for pattern, rights in _PAST_ASIDES):
                yield from _reporting(words, mentions, a, b, between)


def _reporting(
    words: Words, mentions: Sequence[DocMention], a: int, b: int, between: str
) -> Iterator[tuple[str, int, int, str]]:
    """The reporting line that the words between two bodies state, unless those around make it something else."""
    head = _head(words, mentions, a, between)
    if head is None:
        return
    if _owns_next(words, mentions, b):
        b += 1
    left, right = mentions[head].span, mentions[b].span
    first, last = words.sentence_spans()[left.sentence]
    before = words.text(first, left.start) if left.start > first else ""
    after = words.whole[words.characters(right.start, right.end)[1] : words.characters(first, last)[1]]
    if _OTHER_LINE.match(after) or (_VERB.match(between) and _WITHIN_BODY.search(before)):
        return
    if between.startswith(", under") and _BESIDE_BODY.search(before):
        return
    supposed = _SUPPOSED.match(before) and not _RELATIVE.search(between)
    if supposed and after.rstrip("\"”'’ ").endswith("?"):
        return
    modality = "possible" if supposed else "past" if re.match(r" until\b", after) else "asserted"
    yield "OPERATES_UNDER", head, b, modality


# After a superior's name these make another thing of a reporting line: a message, its object, or a blow.
_OTHER_LINE = re.compile(
    r"['’](?!s (?:\w+ )?(?:command|control|authority|umbrella|leadership|orders)\b)| that\b|"
    r" (?:\w+ )?(?:fire|attacks?|artillery|shelling|pressure|scrutiny|criticism|bombardment|airstrikes?|"
    r"sanctions)\b"
)
_VERB = re.compile(r"\)? (?!under\b)")
_WITHIN_BODY = re.compile(r"\b(?:of|in|at|from|with|within|inside|near|against)(?: the)?$", re.IGNORECASE)
_BESIDE_BODY = re.compile(r"\b(?:with|against|near|at|from|to|by)(?: the)?$", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\W*(?:if|unless|whether|should|had|do|does|did|is|are|was|were|has|have|will|would|can|could)\b",
    re.IGNORECASE,
)


def _owns_next(words: Words, mentions: Sequence[DocMention], name: int) -> bool:
    """Whether a body's name is followed by that of a body of its own: "NATO's Joint Force Command"."""
    if name + 1 == len(mentions):
        return False
    left, right = mentions[name].span, mentions[name + 1]
    return (
        right.span.kind == "name"
        and right.span.label in _BODY
        and right.span.start > left.end
        and _between(words, left, right.span) in ("'s ", "’s ", "' ", "’ ")
    )


def _head(words: Words, mentions: Sequence[DocMention], name: int, between: str) -> int | None:
    """Of "Bravo Company of 5th Brigade reports to …" the company; None where "which" may be either.

    So of "Bravo Company, part of 5th Brigade, reports to …", but there "which" is the brigade.
    """
    while name and mentions[name - 1].span.label in _BODY:
        joint = _between(words, mentions[name - 1].span, mentions[name].span)
        relative = _RELATIVE.search(between)
        apposed = between.startswith(",") and not relative and _PART_OF.fullmatch(joint)
        if joint not in (" of ", " of the ") and not apposed:
            break
        if relative:
            return None
        name -= 1
    return name


_RELATIVE = re.compile(r"\b(?:which|that)\b")
_PART_OF = re.compile(
    r"\)?, (?:an? |the )?(?:[\w-]+ ){0,3}?(?:part|element|unit|wing|branch|component|arm|force|formation|regiment|"
    r"brigade|battalion) of (?:the )?"
)
_ASIDE_NAMES = 3
_MOST_CHARACTERS = 300  # between the two sides of a user's pattern, and before the first


@dataclass(frozen=True, slots=True)
class _OwnPattern:
    """A user's pattern: what stands before, between and after its sides, and whether the subject comes first."""

    relation: str
    before: re.Pattern[str]
    between: re.Pattern[str]
    after: re.Pattern[str]
    forward: bool


@lru_cache(maxsize=1)
def _own_patterns(digest: str) -> list[_OwnPattern]:
    """The patterns of the schema of this digest, which is the current one."""
    found = []
    for relation in current_schema().relations.values():
        for pattern in relation.patterns:
            before, first, between, _, after = re.split(r"\{(subject|object)\}", pattern)
            found.append(
                _OwnPattern(
                    relation.name,
                    re.compile(rf"(?:^|\W){_to_regex(before)}$" if before.strip() else "", re.IGNORECASE),
                    re.compile(_to_regex(between), re.IGNORECASE),
                    re.compile(rf"{_to_regex(after)}(?!\w)" if after.strip() else "", re.IGNORECASE),
                    first == "subject",
                )
            )
    return found


def _to_regex(part: str) -> str:
    """A stretch of a user's pattern: any white space, "*" for one to five words, an article before a side."""
    words = r"\s+".join(r"\S+(?:\s+\S+){0,4}" if word == "*" else re.escape(word) for word in part.split())
    before = r"\s+" if part[:1].isspace() else ""
    return before + words + (r"\s+(?:(?:the|an?)\s+)?" if part[-1:].isspace() else "")


def _own(words: Words, mentions: Sequence[DocMention]) -> Iterator[tuple[str, int, int, str]]:
    schema = current_schema()
    patterns = _own_patterns(schema.digest)
    if not patterns:
        return
    offsets = [words.characters(mention.span.start, mention.span.end) for mention in mentions]
    for a, left in enumerate(mentions):
        for b in range(a + 1, len(mentions)):
            start, end = offsets[a][1], offsets[b][0]
            if mentions[b].span.sentence != left.span.sentence or end - start > _MOST_CHARACTERS:
                break
            for pattern in patterns:
                subject, object = (a, b) if pattern.forward else (b, a)
                labels = mentions[subject].span.label, mentions[object].span.label
                before = words.whole[max(0, offsets[a][0] - _MOST_CHARACTERS) : offsets[a][0]]
                if (
                    schema.allows(pattern.relation, *labels)
                    and pattern.between.fullmatch(words.whole, start, end)
                    and pattern.before.search(before)
                    and pattern.after.match(words.whole, offsets[b][1])
                ):
                    yield pattern.relation, subject, object, "asserted"
