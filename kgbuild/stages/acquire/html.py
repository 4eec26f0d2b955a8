"""The reader of web pages: the article without the page around it."""

from __future__ import annotations

import json
import logging
import re
import warnings
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.errors import DocumentError, NoReport
from kgbuild.model import Document
from kgbuild.stages.acquire.encoding import decode
from kgbuild.stages.acquire.identity import printable
from kgbuild.stages.acquire.published import find_published
from kgbuild.wrapping import continued

if TYPE_CHECKING:
    from trafilatura.settings import Document as Article

__all__ = ["is_html", "read_html"]

_OPENING = re.compile(  # a comment ends at its first "-->": else comments in a row are tried in 2**comments ways
    r"(?:\s|<!--(?:(?!-->).)*-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"<[a-z!/]", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta\b[^>]*\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
_AS_BROWSERS = {  # what the name of an encoding means on the web (WHATWG, Encoding Standard), where Python differs
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620", "windows-874"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    "iso-8859-8-i": "iso-8859-8",
    "x-mac-cyrillic": "mac_cyrillic",
}
_WIDE = ("utf-16", "utf-32")  # a page in them could not say so in single bytes
_OUR_VIEW = '<h1><span class="mark">kgbuild</span>'
_LOOK_AHEAD = 4096  # bytes in which a page says what it is
_LONGEST = 1000  # characters of a title, name or description in a page's head
_MOST_UNCLOSED = 100  # tags and comments in a script that do not end
_DATA = ("application/ld+json", "application/settings+json")  # scripts in which a page tells of itself
_AUTHOR = re.compile(r'"(?:author|person)"', re.IGNORECASE)
_LONGEST_DATA = 10_000  # characters of such a script that are handed on, whatever they are
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "readability")


def is_html(content: bytes, *, named: bool) -> bool:
    """Whether a file is a web page: by its opening tags or, where it is `named` as one, by any tag at all."""
    plain = content[: 4 * _LOOK_AHEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    opening = plain[:_LOOK_AHEAD].decode("latin-1")
    return bool(_OPENING.match(opening)) or (named and bool(_TAG.search(content)))


def read_html(content: bytes, /, *, id: str, path: Path) -> Document:
    """Return the article of a web page, paragraph by paragraph, with its title, date and address.

    Nothing is fetched: the page is read as it is in the file.

    Raises:
        DocumentError: the page holds no article, or its encoding cannot be told.
        NoReport: it is a view that kgbuild drew.
    """
    page = decode(content, declared=_declared(content))
    if _OUR_VIEW in page:
        raise NoReport("a view that kgbuild drew, not a report")
    article = _extract(page if _OPENING.match(page) else f"<html><body>{page}</body></html>")
    text = _paragraphs(article.text) if article and article.text else ""
    if article is None or not text:
        raise DocumentError(
            "no article text found in this web page",
            hint="save the page again once it has loaded, or paste its text into a .txt file",
        )
    return Document(
        id=id,
        text=text,
        title=article.title or None,
        source=article.url or _saved_from(page) or article.sitename or None,
        published=article.date or find_published(text, name=path.stem),
        path=printable(path.as_posix()),
    )


def _declared(content: bytes) -> str | None:
    found = _CHARSET.search(content[:_LOOK_AHEAD])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    return None if name.startswith(_WIDE) else _AS_BROWSERS.get(name, name)


def _saved_from(page: str) -> str | None:
    """The address that a browser noted when it saved the page."""
    noted = _SAVED_FROM.search(page[:_LOOK_AHEAD])
    return noted[1] if noted else None


def _extract(page: str) -> Article | None:
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    for name in _LOGGERS:
        _silence(logging.getLogger(name))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = load_html(page)
            found = bare_extraction(
                tree if tree is not None and _cut(tree) else page,
                with_metadata=True,
                include_comments=False,
                # A date guessed from the text would be no publication date; a fixed limit, as today changes.
                date_extraction_params={
                    "extensive_search": False,
                    "original_date": True,
                    "max_date": "2100-01-01",
                },
            )
    except Exception as error:  # a page can be broken in more ways than the parsers foresee
        raise DocumentError(
            f"a web page that cannot be taken apart ({type(error).__name__})",
            hint="paste its text into a .txt file",
        ) from error
    return None if isinstance(found, dict) else found


def _cut(tree: Any) -> bool:  # an lxml.html.HtmlElement, which has no types
    """Cut out of a page's head what trafilatura takes the square of its length for; whether anything was cut."""
    cut = False
    for meta in tree.iter("meta"):
        if len(content := meta.get("content", "")) > _LONGEST:
            meta.set("content", content[:_LONGEST])
            cut = True
    for script in tree.iter("script"):
        text = script.text or ""
        unclosed = text.rpartition(">")[2].count("<") + text.rpartition("-->")[2].count("<!--")
        if unclosed > _MOST_UNCLOSED:
            script.text = ""
            cut = True
        elif len(text) > _LONGEST_DATA and script.get("type") in _DATA:
            script.text = _affordable(text)
            cut = True
    return cut


def _affordable(data: str) -> str:
    """A long JSON text of a page about itself, without what trafilatura takes the square of its length for.

    That is the authors, which no document keeps; and, where it is not JSON, all that follows its beginning.
    """
    data = _AUTHOR.sub('""', data)
    try:
        json.loads(data, strict=False)
    except (ValueError, RecursionError):
        return data[:_LONGEST_DATA]
    return data


def _silence(logger: logging.Logger) -> None:
    """Keep a library's log off the terminal unless the program that uses kgbuild asks for it."""
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _paragraphs(text: str) -> str:
    """Part lines by blank ones, except rows of one table, points of one list and lines broken at a margin."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    joined = lines[:1]
    for (before, line), goes_on in zip(pairwise(lines), continued(lines), strict=False):
        together = goes_on or (before[0] == line[0] == "|") or (before[:2] == line[:2] == "- ")
        joined += ["\n" if together else "\n\n", line]
    return "".join(joined)
