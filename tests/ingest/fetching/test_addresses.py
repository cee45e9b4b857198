"""Addresses: one spelling for each page, and what is none is refused with the reason."""

from __future__ import annotations

import pytest

from ingest.fetching.addresses import AddressError, is_below, is_beside, is_page_of, read_address

HERE = "https://news.example.org/room/list"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("HTTPS://News.Example.ORG", "https://news.example.org/"),
        ("https://news.example.org:443/a", "https://news.example.org/a"),
        ("http://news.example.org:80/a", "http://news.example.org/a"),
        ("http://news.example.org:8080/a", "http://news.example.org:8080/a"),
        ("https://news.example.org./a", "https://news.example.org/a"),
        ("https://news.example.org/a#", "https://news.example.org/a"),
        ("https://news.example.org/a#part", "https://news.example.org/a"),
        ("https://news.example.org/a?utm_source=x&utm_medium=y", "https://news.example.org/a"),
        ("https://news.example.org/a?id=3&utm_source=x&n=1", "https://news.example.org/a?id=3&n=1"),
        ("https://news.example.org/a/../b/./c", "https://news.example.org/b/c"),
        ("https://news.example.org/préfet?q=é", "https://news.example.org/pr%C3%A9fet?q=%C3%A9"),
        ("https://news.example.org/pr%C3%A9fet", "https://news.example.org/pr%C3%A9fet"),
        ("https://münster.example/", "https://xn--mnster-3ya.example/"),
        ("  https://news.example.org/a\n", "https://news.example.org/a"),
        ("item?id=4", "https://news.example.org/room/item?id=4"),
        ("//other.example/x", "https://other.example/x"),
        ("/x", "https://news.example.org/x"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://017700000001/", "http://127.0.0.1/"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/", "http://127.0.0.1/"),
        ("http://①②⑦.0.0.1/", "http://127.0.0.1/"),
        ("http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"),
    ],
)
def test_one_page_has_one_spelling(given: str, read: str) -> None:
    assert read_address(given, base=HERE) == read
    assert read_address(read) == read


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("ftp://news.example.org/a", "scheme is ftp"),
        ("file:///etc/passwd", "scheme is file"),
        ("javascript:alert(1)", "scheme is javascript"),
        ("mailto:press@example.org", "scheme is mailto"),
        ("https://me:secret@news.example.org/", "a user's name"),
        ("https://news.example.org@other.example/", "a user's name"),
        ("https://", "names no host"),
        ("https://news.example.org:port/", "no address"),
        ("https://news.example.org:99999/", "no address"),
        ("https://news example.org/", "a space"),
        ("https://other.example\\@news.example.org/", "backslash"),
        ("https://news.example.org/a\nHost: other", "a space"),
        ("https://%31%32%37.0.0.1/", "no name of a host"),
        ("https://256.256.256.256/", "no IP address"),
        ("https://[::g]/", "no "),
        ("https://news.example.org/" + "a" * 2_000, "more than 2,000"),
    ],
)
def test_what_is_no_address_is_refused(given: str, reason: str) -> None:
    with pytest.raises(AddressError, match=reason):
        read_address(given)


@pytest.mark.parametrize(
    ("holds", "address", "listing", "so"),
    [
        (is_below, "/news/one", "/news", True),
        (is_below, "/news/one", "/news/", True),
        (is_below, "/news/2031/one", "/news?page=2", True),
        (is_below, "/newsletter", "/news", False),
        (is_below, "/about", "/news", False),
        (is_below, "/one", "/", True),
        (is_beside, "/news/one.html", "/news/index.html", True),
        (is_beside, "/news/index.html", "/news/index.html", False),
        (is_beside, "/about.html", "/news/index.html", False),
        (is_beside, "/news/one", "/news/two", False),
        (is_page_of, "/news?page=2", "/news", True),
        (is_page_of, "/news?topic=sea&page=2", "/news?topic=sea", True),
        (is_page_of, "/news?sort=title", "/news", False),
        (is_page_of, "/news/page/2/", "/news/", True),
        (is_page_of, "/news/page/3", "/news/page/2/", True),
        (is_page_of, "/news/page/9/", "/news/", False),
        (is_page_of, "/news/page/2/", "/news/page/2", False),
        (is_page_of, "/news?start=20", "/news?start=10", True),
        (is_page_of, "/news/2031", "/news", False),
        (is_page_of, "/news/item/1234", "/news", False),
        (is_page_of, "/news/2031/a", "/news", False),
        (is_page_of, "/news", "/news", False),
    ],
)
def test_how_two_addresses_lie(holds: object, address: str, listing: str, so: bool) -> None:
    assert callable(holds)
    assert holds(f"https://example.org{address}", f"https://example.org{listing}") is so
    assert holds(f"https://www.example.org{address}", f"http://example.org{listing}") is so
    assert not holds(f"https://other.example{address}", f"https://example.org{listing}")
