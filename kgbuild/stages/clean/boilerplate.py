"""What a web page puts around its article, left in plain text: notices, buttons, links to other pages.

A rule takes a whole line, and only when every sentence of it is one that the rule knows. A sentence of the
report that is lost is worse than a button that stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.model import Ignored
from kgbuild.stages.clean.lines import lines_of

__all__ = ["boilerplate"]

_LONGEST = 300  # characters; notices are short


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a page says of itself: a line of such sentences counts where it holds a word of `about`."""

    reason: str
    says: re.Pattern[str]
    about: re.Pattern[str]


def _rule(reason: str, *says: str, about: str = "") -> _Rule:
    return _Rule(reason, re.compile("|".join(says), re.IGNORECASE), re.compile(about, re.IGNORECASE))


_SITE = (
    r"(?:facebook|twitter|x|whats ?app|linked ?in|telegram|reddit|pinterest|instagram|you ?tube|flipboard"
    r"|tumblr|e-?mail)"
)
_BETWEEN = r"(?: ?[,|/&·•] ?| and on | and | on | )"
_SITES = rf"{_SITE}(?:{_BETWEEN}{_SITE})*"
_PAGE = r"(?: (?:this|the))?(?: (?:article|story|page|post|report|link|news))?"
_BUTTON = r"(?:share|tweet|pin|like|e-?mail|print|save|bookmark)"
_WEBSITE = r"(?:this|our) (?:web ?)?site"
_NEW_WINDOW = r"(?: \(opens in (?:a )?new window\))?"
_LISTED = r"(?:news|stories|articles?|content|topics|links|posts|coverage|reading|tags|videos?)"

_NOT_TO_BE_COPIED = (
    r"this (?:material|article|content|story) may not be (?:published|reproduced|copied|republished)"
)

_RULES = (
    _rule(
        "browser notice",
        rf"[\w. ]{{2,40}} (?:is|are) (?:not|no longer) (?:fully )?supported(?: (?:by|on) {_WEBSITE})?",
        r"for (?:an|the) (?:optimal|best|better|full)[\w ]* experience\b.*",
        r"(?:please )?(?:upgrade|update|switch|use|try|enable|turn on|activate|install|download|visit) .*",
        r"(?:you are|you're|you seem to be|it looks like you(?: are|'re)) using .*",
        r"(?:your|this) (?:web )?browser .*",
        r"java ?script (?:is|must be|has to be|needs to be|seems to be|appears to be) .*",
        r"(?:this (?:site|website|page|video)|media playback) .*",
        r"(?:you need to|you must|please|we recommend) .*",
        about=r"\b(?:browser|java ?script|media playback)\b",
    ),
    _rule(
        "cookie notice",
        rf"(?:we|{_WEBSITE}|we and our partners) (?:may )?(?:uses?|stores?|sets?) .*",
        r"(?:by|if you) (?:continu|us|click|brows|clos|accept)\w* .*",
        r"(?:accept|reject|allow|decline|manage) .*",
        r"(?:read|see|learn|click|find out) .*\b(?:cookies?|policy|privacy|settings|more|here)\b.*",
        r"(?:your )?(?:cookies?|privacy)(?: (?:and|&) (?:cookies?|privacy))?(?: \w+)?",
        r"you can (?:manage|change|find|opt|learn|read|disable|control|withdraw) .*",
        about=r"\bcookies?\b",
    ),
    _rule(
        "advertisement",
        r"(?:please )?(?:disable|turn off|switch off|pause|whitelist|deactivate|allow|support|consider) .*",
        r"(?:please )?(?:turn|switch) it off",
        r"(?:we|it looks like|it seems|you are|you're|you seem|this site|our site) .*",
        r"ad ?-?block\w* (?:detected|is on)",
        about=r"\bad ?-?block(?:er|ers|ing)?\b",
    ),
    _rule(
        "advertisement",
        r"advert(?:isement|ising)?s?",
        r"(?:sponsored|promoted)(?: content)?",
        r"(?:article|story|report) continues (?:below|after)(?: (?:this |the )?advert(?:isement)?)?",
        r"scroll (?:down )?to continue(?: reading)?",
    ),
    _rule(
        "share button",
        rf"(?:click to )?{_BUTTON}{_PAGE}{_NEW_WINDOW}",
        rf"(?:click to )?(?:share|send|tweet|post|e-?mail){_PAGE} (?:on|via|by|to|with) {_SITES}{_NEW_WINDOW}",
        rf"(?:click to )?e-?mail (?:this|a link to a friend|to a friend){_NEW_WINDOW}",
        rf"{_BUTTON}(?:{_BETWEEN}{_BUTTON})+",
        rf"(?=.*\w{{4}})(?:(?:share|follow us|follow|find us)(?: on)? ?:? ?)?{_SITE}(?:{_BETWEEN}{_SITE})+",
        rf"(?:follow|like|join|find) (?:us|our \w+|@\w+|\w+(?: \w+){{0,3}}) on {_SITES}(?: ?[:@][\w@/. ]*)?",
        r"[\d.,]+ ?[km]? (?:shares?|likes?|views?|tweets?)",
        r"copy (?:the )?(?:link|url)|link copied",
    ),
    _rule(
        "newsletter prompt",
        r"(?:please )?(?:subscribe|sign up|register|join|get|receive|stay|never miss|don't miss|enter) .*",
        about=r"\b(?:newsletters?|your inbox|mailing list|e-?mail (?:alerts?|updates?|address)|news alerts?"
        r"|push notifications?|(?:whats ?app|telegram) (?:channel|group))\b",
    ),
    _rule(
        "newsletter prompt",
        r"(?:subscribe|sign up|sign in|log in)(?: (?:now|here|today|for free))?",
        r"already a (?:subscriber|member)\?(?: (?:sign|log) in)?|create an account",
    ),
    _rule(
        "link to another page",
        r"(?:also |please )?(?:read|see|view|watch|learn) ?(?:also|more|next|further|the full|full)"
        r"(?: (?:story|article|report|about this|on this story|of this|photos|pictures|videos?))*(?: here)?",
        r"continue reading|show more|load more|view (?:all|gallery)|see all",
        r"(?:you )?(?:may|might) also like|more on this story|more (?:stories|news)|more from [\w ]{1,30}",
        r"(?:most|also) (?:read|popular|viewed)|trending(?: now)?|up next|top stories|what to read next",
        rf"(?:latest|related|trending|recommended) {_LISTED}|recommended for you",
        r"click (?:here|on (?:this|the) link)(?: (?:to|for) .*)?",
        r"view (?:this |the )?(?:report|page|article|version)? ?in [a-z]+",
        r"download (?:the |this )?(?:pdf|report|document|app)(?: \(?(?:pdf|as pdf)\)?)?",
        r"(?:go )?back to (?:the )?(?:top|home|home ?page)|skip to (?:main )?content",
        r"(?:next|previous) (?:article|story|post|page)",
    ),
    _rule(
        "comment counter",
        r"(?:no|\d[\d,.]*k?|view|show|hide|read|view all|show all|see all)(?: \d[\d,.]*)? comments?",
        r"comments?(?: ?\(\d+\)| ?: ?\d+| are closed| below)?",
        r"(?:leave|add|post|write) (?:a|your) (?:comment|reply)(?: below)?|cancel reply",
        r"join the conversation|be the first to comment",
    ),
    _rule(
        "page counter",
        r"\d+ ?-?(?:min|mins|minutes?) read|(?:estimated )?reading time ?: ?\d+ (?:min|mins|minutes?)",
    ),
    _rule(
        "copyright line",
        r"(?:(?:copyright|\(c\)|©),? ?)+(?:19|20)\d\d\b.*",
        r"(?:copyright )?©.*",
        r"(?:[^.:]{1,60}\W)?all rights reserved(?: (?:by|to|worldwide)\b.*| ?[|·-].*)?",
        rf"{_NOT_TO_BE_COPIED}.*|reproduction .* (?:prohibited|forbidden)(?: .*)?",
        r"[^.:]{1,60}",
        about=r"^(?:copyright )?©|^(?:copyright )?\(c\) (?:19|20)|^copyright (?:19|20)\d\d|\ball rights reserved\b"
        rf"|^{_NOT_TO_BE_COPIED}",
    ),
)

_POINTER = re.compile(  # what follows the colon belongs to the other page
    r"(?:(?:also |please )?read (?:also|more|next|further)|also read|see also|more on this story"
    rf"|related(?: {_LISTED})?|you (?:may|might) also like)(?: ?[:|>→»]| -) ?.{{1,200}}",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")
_TRAILING = " .!…>→»"
_MORE_AT_END = re.compile(
    r"(?<=[.!?…\"'])[ \[(]*(?P<link>(?:read ?more|continue reading|full story)[\])]?[ .…>→»]*)$",
    re.IGNORECASE,
)


def boilerplate(text: str) -> Iterator[Ignored]:
    """Yield the lines that belong to the page and not to the report, and links at the end of others."""
    for line in lines_of(text):
        if line.continues:
            continue
        if reason := _reason(line.text):
            yield Ignored(line.start, line.end, reason)
        elif more := _MORE_AT_END.search(line.text):
            yield Ignored(line.start + more.start("link"), line.end, "link to another page")


def _reason(line: str) -> str | None:
    """Why the page and not the report says this line; None where the report may say it."""
    if len(line) > _LONGEST:
        return None
    if _POINTER.fullmatch(line):
        return "link to another page"
    sentences = [one.rstrip(_TRAILING) for one in _SENTENCE_ENDS.split(line)]
    for rule in _RULES:
        if rule.about.search(line) and all(rule.says.fullmatch(one) for one in sentences):
            return rule.reason
    return None
