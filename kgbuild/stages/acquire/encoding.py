"""Bytes to text: the one place that decides which encoding a file is in."""

from __future__ import annotations

import codecs
import re
import unicodedata

from kgbuild.errors import DocumentError

__all__ = ["decode"]

_MARKS = (  # UTF-32 first: its mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONVERT = (
    "convert it to UTF-8 from the encoding it was saved in, "
    "for example: iconv -f WINDOWS-1250 -t UTF-8 old.txt > new.txt"
)
_MENDED = "mend it first, for example: iconv -c -f UTF-8 -t UTF-8 old.txt > new.txt"
_WITHOUT_NULS = "take them out first, for example: tr -d '\\000' < old.txt > new.txt"
_NOT_TEXT = "give kgbuild the text of the report; if it is text, save it as UTF-8"
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MANY_CONTROLS = 0.02  # a share of the bytes that text never reaches, even with terminal codes left in
_SPACES = 0.02  # a share of the characters that text in an alphabet has at least, even in Thai
# What bytes give that are no text, two by two: controls, and East Asian characters, whose text looks no other.
_NO_ALPHABET = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\u1100-\u1cff\u2c00-\ufaff]")

# What Windows-1252 text in a European language is made of; anything else there means another encoding.
_WESTERN = re.compile(
    r"[\x00-\x7f‘’“”„…•\xa0«»"
    r"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûü]"
    r"|œ(?=u)|Œ(?=u)|–(?![a-z])|(?<!\W\w)—|[£€](?=[\d\s])|[§©®](?=[\s\d])|(?<=\d)[°ªº]|¡(?=\w)|¿(?=\w[^¿]*\?)"
)
_CAPITAL_INSIDE = re.compile(r"[a-zß-ÿ][À-Þ]")

# What a right guess at text in another script does not hold: accented Latin letters, half-width kana, frames,
# controls, private characters. Guesses at Latin text are left out since they differ only in its accents.
_UNLIKELY = re.compile(r"[\x80-\x9f\xc0-\u024f\u2500-\u259f\ue000-\uf8ff\uff61-\uff9f\ufffd]")
_CLOSE = 0.05  # two guesses whose scores differ by less are equally likely


def decode(content: bytes, *, declared: str | None = None) -> str:
    """Turn the bytes of a file into text, character for character, without its byte order mark.

    In turn: a byte order mark; UTF-16 without one, by where its zero bytes stand; UTF-8; the encoding that the
    file itself declares; Windows-1252 when nothing in the text speaks against it; what charset-normalizer
    finds, when no other guess is as likely.

    Args:
        content: the whole file.
        declared: the name of an encoding that the file declares, as HTML does.

    Raises:
        DocumentError: the bytes are not text, or could be text in more than one way.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_marked(content[len(mark) :], encoding)
    if b"\0" in content and (text := _decode_unmarked_utf16(content)):
        return text
    if b"\0" in content and _is_readable(words := content.replace(b"\0", b"")) and _try(words, "utf-8"):
        raise DocumentError("text with NUL bytes in it", hint=_WITHOUT_NULS)
    if b"\0" in content or not _is_readable(content):
        raise DocumentError("a binary file, not text", hint=_NOT_TEXT)
    text = _try(content, "utf-8")
    return _decode_other(content, declared) if text is None else text


def _decode_marked(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"marked as {encoding.upper()}, but damaged at byte {error.start}"
        raise DocumentError(message, hint="save it again as UTF-8") from error


def _is_readable(content: bytes) -> bool:
    return len(_CONTROLS.findall(content)) <= _MANY_CONTROLS * len(content)


def _decode_unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 text in an alphabet, as old Windows programs save it; None for what else has zero bytes."""
    low, high = content[::2], content[1::2]
    for zeros, others, encoding in ((high, low, "utf-16-le"), (low, high, "utf-16-be")):
        text = _try(content, encoding) if zeros.count(0) > 10 * others.count(0) else None
        if text and _is_spaced(text) and not _NO_ALPHABET.search(text) and all(map(_is_assigned, set(text))):
            return text
    return None


def _is_spaced(text: str) -> bool:
    return sum(map(str.isspace, text)) >= _SPACES * len(text)


def _is_assigned(character: str) -> bool:
    return unicodedata.category(character) not in ("Cn", "Co")


def _decode_other(content: bytes, declared: str | None) -> str:
    if _is_damaged_utf8(content):
        raise DocumentError("UTF-8 text with damaged characters", hint=_MENDED)
    text = (declared and _try(content, declared)) or _decode_western(content) or _guess(content)
    if text is None:
        raise DocumentError("text in an encoding that cannot be told for certain", hint=_CONVERT)
    return text


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether more of the characters beyond ASCII are sound UTF-8 than not."""
    text = content.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - damaged > damaged


def _decode_western(content: bytes) -> str | None:
    # charset-normalizer cannot tell Windows-1252 from its neighbours in short texts ("Muñoz", "Muńoz").
    text = _try(content, "cp1252")
    if text is None or _WESTERN.sub("", text) or _CAPITAL_INSIDE.search(text):
        return None
    return text


def _guess(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    guesses = from_bytes(content)
    best = guesses.best()
    if best is None or _UNLIKELY.search(str(best)):
        return None
    rivals = {
        str(guess)
        for guess in guesses
        if guess.chaos - best.chaos < _CLOSE and best.coherence - guess.coherence < _CLOSE
    }
    return str(best) if rivals == {str(best)} else None
