from __future__ import annotations

import logging
import socket
import sys
from pathlib import Path

import pytest

from kgbuild.errors import DocumentError
from kgbuild.stages.acquire.html import read_html

PARAGRAPHS = (
    "The 4th Brigade, which Colonel Ana Ruiz commands, reached Tumbes on Monday after a march of six days.",
    "It belongs to the Northern Division, whose headquarters are in Piura, and will stay until the election.",
    "“Our soldiers are guests here,” the colonel said. Her deputy, Major Luis Paz, was sent on to Zarumilla.",
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Brigade in Tumbes | Tumbes Post</title>
<meta property="og:title" content="Brigade in Tumbes"><meta property="og:site_name" content="Tumbes Post">
<meta property="article:published_time" content="2020-01-03T10:00:00Z">
<link rel="canonical" href="https://post.example/brigade"><script>var spy = "Hidden Battalion";</script></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav><article><h1>Brigade in Tumbes</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}
<img src="https://post.example/a.png"><div class="share"><a href="#">Share on Facebook</a></div></article>
<footer>© 2020 Tumbes Post. All rights reserved.</footer></body></html>"""


def read_page(page: str | bytes) -> tuple[str, str | None, str | None, str | None]:
    content = page if isinstance(page, bytes) else page.encode()
    document = read_html(content, id="r", path=Path("in/r.html"))
    assert (document.id, document.path) == ("r", "in/r.html")
    return document.text, document.title, document.source, document.published


def test_the_article_is_read_without_the_page_around_it() -> None:
    text, title, source, published = read_page(PAGE)
    assert text.split("\n\n") == ["Brigade in Tumbes", *PARAGRAPHS]
    assert title == "Brigade in Tumbes"
    assert source == "https://post.example/brigade"
    assert published == "2020-01-03"


def test_a_page_without_metadata_has_none() -> None:
    page = f"<html><body><p>{PARAGRAPHS[0]} On 4 May 2018 it was founded.</p></body></html>"
    assert read_page(page)[1:] == (None, None, None)


def test_the_name_of_the_site_stands_in_for_a_missing_address() -> None:
    page = PAGE.replace('<link rel="canonical" href="https://post.example/brigade">', "")
    assert read_page(page)[2] == "Tumbes Post"


def test_a_list_and_a_table_stay_together() -> None:
    rows = "".join(f"<tr><td>Col</td><td>{name}</td></tr>" for name in ("A Ruiz", "L Paz"))
    points = "<ul><li>The 4th Brigade is in Tumbes.</li><li>The 5th Brigade is in Piura.</li></ul>"
    page = f"<html><body><article><p>{PARAGRAPHS[0]}</p>{points}<table>{rows}</table></article></body></html>"
    text = read_page(page)[0]
    assert "\n\n- The 4th Brigade is in Tumbes.\n- The 5th Brigade is in Piura.\n\n" in text
    assert "A Ruiz" in text.split("\n\n")[-1] and "L Paz" in text.split("\n\n")[-1]


@pytest.mark.parametrize(
    ("meta", "encoding"),
    [
        ('<meta charset="windows-1254">', "cp1254"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-9">', "iso-8859-9"),
        ("<meta charset=UTF-8>", "utf-8"),
    ],
)
def test_the_declared_encoding_counts(meta: str, encoding: str) -> None:
    sentence = "Tuğgeneral İsmail Şahin, tugayın komutanı, çarşamba günü Van'da konuştu."
    page = f"<html><head>{meta}</head><body><p>{sentence}</p></body></html>"
    assert read_page(page.encode(encoding))[0] == sentence


def test_latin_1_means_windows_1252_as_in_browsers() -> None:
    page = "<html><head><meta charset=iso-8859-1></head><body><p>Ruiz’s “4th Brigade” – Ž.</p></body></html>"
    assert read_page(page.encode("cp1252"))[0] == "Ruiz’s “4th Brigade” – Ž."


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!DOCTYPE html><html><head><title>Brigade in Tumbes</title></head><body></body></html>",
        "<html><body><script>document.write('The 4th Brigade')</script></body></html>",
        "<html>" + "<div>" * 5000 + "</div>" * 5000,
    ],
    ids=["nothing", "only a title", "only a script", "only depth"],
)
def test_a_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(DocumentError, match="no article text found") as raised:
        read_page(page)
    assert raised.value.hint


def test_a_failure_of_the_library_is_one_document_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    with pytest.raises(DocumentError, match=r"cannot be taken apart \(RecursionError\)"):
        read_page(PAGE)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)
    assert read_page(PAGE)[1] == "Brigade in Tumbes"


def test_the_library_stays_silent(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("trafilatura", "htmldate", "courlan"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", False)  # past the handler of pytest
    for page in ("<html></html>", PAGE):
        try:
            read_page(page)
        except DocumentError:
            logging.getLogger("trafilatura.core").error("as the library does")
    assert capfd.readouterr() == ("", "")


def test_importing_the_stage_does_not_load_the_library() -> None:
    import subprocess

    code = "import sys, kgbuild.stages.acquire; sys.exit('trafilatura' in sys.modules)"
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
