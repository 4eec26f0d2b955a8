"""Reading one file: its bytes, what kind of file they are, and the reader for that kind."""

from __future__ import annotations

import re

from kgbuild.errors import DocumentError
from kgbuild.model import Document
from kgbuild.plugins import Reader
from kgbuild.stages.acquire.html import is_html, read_html
from kgbuild.stages.acquire.skipping import SAVE_AS_TEXT, SAVE_MESSAGE, TAKE_TEXT_OUT
from kgbuild.stages.acquire.source import Source
from kgbuild.stages.acquire.text import read_text

__all__ = ["read"]

_FOREIGN = {  # the bytes that files of other kinds begin with, what they are, and what to do
    b"%PDF-": ("a PDF file", TAKE_TEXT_OUT),
    b"{\\rtf": ("a Rich Text file", SAVE_AS_TEXT),
    b"\xd0\xcf\x11\xe0": ("a Microsoft Office file", SAVE_AS_TEXT),
    b"PK\x03\x04": ("a Word, OpenDocument or zip file", f"{SAVE_AS_TEXT}; or unzip it"),
    b"\x1f\x8b": ("a gzip file", "unpack it first with: gunzip"),
    b"\x89PNG": ("a picture", "take its text out first, for example with tesseract"),
    b"\xff\xd8\xff": ("a picture", "take its text out first, for example with tesseract"),
}
# A message as mail programs keep it; its text is not what stands there ("N=C3=BA=C3=B1ez").
_MESSAGE = re.compile(
    rb"(?:From [^\n]*\n)?(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Message-ID|Received):",
    re.IGNORECASE,
)
_ENCODED = re.compile(
    rb"^Content-Transfer-Encoding:[ \t]*(?:base64|quoted-printable)", re.IGNORECASE | re.MULTILINE
)
_BLANK = " \t\r\n\v\f\x85\xa0\u200b\u200c\u200d\u2028\u2029\u2060\ufeff"


def read(source: Source) -> Document:
    """Read one file into a document.

    What the file holds decides how it is read; its suffix only where that leaves a doubt.

    Raises:
        DocumentError: the file cannot be opened, is empty, is not text or a web page, or is in an encoding
            that cannot be told. The message says what the file is and does not repeat its path.
    """
    content = _bytes_of(source)
    for beginning, (kind, hint) in _FOREIGN.items():
        if content.startswith(beginning):
            raise DocumentError(f"{kind}, not text", hint=hint)
    if _MESSAGE.match(content) and _ENCODED.search(content):
        raise DocumentError("an e-mail or web archive whose text is encoded", hint=SAVE_MESSAGE)
    document = _reader_for(content, source)(content, id=source.id, path=source.path)
    if not document.text.strip(_BLANK):
        raise DocumentError("an empty file", hint="check that the report was saved in it")
    return document


def _bytes_of(source: Source) -> bytes:
    try:
        return source.path.read_bytes()
    except PermissionError as error:
        raise DocumentError("permission denied", hint="ask for the right to read it") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a possible path"
        raise DocumentError(f"cannot be read: {why}", hint="check that the file is still there") from error


def _reader_for(content: bytes, source: Source) -> Reader:
    named = source.path.suffix.lower() in (".html", ".htm")
    return read_html if is_html(content, named=named) else read_text
