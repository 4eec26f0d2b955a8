"""Credits and captions of pictures, as they stand in plain text: "Jane RoeReuters", "(Jane Roe/AP)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kgbuild.model import Ignored
from kgbuild.stages.clean.lines import Line, lines_of

__all__ = ["pictures"]

_AGENCIES = (
    "AFP", "AFP via Getty Images", "ANSA", "AP", "APTN", "Agence France-Presse", "Alamy", "Anadolu",
    "Anadolu Agency", "Associated Press", "Bloomberg", "Corbis", "DPA", "EFE", "EPA", "EPA-EFE", "Getty",
    "Getty Images", "IRNA", "ISNA", "Interfax", "Kyodo", "Kyodo News", "NAN", "NurPhoto", "PA Media", "PA Wire",
    "PTI", "RIA Novosti", "Reuters", "SANA", "SIPA", "Shutterstock", "Sputnik", "TASS", "Tasnim", "UPI",
    "WireImage", "Xinhua", "Yonhap", "ZUMA", "ZUMA Press", "dpa", "iStock",
)  # fmt: skip
_AGENCY = "(?:" + "|".join(sorted(map(re.escape, _AGENCIES), key=lambda name: (-len(name), name))) + ")"
_CHAIN = rf"{_AGENCY}(?: ?[/|,] ?{_AGENCY}){{0,9}}"  # with a limit, as it is looked for at each of its signs
_WELL_KNOWN = r"(?:AFP|AP|EPA|Getty Images|Reuters|Xinhua|Associated Press|Agence France-Presse)"
_NAME = r"(?:[A-Z][\w.'-]*|de|del|la|bin|al|van|von|der)"
_NAMES = rf"[A-Z][\w.'-]*(?: {_NAME}){{0,4}}"
# Agencies that are not also _NAMES: could a link be read in two ways, a chain that does not end the line would be
# tried in 2**links ways.
_OTHER = "|".join(re.escape(agency) for agency in _AGENCIES if not re.fullmatch(_NAMES, agency))
_PHOTO = r"(?i:photo(?:graph)?|picture|image|pix)s?"
_BY = r"(?i:by|courtesy of|courtesy)"
_FILE = r"(?i:file (?:photo|picture|image|pic)|photo: file|library (?:photo|picture))"
_AFTER = r"(?:^|(?<=[.,;:!?)\]\"'|-]) ?)"  # where a credit may begin: a line, or after a full stop and the like
_CLOSE = r"[)\]]?\.?$"

_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=[a-z.)\]\"'])(?P<credit>{_CHAIN})$",  # Jane RoeReuters
        rf"(?<=\w)(?P<credit> ?[/|©] ?{_CHAIN})$",  # Jane Roe / AFP
        rf"(?<=[.!?\"')]) (?P<credit>{_NAMES} ?/ ?{_CHAIN})$",  # … on Friday. Jane Roe/AFP
        rf"(?P<credit>\([^()]{{1,60}}(?: ?/ ?|,? via | - ){_AGENCY}[^()]{{0,30}}\))\.?$",  # (Jane Roe/AP)
        rf"(?P<credit>\([^()]{{0,60}}\b{_PHOTO} {_BY} [^()]{{1,80}}\))\.?$",  # (Army photo by Jane Roe)
        rf"{_AFTER}(?P<credit>[(\[]?{_PHOTO}(?: (?i:credits?))?(?: ?:|,? {_BY})"
        rf" ?{_NAMES}(?: ?[/|,] ?(?:{_NAMES}|{_OTHER}))*{_CLOSE})",  # Photo by Jane Roe
        rf"{_AFTER}(?P<credit>[(\[]?(?:{_AGENCY}|UN) {_PHOTO}"
        rf"(?: ?(?:/|{_BY}) ?{_NAMES}(?:, (?i:file))?)?{_CLOSE})",  # AFP PHOTO
        rf"{_AFTER}(?P<credit>[(\[]?{_FILE}{_CLOSE})",
        rf"^(?P<credit>{_WELL_KNOWN}(?: ?[/|,] ?{_AGENCY})*)$",
        r"^(?P<credit>(?i:image|media) (?:source|copyright), ?.{1,60})$",
        rf"^(?P<credit>(?i:image|media) caption,|{_FILE} ?:|(?i:photo|picture|caption) ?:)",
    )
)
_AGENCY_BEFORE = re.compile(rf"(?:^|\W){_AGENCY}$")
_BARE_NAME = re.compile(_NAMES)
_LONGEST_CAPTION = 12  # words


def pictures(text: str) -> Iterator[Ignored]:
    """Yield the credits of pictures, and captions that say nothing but a name a second time."""
    lines = list(lines_of(text))
    for line in lines:
        for start, end in _credits(line.text):
            yield Ignored(line.start + start, line.start + end, "photo credit")
    for before, line in pairwise(lines):
        yield from _repeated_caption(before, line)


def _credits(line: str) -> Iterator[tuple[int, int]]:
    for pattern in _CREDITS:
        found = pattern.search(line)
        # "told AFP/Reuters": what stands before the stroke is an agency too, and so the end of a sentence.
        if found and not _AGENCY_BEFORE.search(line[: found.start("credit")]):
            yield found.span("credit")


def _repeated_caption(before: Line, line: Line) -> Iterator[Ignored]:
    """A picture's description and then its caption, the same words with a credit: one of them is enough.

    Where the words are only a name, neither says anything.
    """
    credit = next(_credits(line.text), None)
    caption = line.text[: credit[0]].rstrip(" ,.-|") if credit else ""
    if not caption or caption != before.text.rstrip(".") or len(caption.split()) > _LONGEST_CAPTION:
        return
    yield Ignored(before.start, before.end, "photo caption")
    if _BARE_NAME.fullmatch(caption):
        yield Ignored(line.start, line.end, "photo caption")
