"""Entries of lists that state a post: "Col Jane Roe, Commander, 5 Brigade"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.stages.relate.lines import BODIES, RANK, Claim, Entry, LineReader
from kgbuild.stages.relate.ranks import title_end
from kgbuild.stages.relate.titles import relation_of_role

__all__ = ["Posts"]

# Shapes of entries, as `lines` writes them.
_B = r"B(?![sB])"  # one that is not itself said of another: "5 Brigade's staff"
_AT = r"(?:[,(\-|]i*L\)?|\|x:[BL])*"  # where the body before it is
_JOIN = r"[oi,:(\-|]*"
_OPENING = r"(?:[xnRoft]{1,4}:)?"
_POSTS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Col Jane Roe, Commander, 5 Brigade"; "Jane Roe (Commander 5 Brigade)"
        rf"^{_OPENING}(?P<P>P){RANK}[,:(\-|]*o*(?P<q>q?)(?P<T>T){_JOIN}(?P<B>{_B})",
        # "Jane Roe, 5 Brigade (Commander)"
        rf"^{_OPENING}(?P<P>P){RANK}[,:\-|](?P<q>q?)(?P<B>{_B}){_AT}[,(:\-|](?P<T>T)[).]*$",
        # "Commander, 5 Brigade: Col Jane Roe"
        rf"^{_OPENING}(?P<q>q?)(?P<T>T){_JOIN}(?P<B>{_B}){_AT}[,:(\-|]+(?P<P>P)",
        # "Commander: Col Jane Roe, 5 Brigade"
        rf"^(?P<q>q?)(?P<T>T)[:\-](?P<P>P){RANK}[,(\-|](?P<B>{_B})",
        # "5 Brigade (Commander: Col Jane Roe)"
        rf"^{_OPENING}(?P<B>{_B}){_AT}[,:(\-|]+(?P<q>q?)(?P<T>T)[:,\-|]*(?P<P>P)",
        # "5 Brigade, Gao - Col Jane Roe (Commander)"
        rf"^{_OPENING}(?P<B>{_B}){_AT}[:(\-|](?P<P>P)[,(\-](?P<q>q?)(?P<T>T)[).]*$",
    )
)
# Several in a row, in prose: "the appointments of Col Jane Roe, Commander, 5 Brigade, Maj John Doe, ..."
_NAME_THEN_POST = re.compile(rf"(?P<P>P){RANK}[,(]o*(?P<q>q?)(?P<T>T)[oi,]*(?P<B>{_B})")
_POST_THEN_NAME = re.compile(rf"(?P<q>q?)(?P<T>T)[oi,]*(?P<B>{_B}){_AT}[,:(\-|]+(?P<P>P)(?!,o*q?T)")
_SHARED_POST = re.compile(
    rf"^[xo]{{0,2}}(?P<q>q?)(?P<T>T)o*(?P<B>{_B}):(?P<P>P)"
)  # "Commanders of 5 Brigade: A; B; C"
_SHARING = re.compile(r"^P[^PBLT]*$")
# "5 Brigade: Col Jane Roe" and "Col Jane Roe, 5 Brigade"
_BODY_FIRST = re.compile(rf"^(?P<B>{_B}){_AT}[:(\-|](?P<P>P)\)?(?:\([xnq]+\))?[.]?$")
_NAME_FIRST = re.compile(rf"^{_OPENING}(?P<P>P)[,(\-|](?P<B>{_B})\)?{_AT}[.]?$")
# "Col Jane Roe, from 5 Brigade to 6 Brigade, Gao, as Commander"
_MOVE = re.compile(
    rf"^{_OPENING}(?P<P>P)[,\-]?f(?P<T1>T?){_JOIN}(?P<B1>{_B}){_AT},?"
    rf"t(?P<T2>T?){_JOIN}(?P<B2>{_B}){_AT}(?:,?ao?(?P<T3>T))?"
)
_PLACE = re.compile(r"B[,(\-|]i*(?P<L>L)(?:,(?P<M>L))?(?!,L|,?xL)")
_WHOLE_OF = re.compile(r"(?<!B,)(?<!Bx)B,o*(?P<B>B)(?![sB]|[,(]o*B|,?xB)")  # "2 Battalion, 5 Brigade"
# Titles that head a body, though their words alone do not tell.
_OWN_HEADS = re.compile(
    r"(?:(?:acting|ag\.?|new|regional|army|military) )?(?:comd|cmdr|comdt|chief|"
    r"o\.?c\.?|c\.?o\.?|g\.?o\.?c\.?|aoc|foc|cg|igp?|coas|cns|"
    r"cas|cds|dpo|divisional police officer|officer in charge|general manager|inspector[- ]general(?: of police)?|"
    r"chief of (?:the )?(?:army|naval|air|defence|general) staff)",
    re.IGNORECASE,
)
# Titles of those who head no more than a part of the body, or a branch of its staff.
_OF_PART = re.compile(
    r"\b(?:company|platoon|section|squad|flight|team|troop|battery|field|wing|group|training|operations|logistics|"
    r"military|local|state|provincial|base|senior|high-ranking|publicity|private|press) "
    r"(?:commander|commandant|leader|head|secretary|director)\b|"
    r"^(?:acting )?(?:director|head|chief|commander)s? (?:of|for) "
    r"(?!(?:the )?(?:mission|state|government|police|delegation|army|naval|air|defence|general)\b)",
    re.IGNORECASE,
)
_YEAR = r"(?:(?:1[89]|20)\d\d|['’]\d\d)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_SHORT = rf"(?:{_YEAR}|(?:\d\d? )?{_MONTH} ?\d\d|\d\d?/\d\d?/\d\d(?:\d\d)?)"  # "15 Dec 73", "12/05/80"
# From one year to another, which ends with that: "1986/87", "15 Dec 73 – 31 Jul 75"; "Jan 1994 – date" does not.
_CLOSED = re.compile(
    rf"(?<![\w/]){_YEAR} ?(?:[-–/] ?\d\d|(?:[-–]|to|until|till) ?(?:\d\d? )?(?:{_MONTH} )?{_YEAR})(?![\d/])|"
    rf"(?<![\w/]){_SHORT} ?(?:[-–]|to|until|till) ?{_SHORT}(?![\d/])",
    re.IGNORECASE,
)


class Posts(LineReader):
    """The posts that the entries of lists state, each by itself."""

    def claims(self) -> Iterator[Claim]:
        """What the entries of lists state by themselves: posts, moves, and where the bodies are."""
        for line in range(len(self._spans)):
            if not self._may_state_post(line):
                continue
            commanders, shared = False, None
            for entry in self._lines.entries(line, self._spans[line][0]):
                found = list(self._posts(entry)) or list(self._untitled(entry, commanders=commanders))
                if shared and _SHARING.match(entry.shape):
                    found = [self._shared_post(entry, *shared)]
                opening = _SHARED_POST.match(entry.shape)
                if opening:
                    shared = entry.titles[entry.at[opening.start("T")]], entry.at[opening.start("B")]
                commanders = commanders or any(claim[0] == "COMMANDS" for claim in found)
                yield from found
                if found:
                    yield from self.containing(entry)

    def _may_state_post(self, line: int) -> bool:
        labels = {self._mentions[n].span.label for n in self._of[line]}
        return "Person" in labels and bool(labels & BODIES)

    def _posts(self, entry: Entry) -> Iterator[Claim]:
        move = _MOVE.match(entry.shape)
        if move:
            person = entry.at[move.start("P")]
            new = "T2" if move["T2"] else "T3"
            for side, title, modality in (("B1", "T1", "past"), ("B2", new, "asserted")):
                role = entry.titles[entry.at[move.start(title)]] if move[title] else ""
                body = entry.at[move.start(side)]
                yield self.relation(role, body), person, body, modality
            return
        post = next(filter(None, (pattern.match(entry.shape) for pattern in _POSTS)), None)
        if post:
            yield self.post(entry, post, entry.at[post.start("B")])
            return
        rows = [list(pattern.finditer(entry.shape)) for pattern in (_NAME_THEN_POST, _POST_THEN_NAME)]
        # Which of the two comes first tells whose post each is, where names and posts follow one another.
        for post in min(filter(None, rows), key=lambda row: row[0].start(), default=[]):
            yield self.post(entry, post, entry.at[post.start("B")])

    def _shared_post(self, entry: Entry, role: str, body: int) -> Claim:
        modality = "past" if _is_over(entry) else "asserted"
        return self.relation(role, body), entry.at[0], body, modality

    def post(self, entry: Entry, post: re.Match[str], body: int) -> Claim:
        """The claim of an entry whose shape was matched as a post in a body."""
        role = entry.titles[entry.at[post.start("T")]]
        modality = "asserted"
        if "designate" in role.lower():
            modality = "planned"
        elif post["q"] or _is_over(entry):
            modality = "past"
        relation = self.relation(role, body)
        if self._words.texts[entry.at[post.start("T")] - 1].lower() in ("a", "an"):
            relation = "MEMBER_OF"  # one of several
        return relation, entry.at[post.start("P")], body, modality

    def _untitled(self, entry: Entry, *, commanders: bool) -> Iterator[Claim]:
        """A name with its rank and a body: who comes after the body heads it, who comes before belongs to it.

        Args:
            entry: has no title beside them.
            commanders: whether the entries before it state who commands.
        """
        for pattern in (_BODY_FIRST, _NAME_FIRST):
            post = pattern.match(entry.shape)
            if post is None:
                continue
            person, body = entry.at[post.start("P")], entry.at[post.start("B")]
            span, unit = self._mentions[person].span, self._mentions[body].span.label == "Unit"
            if title_end(self._words, span) == span.start:
                continue
            if pattern is _NAME_FIRST and not (commanders and unit):
                yield "MEMBER_OF", person, body, "asserted"
            elif unit:
                yield "COMMANDS", person, body, "asserted"

    def containing(self, entry: Entry) -> Iterator[Claim]:
        """What contains the bodies and places of an entry: "2 Battalion, 5 Brigade"; "5 Brigade, Gao, Mali"."""
        for found in _PLACE.finditer(entry.shape):
            body, place = entry.at[found.start()], entry.at[found.start("L")]
            yield "LOCATED_IN", body, place, "asserted"
            if found["M"]:
                yield "LOCATED_IN", place, entry.at[found.start("M")], "asserted"
        for found in _WHOLE_OF.finditer(entry.shape):
            part, whole = entry.at[found.start()], entry.at[found.start("B")]
            if self._mentions[part].span.label == "Unit":
                yield "PART_OF", part, whole, "asserted"

    def relation(self, role: str, body: int) -> str:
        """The relation type that a title states between its holder and a body."""
        if _OF_PART.search(role):
            return "MEMBER_OF"
        if _OWN_HEADS.fullmatch(role):
            return "COMMANDS"
        return relation_of_role(role, self._mentions[body].span.label) or "MEMBER_OF"


def _is_over(entry: Entry) -> bool:
    """Whether an entry tells when what it states ended."""
    # Its words stand apart: "12 / 05 / 80", "' 98".
    return bool(_CLOSED.search(re.sub(r" ?([/'’]) ?", r"\1", entry.text)))
