from __future__ import annotations

import contextlib
import gzip
import os
import struct
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from kgbuild.errors import DocumentError, NoReport
from kgbuild.model import Graph
from kgbuild.schema import default_schema
from kgbuild.stages.acquire import Source, read
from kgbuild.stages.view import write_html

REPORT = "Colonel Ana Ruiz commands the 4th Brigade.\n\nIt is based in Tumbes.\n"


def source(name: str, content: bytes) -> Source:
    Path(name).write_bytes(content)
    return Source("r", Path(name))


def reason_and_hint(one: Source) -> tuple[str, str]:
    with pytest.raises(DocumentError) as raised:
        read(one)
    return str(raised.value), raised.value.hint


@pytest.mark.parametrize("name", ["r.txt", "r.md", "r.log", "r"])
def test_text_is_kept_to_the_character(name: str) -> None:
    text = "\n  Two  spaces,\ttab, \r\nCRLF and \rCR, \u200b, \xa0, “quotes”, e\u0301\u2028 end \n\n"
    document = read(source(name, text.encode()))
    assert (document.id, document.text, document.path) == ("r", text, name)


def test_the_path_is_kept_as_given() -> None:
    Path("in").mkdir()
    Path("in/r.txt").write_text(REPORT, encoding="utf-8")
    assert read(Source("r", Path("in/../in/r.txt"))).path == "in/../in/r.txt"


@pytest.mark.parametrize("content", [b"", b"  \n\t\r\n ", "\ufeff".encode(), "\u200b\xa0\u2060\n".encode()])
@pytest.mark.parametrize("name", ["r.txt", "r.md", "r.html"])
def test_an_empty_file_is_refused(name: str, content: bytes) -> None:
    assert reason_and_hint(source(name, content)) == (
        "an empty file",
        "check that the report was saved in it",
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\x7fELF\x02\x01\x01\x00\x00 program",
        bytes(range(1, 256)) * 4,
        b"".join(struct.pack("<H", n * n % 3000) for n in range(500)),
        "第四旅团离开了图姆贝斯。".encode("utf-16-le"),
    ],
    ids=[
        "program",
        "every byte",
        "small numbers",
        "Chinese UTF-16 without a mark",
    ],
)
@pytest.mark.parametrize("name", ["r.txt", "r.html"])
def test_a_binary_file_is_refused(name: str, content: bytes) -> None:
    reason, hint = reason_and_hint(source(name, content))
    assert reason == "a binary file, not text"
    assert hint == "give kgbuild the text of the report; if it is text, save it as UTF-8"


@pytest.mark.parametrize(
    "content", [b"report\0with a null byte", b"report\0with a null byte!", REPORT.encode() + b"\0" * 512]
)
def test_text_with_zero_bytes_is_refused_with_what_to_do(content: bytes) -> None:
    assert reason_and_hint(source("r.txt", content)) == (
        "text with NUL bytes in it",
        r"take them out first, for example: tr -d '\000' < old.txt > new.txt",
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF file"),
        (b"{\\rtf1\\ansi Report}", "a Rich Text file"),
        (b"PK\x03\x04word/document.xml", "a Word, OpenDocument or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Microsoft Office file"),
        (gzip.compress(REPORT.encode(), mtime=0), "a gzip file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a picture"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(content: bytes, kind: str) -> None:
    reason, hint = reason_and_hint(source("r.txt", content))
    assert reason == f"{kind}, not text"
    assert hint


def message(encoding: str, *, html: bool) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ana Roe <roe@post.example>", "Brigade in Tumbes"
    mail.set_content(REPORT, cte=encoding)
    if html:
        mail.add_alternative(f"<p>{REPORT}</p>", subtype="html", cte=encoding)
    return bytes(mail)


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("before", [b"", b"From roe@post.example Fri Jan  3 10:15:00 2014\n"])
def test_a_message_whose_text_is_encoded_is_refused(before: bytes, encoding: str, html: bool) -> None:
    reason, hint = reason_and_hint(source("r.txt", before + message(encoding, html=html)))
    assert reason == "an e-mail or web archive whose text is encoded"
    assert hint == "open it, and save it as text or HTML"


def test_a_message_that_can_be_read_as_it_stands_is_text() -> None:
    mail = message("7bit", html=True)
    assert read(source("r.txt", mail)).text == mail.decode()


def test_a_report_that_speaks_of_messages_is_text() -> None:
    text = f"{REPORT}\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n"
    assert read(source("r.txt", text.encode())).text == text


def test_a_file_that_is_gone_is_refused() -> None:
    reason, hint = reason_and_hint(Source("r", Path("gone.txt")))
    assert (reason, hint) == (
        "cannot be read: No such file or directory",
        "check that the file is still there",
    )


def test_a_folder_in_place_of_a_file_is_refused() -> None:
    Path("r.txt").mkdir()
    assert reason_and_hint(Source("r", Path("r.txt")))[0].startswith(("cannot be read: ", "permission denied"))


def test_a_path_that_no_file_system_has_is_refused() -> None:
    assert reason_and_hint(Source("r", Path("a\0b")))[0] == "cannot be read: not a possible path"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_file_that_may_not_be_read_is_refused() -> None:
    closed = source("r.txt", REPORT.encode())
    closed.path.chmod(0)
    assert reason_and_hint(closed) == ("permission denied", "ask for the right to read it")


def test_a_file_that_the_system_forbids_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert reason_and_hint(Source("r", Path("r.txt"))) == ("permission denied", "ask for the right to read it")


@pytest.mark.parametrize("name", ["r.txt", "r.md", "r.html", "r"])
def test_a_web_page_is_known_by_its_opening_tags(name: str) -> None:
    page = f"\n<!-- saved --><!DOCTYPE html>\n<html><body><p>{REPORT}</p></body></html>"
    assert "<" not in read(source(name, page.encode())).text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["r.txt", "r.html"])
def test_a_file_in_utf16_is_read_with_and_without_its_mark(name: str, encoding: str) -> None:
    page = f"<html><head><meta charset=utf-16></head><body><p>{REPORT}</p></body></html>"
    assert read(source("r.txt", REPORT.encode(encoding))).text == REPORT
    assert read(source(name, page.encode(encoding))).text == REPORT.replace("\n\n", " ").strip()


def test_text_that_speaks_of_tags_is_text() -> None:
    text = "The page began with <html> and named the 4th Brigade."
    assert read(source("r.txt", text.encode())).text == text


def test_a_piece_of_a_page_is_known_by_its_suffix() -> None:
    piece = "<div><p>Colonel Ana Ruiz commands the 4th Brigade.</p></div>"
    assert read(source("r.htm", piece.encode())).text == "Colonel Ana Ruiz commands the 4th Brigade."


def test_plain_text_called_html_is_read_as_text() -> None:
    assert read(source("r.html", REPORT.encode())).text == REPORT


def test_reading_twice_gives_the_same_document() -> None:
    one = source("r.txt", REPORT.encode())
    assert read(one) == read(one)


@pytest.mark.parametrize("name", ["r.txt", "r.md", "r.html"])
@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "-q: quiet\n" * 24 + REPORT,
        "<!-- a comment -->\n" * 24 + REPORT,
        "<!-- wp:paragraph -->\n<p>Colonel Ana Ruiz.</p>\n<!-- /wp:paragraph -->\n\n" * 24,
        "Ana" + " " * 60_000 + "Ruiz commands\n\nthe 4th Brigade.",
        "title: Ana" + " " * 60_000 + "Ruiz\n\n" + REPORT,
        "To: Ana\n" * 20_000 + REPORT,
        "To: Ana\n Ruiz\n" * 20_000 + REPORT,
        "3 January 2014" + " " * 60_000 + "Tumbes\n\n" + REPORT,
        f'<html><head><meta name="author" content="{"(" * 60_000}"></head><body><p>{REPORT}</p></body></html>',
        f'<html><head><script type="application/ld+json">{"<!-- " * 60_000}</script></head><p>{REPORT}</p></html>',
    ],
    ids=[
        "options after a rule",
        "comments",
        "a page of a block editor",
        "a gap",
        "a gap in a title",
        "fields of a message",
        "folded fields of a message",
        "a gap after a date",
        "brackets for an author",
        "comments for data",
    ],
)
def test_no_file_takes_long_to_read(name: str, text: str) -> None:
    one = source(name, text.encode())
    started = time.process_time()
    with contextlib.suppress(DocumentError):
        read(one)
    assert time.process_time() - started < 1.5  # a pattern that tries all ways takes many times that


def test_a_view_that_kgbuild_drew_is_no_report() -> None:
    write_html(Graph((), (), ()), Path("view.html"), schema=default_schema())
    with pytest.raises(NoReport, match="a view that kgbuild drew"):
        read(Source("view", Path("view.html")))
