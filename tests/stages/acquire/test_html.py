from __future__ import annotations

import json
import logging
import socket
import sys
from pathlib import Path
from textwrap import wrap
from typing import Any

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


@pytest.mark.parametrize(
    ("noted", "source"),
    [("https://post.example/a?b=c", "https://post.example/a?b=c"), ("file:///home/ana/a.html", "Tumbes Post")],
)
def test_the_address_that_a_browser_noted_on_saving_stands_in_for_a_missing_one(noted: str, source: str) -> None:
    page = PAGE.replace("<html>", f"\n<!-- saved from url=(0026){noted} -->\n<html>")
    assert read_page(page)[2] == "https://post.example/brigade"
    assert read_page(page.replace('<link rel="canonical" href="https://post.example/brigade">', ""))[2] == source


def test_a_list_and_a_table_stay_together() -> None:
    rows = "".join(f"<tr><td>Col</td><td>{name}</td></tr>" for name in ("A Ruiz", "L Paz"))
    points = "<ul><li>The 4th Brigade is in Tumbes.</li><li>The 5th Brigade is in Piura.</li></ul>"
    page = f"<html><body><article><p>{PARAGRAPHS[0]}</p>{points}<table>{rows}</table></article></body></html>"
    text = read_page(page)[0]
    assert "\n\n- The 4th Brigade is in Tumbes.\n- The 5th Brigade is in Piura.\n\n" in text
    assert "A Ruiz" in text.split("\n\n")[-1] and "L Paz" in text.split("\n\n")[-1]


@pytest.mark.parametrize(
    "block", ["<pre>{}</pre>", "<div>{}</div>", "<article><h1>News</h1><pre>{}</pre></article>"]
)
def test_lines_that_the_page_breaks_at_a_margin_stay_together(block: str) -> None:
    wrapped = ["\n".join(wrap(paragraph, 60)) for paragraph in PARAGRAPHS]
    text = read_page(f"<html><body>{block.format(f'{chr(10) * 2}'.join(wrapped))}</body></html>")[0]
    assert text.removeprefix("News\n\n").split("\n\n") == wrapped


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
    ("declared", "encoding", "sentence"),
    [
        ("iso-8859-9", "cp1254", "Tuğgeneral “Şahin” konuştu."),
        ("TIS-620", "cp874", "ผู้บัญชาการ “กองพล” กล่าว"),
        ("gb2312", "gb18030", "第四旅旅长王镕伟上校星期三返回基地"),
        ("x-gbk", "gb18030", "第四旅旅长王镕伟"),
        ("Shift_JIS", "cp932", "旅団長①の佐藤大佐"),
        ("x-sjis", "cp932", "旅団長の佐藤大佐"),
        ("ks_c_5601-1987", "cp949", "똠방각하 제4여단장"),
        ("iso-8859-8-i", "iso8859_8", "המפקד אמר כי החטיבה חזרה"),
        ("x-mac-cyrillic", "mac_cyrillic", "Полковник Смирнов"),
    ],
)
def test_the_name_of_an_encoding_means_what_it_means_to_browsers(
    declared: str, encoding: str, sentence: str
) -> None:
    page = f"<html><head><meta charset={declared}></head><body><p>{sentence}</p></body></html>"
    assert read_page(page.encode(encoding))[0] == sentence


@pytest.mark.parametrize("declared", ["utf-16", "UTF-16LE", "utf-32"])
@pytest.mark.parametrize("end", ["", " "])
def test_no_page_in_single_bytes_is_in_utf16(declared: str, end: str) -> None:
    sentence = "Le général Núñez commande la 4e brigade à Kolda."
    page = f"<html><head><meta charset={declared}></head><body><p>{sentence}</p></body></html>{end}"
    assert read_page(page.encode("cp1252"))[0] == sentence


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


def with_data(data: str) -> str:
    page = PAGE.replace('<meta property="article:published_time" content="2020-01-03T10:00:00Z">', "")
    page = page.replace('<meta property="og:title" content="Brigade in Tumbes">', "")
    return page.replace("<script>", f'<script type="application/ld+json">{data}</script><script>', 1)


ABOUT = (
    '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ruiz in Tumbes",'
    ' "datePublished": "2020-01-03", "author": [{"@type": "Person", "name": "Ana Roe"}], '
)


@pytest.mark.parametrize(
    "data",
    [
        f'{ABOUT}"articleBody": "Short."}}',
        f'{ABOUT}"articleBody": "{"Long. " * 5000}"}}',
        ABOUT + '"a" "b" ' * 5000,
    ],
    ids=["short", "long", "long and broken"],
)
def test_what_a_page_tells_of_itself_as_json_is_read(data: str) -> None:
    text, title, _, published = read_page(with_data(data))
    assert (title, published) == ("Ruiz in Tumbes", "2020-01-03")
    assert text.split("\n\n")[1:] == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "data",
    [
        '"' + '\\"' * 20_000,
        '"author":' * 5000,
        '"publisher":' * 5000,
        f'{ABOUT}"author": "{"-!" * 20_000}a"}}',
        ABOUT + ", ".join(f'"author": "Ana {n}"' for n in range(2000)) + "}",
        "[" * 40_000,
    ],
    ids=["open quote", "authors", "publishers", "signs for an author", "many authors", "depth"],
)
def test_of_long_data_nothing_is_handed_on_that_takes_the_square_of_its_length(
    data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import trafilatura
    from trafilatura import bare_extraction

    handed_on: list[str] = []

    def look(tree: Any, **settings: Any) -> Any:
        handed_on.extend(script.text or "" for script in tree.iter("script"))
        return bare_extraction(tree, **settings)

    monkeypatch.setattr(trafilatura, "bare_extraction", look)
    assert read_page(with_data(data))[2] == "https://post.example/brigade"
    assert len(handed_on) == 2
    for script in handed_on:
        assert '"author"' not in script
        assert len(script) <= 10_000 or json.loads(script)
