from __future__ import annotations

import codecs

import pytest

from kgbuild.errors import DocumentError
from kgbuild.stages.acquire.encoding import decode

ENGLISH = "The minister’s office said “no” – for now. Colonel Núñez of the 3rd Division left… It cost £40 million."
SPANISH = "El coronel Andrés Núñez, del Ejército Nacional, dijo que la operación comenzó en Nariño. ¿Cuándo?"
RUSSIAN = "Полковник Смирнов, командир бригады, сообщил, что батальон вернулся в город в среду вечером."
ARABIC = "قال العقيد سالم حسن قائد اللواء إن الكتيبة عادت إلى المدينة مساء الأربعاء"
JAPANESE = "旅団長の佐藤大佐は、部隊が水曜日に基地へ戻ったと述べた。旅団は西部方面隊に属する。"


@pytest.mark.parametrize("text", [ENGLISH, SPANISH, RUSSIAN, ARABIC, JAPANESE, "", "Plain.\r\nText.\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_comes_back_without_its_mark(text: str, mark: bytes, encoding: str) -> None:
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        RUSSIAN,
        ARABIC,
        "Plain.\r\nText.\r\n",
        "Latvijas Nacionālie bruņotie spēki, Ādaži",
        "ဗိုလ်မှူး အောင်သည် ၃၃ တပ်မ၏ တပ်မှူး ဖြစ်သည်",
        "ผู้บัญชาการกองพลที่ 4 กล่าวว่า ทหารกลับค่ายแล้ว",
        "Troops 😀 in Kyiv",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_text_in_an_alphabet_needs_no_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "content",
    [
        ENGLISH.encode("utf-16-le")[:-1],
        ENGLISH.encode("utf-16-le") + b"\0\0",
        ENGLISH.encode("utf-16-le") + b"\x01\0",
        ENGLISH.encode("utf-16-le") + "第四旅团".encode("utf-16-le"),
        ENGLISH.encode("utf-32-le"),
        ENGLISH.encode() + b"\0",
        JAPANESE.encode("utf-16-le"),
        "".join(map(chr, range(0x400, 0x460))).encode("utf-16-le"),
    ],
)
def test_other_bytes_with_zeros_are_no_text(content: bytes) -> None:
    with pytest.raises(DocumentError, match=r"binary|NUL bytes"):
        decode(content)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (SPANISH, "cp1252"),
        (SPANISH, "latin-1"),
        ("Colonel Núñez spoke.", "latin-1"),
        (RUSSIAN, "cp1251"),
        (ARABIC, "cp1256"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_older_encodings_are_told_where_they_can_be(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Generał Łukasz Wiśniewski, dowódca brygady, mówił, że żołnierze się cofną.", "cp1250"),
        ("Tuğgeneral İsmail Şahin, tugayın komutanı, çarşamba günü konuştu.", "cp1254"),
        (SPANISH, "cp850"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_not_guessed(text: str, encoding: str) -> None:
    with pytest.raises(DocumentError, match="cannot be told") as raised:
        decode(text.encode(encoding))
    assert "iconv" in raised.value.hint


@pytest.mark.parametrize(
    "text", [ENGLISH, SPANISH, RUSSIAN, ARABIC, JAPANESE, "Żółw, Çağrı, Škoda, Ærø, Ødegård."]
)
@pytest.mark.parametrize(
    "encoding",
    [
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1254",
        "cp1256",
        "cp850",
        "koi8_r",
        "iso8859_2",
        "iso8859_6",
        "big5",
        "gb18030",
    ],
)
def test_no_text_is_read_wrongly(text: str, encoding: str) -> None:
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        content = text.encode()
    try:
        assert decode(content) == text
    except DocumentError as error:
        assert "cannot be told" in str(error)


def test_a_declared_encoding_settles_it() -> None:
    text = "Tuğgeneral İsmail Şahin konuştu."
    assert decode(text.encode("cp1254"), declared="windows-1254") == text


@pytest.mark.parametrize("declared", ["no-such-encoding", "hex", "ascii"])
def test_a_declaration_that_is_of_no_use_is_passed_over(declared: str) -> None:
    assert decode(SPANISH.encode("cp1252"), declared=declared) == SPANISH


def test_utf8_goes_before_a_wrong_declaration() -> None:
    assert decode(SPANISH.encode(), declared="cp1252") == SPANISH


def test_damaged_utf8_is_not_read_as_something_else() -> None:
    with pytest.raises(DocumentError, match="damaged") as raised:
        decode(SPANISH.encode() + b" \xe9 ")
    assert "iconv" in raised.value.hint


def test_a_file_cut_off_after_its_mark_is_refused() -> None:
    with pytest.raises(DocumentError, match="marked as UTF-16-LE, but damaged at byte 2"):
        decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le")[:-1])
