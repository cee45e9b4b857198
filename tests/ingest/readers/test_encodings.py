"""Encodings: what a file declares, what its letters tell, and what is told of it."""

# ruff: noqa: E501, RUF001

from __future__ import annotations

import pytest

from archive import UnreadableError
from ingest.readers.encodings import decode, decode_opening

RUSSIAN = (
    "Мост через Лирну закрыт до пятницы. Ремонт займёт не больше трёх недель, сказала министр Рут Орр во вторник. "
)
CHINESE = "潮汐部今天宣布，莱恩河上的大桥将关闭到星期五。部长对记者说，修理工作不会超过三个星期，渡船每小时开出一班。她说，我们知道山谷里的居民生活十分困难。"
TAIWANESE = "潮汐部今天宣布，萊恩河上的大橋將關閉到星期五。部長對記者說，修理工作不會超過三個星期，渡船每小時開出一班。她說，我們知道山谷裡的居民生活十分困難。"
JAPANESE = "潮汐省は本日、リルン川に架かる橋を金曜日まで閉鎖すると発表しました。修理は三週間以内に終わり、渡し船は一時間ごとに運航されると大臣は述べました。"
KOREAN = "조수부는 오늘 리른강을 건너는 다리를 금요일까지 폐쇄한다고 발표했습니다. 수리는 삼 주를 넘지 않을 것이라고 장관은 기자들에게 말했습니다."
POLISH = "Ministerstwo informuje, że most na rzece Lirn pozostanie zamknięty do piątku. Promy będą kursować co godzinę, a naprawa potrwa trzy tygodnie. "
GREEK = "Το Υπουργείο ανακοινώνει ότι η γέφυρα πάνω από τον ποταμό Λιρν θα μείνει κλειστή ως την Παρασκευή το πρωί. "
ARABIC = "أعلنت وزارة المد والجزر أن الجسر فوق نهر ليرن سيبقى مغلقا حتى يوم الجمعة وإن العبارات ستعمل كل ساعة. "
HEBREW = "משרד הגאות מודיע כי הגשר מעל נהר לירן יישאר סגור עד יום שישי והמעבורות יפליגו בכל שעה. "
FRENCH = (
    "Le pont sur la Lirne reste fermé jusqu’à vendredi ; les élèves et les pêcheurs de la vallée passeront en bac. "
)
TURKISH = (
    "Gelgit Bakanlığı, köprünün cuma gününe kadar kapalı kalacağını açıkladı; öğrenciler ücretsiz yolculuk edecek. "
)
UTF16 = "the encoding was told by its letters: UTF-16"


def told(encoding: str) -> tuple[str, ...]:
    return (f"the encoding was told by its letters: {encoding}",)


@pytest.mark.parametrize(
    ("text", "encoding", "notes"),
    [
        (RUSSIAN, "cp1251", told("cp1251")),
        (RUSSIAN, "koi8-r", told("koi8-r")),
        (CHINESE, "gb18030", told("gb18030")),
        (TAIWANESE, "big5", told("big5hkscs")),
        (JAPANESE, "shift_jis", told("cp932")),
        (JAPANESE, "euc_jp", told("euc_jis_2004")),
        (JAPANESE, "iso2022_jp", ()),
        (KOREAN, "euc_kr", told("cp949")),
        (POLISH, "cp1250", told("cp1250")),
        (POLISH * 2, "iso8859-2", told("iso8859-2")),
        (GREEK, "cp1253", told("cp1253")),
        (ARABIC, "cp1256", told("cp1256")),
        (HEBREW, "cp1255", told("cp1255")),
        (TURKISH, "cp1254", told("cp1254")),
        (FRENCH, "cp1252", ()),
        (FRENCH.replace("’", "'"), "latin-1", ()),
        (FRENCH, "mac_roman", told("mac-roman")),
        (FRENCH, "utf-16", ()),
        (FRENCH, "utf-16-le", (UTF16,)),
        (RUSSIAN, "utf-16-be", (UTF16,)),
        (CHINESE + "\n" + CHINESE, "utf-16-le", (UTF16,)),
        ("It’s open — at last.", "cp1252", ()),
        ("Café Orr", "cp1252", ("too little text shows its encoding: it was read as Windows-1252",)),
        (RUSSIAN, "utf-8", ()),
    ],
)
def test_text_of_any_encoding_is_read(text: str, encoding: str, notes: tuple[str, ...]) -> None:
    assert decode(text.encode(encoding)) == (text, notes)


PAGE = '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body>{}</body></html>'


@pytest.mark.parametrize(
    ("data", "expected", "notes"),
    [
        ('<?xml version="1.0" encoding="windows-1251"?><a>Мост</a>'.encode("cp1251"), "<a>Мост</a>", ()),
        (PAGE.format("iso-8859-2", "Łódź").encode("iso8859-2"), "Łódź", ()),
        (b'<meta charset="gb2312">' + "桥".encode("gb18030"), "桥", ()),
        (PAGE.format("iso-8859-1", "It’s").encode("cp1252"), "It’s", ()),
        (PAGE.format("gb2312", "Мост").encode(), "Мост", ("the file says that it is gb18030: it is UTF-8",)),
        (PAGE.format("utf-8", "Café " * 20).encode("cp1252"), "Café ", ()),
        (PAGE.format("no-such", RUSSIAN).encode("cp1251"), RUSSIAN, told("cp1251")),
        (PAGE.format("utf-7", RUSSIAN).encode("cp1251"), RUSSIAN, told("cp1251")),
        (PAGE.format("utf-16", "Мост").encode(), "Мост", ()),
        (PAGE.format("rot13", "Café").encode(), "Café", ()),
        (
            PAGE.format("iso-8859-1", RUSSIAN * 2).encode("cp1251"),
            RUSSIAN,
            ("the file says that it is cp1252: its letters are cp1251",),
        ),
    ],
)
def test_what_a_file_declares_counts_where_its_bytes_are_that(
    data: bytes, expected: str, notes: tuple[str, ...]
) -> None:
    text, found = decode(data)
    assert expected in text
    assert found == notes


def test_only_markup_declares() -> None:
    assert decode(b"# -*- coding: utf-8 -*-\n" + RUSSIAN.encode("cp1251"))[0].endswith(RUSSIAN)


def test_a_stray_byte_spoils_no_text() -> None:
    text, notes = decode(RUSSIAN.encode() + b"\x93Orr\x94 " + RUSSIAN.encode())
    assert text == f"{RUSSIAN}“Orr” {RUSSIAN}"
    assert notes == ("some bytes are not UTF-8, as the rest is: they were read as Windows-1252",)


def test_a_null_by_mistake_makes_no_binary() -> None:
    assert decode((RUSSIAN * 20 + "\0").encode())[0] == RUSSIAN * 20 + "\0"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("Мост закрыт".encode("cp1251"), "too little text"),
        ("大桥将关闭".encode("gb18030"), "too little text"),
        (b"A title\n\nA body.\x81\x8d", "neither UTF-8"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_not_told_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        decode(data)


@pytest.mark.parametrize(("text", "encoding"), [(CHINESE, "utf-8"), (CHINESE, "gb18030"), (RUSSIAN, "utf-16")])
@pytest.mark.parametrize("cut", range(4))
def test_an_opening_may_end_within_a_character(text: str, encoding: str, cut: int) -> None:
    data = (text * 3).encode(encoding)
    opening = decode_opening(data[: len(data) - cut], whole=False)
    assert opening is not None
    assert (text * 3).startswith(opening)
