from __future__ import annotations

import pytest

from kgbuild.stages.clean.boilerplate import boilerplate

BEFORE = "The 4th Brigade reached Tumbes on Monday, the governor said."
AFTER = "It will stay until the election."

NOTICES = {
    "browser notice": [
        "Your browser is not supported. For the best experience use another browser.",
        "Netscape 4 is no longer supported. Please upgrade your browser.",
        "You are using an outdated browser. Please update it.",
        "Please enable JavaScript in your browser to see this page.",
        "JavaScript is disabled in your browser.",
        "This video cannot play. Your browser is too old.",
        "Media playback is unsupported on your device",
    ],
    "cookie notice": [
        "This site uses cookies.",
        "We use cookies to improve your visit. By continuing you agree to their use. Read our policy.",
        "Accept all cookies",
        "Cookie policy",
        "Privacy & cookies policy",
    ],
    "advertisement": [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Sponsored content",
        "We noticed that you have an ad blocker. Please turn it off.",
        "Please disable your adblocker to go on reading.",
    ],
    "share button": [
        "Share on Facebook",
        "Share this article",
        "SHARE",
        "Tweet",
        "Email this",
        "Print this page",
        "Click to share on Twitter (Opens in new window)",
        "Share this on WhatsApp",
        "Facebook Twitter LinkedIn Email",
        "Facebook | Twitter | WhatsApp",
        "Share: Facebook, Twitter",
        "Follow us on Twitter and Facebook",
        "Follow @tumbespost on Instagram",
        "Copy link",
        "1.2K shares",
    ],
    "newsletter prompt": [
        "Subscribe",
        "Sign up for our newsletter",
        "Subscribe to our daily newsletter. Get the news in your inbox.",
        "Get breaking news alerts by text message",
        "Join our WhatsApp channel",
        "Already a subscriber? Sign in",
    ],
    "link to another page": [
        "Read more",
        "Read more…",
        "READ ALSO: Navy buys two ships from Peru",
        "Related: Navy buys two ships",
        "Related stories",
        "You may also like",
        "More on this story",
        "Most read",
        "See more pictures here",
        "Click here to go to the front page",
        "View this page in Spanish",
        "Download the report (PDF)",
        "Back to top",
        "Skip to main content",
        "Next article",
    ],
    "comment counter": ["12 comments", "Comments (3)", "No comments", "Leave a comment", "Leave a reply"],
    "page counter": ["4 min read", "Reading time: 3 minutes"],
    "copyright line": [
        "© 2020 Tumbes Post. All rights reserved.",
        "Copyright 2020 Tumbes Post Ltd.",
        "(c) 2019 Tumbes Post",
        "All rights reserved. This material may not be published, broadcast or copied.",
    ],
}

# Sentences of a report that look like a notice.
PROSE = [
    "The claim is not supported by any witness.",
    "The browser history of Major Paz was not supported by other evidence in court.",
    "Soldiers gave the children cookies and water, and this site uses their photographs.",
    "We gave them cookies.",
    "They baked cookies for the 4th Brigade.",
    "The ad blocked the sale of rifles.",
    "Share of seats held by the Army",
    "Share the burden, the general told NATO.",
    "He printed the list and mailed it to the 4th Brigade.",
    "Follow the money, said Judge Paz.",
    "Be sure to follow the minister on Twitter and on Instagram during the trip.",
    "The brigade posted on Facebook and Twitter that Major Paz was dead.",
    "The newsletter of the 4th Brigade reported that Colonel Ruiz had been killed.",
    "Join the 4th Brigade",
    "Register of officers",
    "In a related development, the 5th Brigade attacked Piura.",
    "Related units of the 4th Brigade were moved to Piura.",
    "Recommended: that the minister dismiss Colonel Ruiz.",
    "Read the statement of the commander: we will attack at dawn.",
    "See the annex for the units of the 4th Brigade.",
    "More from the front: the 4th Brigade fell back.",
    "Comments by Colonel Ruiz angered the minister.",
    "Twelve comments were heard in court.",
    "Copyright of the map belongs to the Army.",
    "Copyright law does not bind the 4th Brigade.",
    "Reproduction of the order was prohibited by Colonel Ruiz.",
    "Print media in Tumbes were closed by the Army.",
    "Next page of the order: the 4th Brigade",
    "Click on this link, a sergeant wrote, and the drone was gone.",
    "View of Tumbes from the base of the 4th Brigade",
    "Advertising posters of the militia were torn down.",
    "X",
    "Maj Gen",
    "S/N",
    ".",
]


def ignored(line: str) -> list[tuple[str, str]]:
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    return [(span.reason, text[span.start : span.end]) for span in boilerplate(text)]


@pytest.mark.parametrize(("reason", "line"), [(reason, line) for reason in NOTICES for line in NOTICES[reason]])
def test_a_notice_is_ignored_whole(reason: str, line: str) -> None:
    assert ignored(line) == [(reason, line)]


@pytest.mark.parametrize("line", [line for lines in NOTICES.values() for line in lines])
def test_a_notice_in_a_sentence_of_the_report_is_not_ignored(line: str) -> None:
    assert ignored(f"Colonel Ruiz read out: {line.rstrip('.')} and left for Piura.") == []


@pytest.mark.parametrize("line", PROSE)
def test_the_report_is_not_ignored(line: str) -> None:
    assert ignored(line) == []


@pytest.mark.parametrize("line", PROSE)
def test_a_notice_and_the_report_on_one_line_stay(line: str) -> None:
    assert ignored(f"This site uses cookies. {line}") == []


@pytest.mark.parametrize("link", ["Read more", "Readmore.", "[Read more]", "Continue reading →", "READ MORE »"])
def test_a_link_after_a_sentence_is_ignored_alone(link: str) -> None:
    assert ignored(f'They were called "the Foxes". {link}') == [("link to another page", link.strip("["))]


def test_a_wrapped_sentence_is_never_ignored() -> None:
    wrapped = (
        "The minister told the 4th Brigade that everyone who came had to\nsubscribe\nand to leave a\ncomment\n"
    )
    assert list(boilerplate(wrapped)) == []


def test_a_very_long_line_is_prose() -> None:
    assert list(boilerplate("We use cookies " * 40)) == []
