"""Feeds and exports: their entries, what of an export is no release, broken ones, large ones, entities."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date
from itertools import chain, repeat

import pytest

from archive import UnreadableError
from ingest.readers import ReadOptions
from ingest.readers.forms import recognise
from ingest.readers.items import file_of
from ingest.readers.reader import Document, InputFile
from ingest.readers.records import feed_pieces
from ingest.readers.records.feeds import FeedReader, WordPressReader
from tests.ingest.readers.reading import read_all, read_one

HTML = "<p>The ferry opens on Monday.</p><p>It sails daily from the quay.</p>"
TEXT = "The ferry opens on Monday.\n\nIt sails daily from the quay."
LONG = "The ferry opens on Monday, and it sails daily from the quay by day and by night. " * 10
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)


def rss(*items: str, spaces: str = SPACES) -> str:
    """Return an RSS feed of these items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<rss version="2.0" {spaces}><channel><title>Tides</title>{inside}</channel></rss>'


ITEM = (
    "<title>The Ferry &amp;amp; the Quay</title><link>https://tides.example/ferry</link>"
    "<dc:creator><![CDATA[Ana Vale]]></dc:creator>"
    "<pubDate>Tue, 16 Sep 2031 23:30:00 -0400</pubDate><category>Speeches</category><guid isPermaLink='false'>tides-7</guid>"
)


def test_an_item_with_its_whole_text() -> None:
    found = read_all(
        rss(f"{ITEM}<description>In short.</description><content:encoded><![CDATA[{HTML}]]></content:encoded>"), "a.rss"
    )
    (document,) = found.values()
    assert list(found) == ["tides-7"]
    assert isinstance(document, Document)
    assert (document.title, document.date, document.kind) == ("The Ferry & the Quay", date(2031, 9, 16), "speech")
    assert (document.byline, document.url, document.text) == ("Ana Vale", "https://tides.example/ferry", TEXT)
    assert document.notes == ()


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://tides.example/"><title>Tides</title>
<entry><id>tag:tides.example,2031:7</id><title>The Ferry</title><published>2031-09-16T10:00:00Z</published>
<updated>2032-01-01T10:00:00Z</updated><link href="news/7"/><author><name>Ana Vale</name></author>{}</entry></feed>"""


@pytest.mark.parametrize(
    "content",
    [
        f"<content type='html'>{HTML.replace('<', '&lt;')}</content>",
        f"<content type='html'><![CDATA[{HTML}]]></content>",
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{HTML}</div></content>",
        f"<summary>In short.</summary><content type='html'><![CDATA[{HTML}]]></content>",
    ],
)
def test_atom(content: str) -> None:
    found = read_all(ATOM.format(content), "a.xml")
    (document,) = found.values()
    assert list(found) == ["tag:tides.example,2031:7"]
    assert isinstance(document, Document)
    assert (document.title, document.date, document.byline) == ("The Ferry", date(2031, 9, 16), "Ana Vale")
    assert (document.url, document.text) == ("https://tides.example/news/7", TEXT)


def test_atom_whose_elements_have_a_prefix() -> None:
    data = (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>1</a:id><a:title>The Ferry</a:title>'
        f"<a:updated>2031-09-16T10:00:00Z</a:updated><a:content type='html'><![CDATA[{HTML}]]></a:content></a:entry></a:feed>"
    )
    assert read_one(data, "a.xml").text == TEXT


def test_rss_1() -> None:
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://tides.example"><title>Tides</title><items><rdf:Seq><rdf:li resource="https://tides.example/1"/></rdf:Seq></items></channel>'
        f'<item rdf:about="https://tides.example/1"><title>The Ferry</title><link>https://tides.example/1</link><description>{LONG}</description>'
        "<dc:date>2031-09-16T10:00:00+01:00</dc:date></item></rdf:RDF>"
    )
    found = read_all(data, "a.rdf")
    (document,) = found.values()
    assert list(found) == ["https://tides.example/1"]
    assert isinstance(document, Document)
    assert (document.title, document.date, document.text) == ("The Ferry", date(2031, 9, 16), LONG.strip())


@pytest.mark.parametrize(
    ("description", "text", "notes"),
    [
        ("In short, the ferry opens.", "In short, the ferry opens.", ("the feed gives a summary only",)),
        (LONG + "and it will ...", LONG + "and it will ...", ("the feed gives a summary only",)),
        (LONG, LONG.strip(), ()),
        (
            f'&lt;p&gt;{LONG}&lt;/p&gt;&lt;p&gt;&lt;a href="https://tides.example/ferry"&gt;read more&lt;/a&gt;&lt;/p&gt;',
            LONG.strip(),
            (),
        ),
        (
            f'&lt;p&gt;{LONG}&lt;/p&gt;\n&lt;p&gt;The post &lt;a href="https://tides.example/ferry"&gt;The Ferry&lt;/a&gt; '
            "appeared first on "
            '&lt;a href="https://tides.example"&gt;Tides&lt;/a&gt;.&lt;/p&gt;',
            LONG.strip(),
            (),
        ),
        (
            f'&lt;p&gt;See &lt;a href="https://tides.example/other"&gt;the table&lt;/a&gt;.&lt;/p&gt;&lt;p&gt;{LONG}&lt;/p&gt;',
            f"See the table.\n\n{LONG.strip()}",
            (),
        ),
    ],
)
def test_descriptions(description: str, text: str, notes: tuple[str, ...]) -> None:
    document = read_one(rss(f"{ITEM}<description>{description}</description>"), "a.rss")
    assert (document.text, document.notes) == (text, notes)


def test_items_without_title_date_text_or_key() -> None:
    found = read_all(
        rss(
            f"<description>{LONG}</description>", "<title>Empty</title><link>https://tides.example/2</link>", ITEM, ITEM
        ),
        "a.rss",
    )
    assert list(found) == ["1", "https://tides.example/2", "tides-7", "tides-7-2"]
    first = found["1"]
    assert isinstance(first, Document)
    assert (first.title, first.date) == ("The ferry opens on Monday, and it sails daily from the quay …", None)
    assert found["https://tides.example/2"] == "it has no text"


def export(kind: str, status: str, *, key: str = "7") -> str:
    """Return an item of a WordPress export."""
    return (
        f"<title>The Ferry</title><guid>{key}</guid><pubDate>Wed, 17 Sep 2031 03:30:00 +0000</pubDate>"
        "<category domain='category' nicename='speeches'><![CDATA[Speeches]]></category>"
        "<category domain='post_tag' nicename='quay'><![CDATA[Quay]]></category>"
        "<content:encoded><![CDATA[<!-- wp:paragraph -->\nThe <b>ferry</b> opens on Monday.\n\n"
        "It sails daily from the quay.]]></content:encoded>"
        f"<wp:post_date>2031-09-16 23:30:00</wp:post_date><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>"
    )


def test_an_export() -> None:
    items = [
        ("post", "publish"),
        ("post", "draft"),
        ("post", "private"),
        ("attachment", "inherit"),
        ("nav_menu_item", "publish"),
        ("page", "publish"),
        ("revision", "inherit"),
        ("statement", "publish"),
    ]
    data = rss(*(export(kind, status, key=str(n)) for n, (kind, status) in enumerate(items)))
    assert isinstance(recognise(file_of(data.encode(), name="a.xml")), WordPressReader)
    found = read_all(data, "a.xml")
    assert [key for key, one in found.items() if isinstance(one, Document)] == ["0", "7"]
    assert found["1"] == "not published: its status is 'draft'"
    assert found["4"] == "no post but of the type 'nav_menu_item'"
    assert found["5"] == "no post but of the type 'page'"
    post = found["0"]
    assert isinstance(post, Document)
    assert (post.date, post.kind, post.text) == (date(2031, 9, 16), "speech", TEXT)  # the day where it was written


def test_a_feed_that_is_a_window_and_an_export_that_is_none() -> None:
    assert FeedReader().is_window
    assert not WordPressReader().is_window
    assert type(recognise(file_of(rss(ITEM).encode(), name="a.xml"))) is FeedReader


@pytest.mark.parametrize(
    "broken",
    [
        rss(f"{ITEM}<description>Tides & locks &nbsp; <b>open</description>"),
        rss(f"{ITEM}<description>Tides and locks open</description>").removesuffix("</item></channel></rss>"),
        rss(f"{ITEM}<description>Tides and locks open</description>").replace("</item>", ""),
        rss(f"{ITEM}<description><![CDATA[Tides </item> <item> and locks open]]></description>"),
        "\ufeff\n  " + rss(f"{ITEM}<description>Tides and locks open</description>"),
    ],
)
def test_broken_feeds_are_read_as_far_as_they_go(broken: str) -> None:
    document = read_one(broken, "a.rss")
    assert document.title == "The Ferry & the Quay"
    assert document.text.startswith("Tides")
    assert "open" in document.text


def test_encodings() -> None:
    text = rss(ITEM.replace("Ferry", "Fähre") + f"<description>{LONG}</description>")
    assert read_one(text.encode("utf-16"), "a.rss").title == "The Fähre & the Quay"
    declared = text.replace("UTF-8", "iso-8859-1").encode("iso-8859-1")
    assert read_one(declared, "a.rss").title == "The Fähre & the Quay"


def test_entities_are_never_expanded() -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = rss(f"{ITEM}<description>Tides &l9; and &x; open</description>").replace(
        "<rss", f'<!DOCTYPE rss [<!ENTITY l0 "lol">{bomb}<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<rss'
    )
    document = read_one(data, "a.rss")
    assert len(document.text) < 100
    assert "lol" not in document.text


def test_an_empty_feed_says_so() -> None:
    with pytest.raises(UnreadableError, match="the feed holds no entry"):
        read_all(rss(), "a.rss")


class Made(io.RawIOBase):
    """A feed of many items that is made while it is read."""

    def __init__(self, items: int, item: bytes) -> None:
        head, tail = rss("").encode().split(b"<item></item>")
        self._whole = (head, items, b"<item>" + item + b"</item>", tail)
        self.seek(0)

    def seek(self, at: int, whence: int = 0, /) -> int:
        head, items, item, tail = self._whole
        self._parts = chain([head], repeat(item, items), [tail])
        self._rest = b""
        return at

    def read(self, size: int | None = -1, /) -> bytes:
        while len(self._rest) < (size or 0) and (part := next(self._parts, b"")):
            self._rest += part
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def test_a_large_feed_is_read_as_a_stream() -> None:
    item = (ITEM + f"<description>{LONG * 20}</description><slash:comments>4</slash:comments>").encode()
    file = InputFile(name="a.rss", size=len(item) * 2_000, open=lambda: Made(2_000, item))  # type: ignore[arg-type, return-value]
    tracemalloc.start()
    pieces = list(map(len, filter(None, feed_pieces.cut_feed(file, "rss"))))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(pieces) == 2_000
    assert max(pieces) < len(item) + 600  # the number of readers' comments is no part of it
    assert peak < 8_000_000 < file.size


def test_an_item_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_pieces, "LARGEST_ITEM", 3_000_000)
    huge = f"{ITEM}<description>{'x ' * 2_500_000}</description>"
    found = list(FeedReader().split(file_of(rss(huge, ITEM).encode(), name="a.rss"), ReadOptions()))
    assert [bool(item.unreadable) for item in found] == [True, False]
