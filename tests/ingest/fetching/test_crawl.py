"""Crawl: what an address is by its content, what it leads to, and what a later run does with each answer."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import UsageError
from ingest.fetching import Fetched, FetchLimits, fetch_addresses
from tests.ingest.fetching.conftest import QUICK, Page, Server, release, unless_same

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{}</feed>'
LONG = "The harbour stays closed until May, the minister said. " * 20


def fetch(server: Server, folder: Path, *paths: str, limits: FetchLimits = QUICK) -> Fetched:
    return fetch_addresses([server.address(path) for path in paths], folder=folder, limits=limits)


def ids(server: Server, fetched: Fetched) -> list[str]:
    return sorted(address.removeprefix(f"http://{server.host}") for address in fetched.pages)


def sitemap(server: Server, *paths: str, changed: str = "") -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    urls = "".join(f"<url><loc>{server.address(path)}</loc>{when}</url>" for path in paths)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def sitemap_index(server: Server, *paths: str) -> str:
    maps = "".join(f"<sitemap><loc>{server.address(path)}</loc></sitemap>" for path in paths)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'


def listing(*paths: str, more: str = "") -> str:
    entries = "".join(f"<li><a href='{path}'>A statement about {path}</a> 1 May 2031</li>" for path in paths)
    return f"<html><body><nav><a href='/news/menu'>Menu</a></nav><ul>{entries}</ul>{more}</body></html>"


def rss(server: Server, entries: dict[str, str], *, whole: bool) -> str:
    tag = "content:encoded" if whole else "description"
    items = "".join(
        f"<item><title>T</title><link>{server.address(path)}</link><{tag}><![CDATA[<p>{text}</p>]]></{tag}></item>"
        for path, text in entries.items()
    )
    namespace = "http://purl.org/rss/1.0/modules/content/"
    return f'<rss version="2.0" xmlns:content="{namespace}"><channel><link>x</link>{items}</channel></rss>'


def test_a_page_is_kept_under_its_address(server: Server, tmp_path: Path) -> None:
    server.put("/news/one", release("One"), headers={"ETag": '"1"', "Last-Modified": "Thu, 01 May 2031 10:00:00 GMT"})
    fetched = fetch(server, tmp_path, "/news/one?utm_source=x#top")
    kept = fetched.pages[server.address("/news/one")]
    assert (tmp_path / kept.file).read_text() == release("One")
    assert (kept.form, kept.status, kept.etag, kept.content_type) == ("page", 200, '"1"', "text/html")
    assert kept.file.startswith("127.0.0.1_")
    assert "news-one" in kept.file
    assert not fetched.failed
    assert sorted(path.name for path in tmp_path.iterdir()) == [kept.file.partition("/")[0], "manifest.jsonl"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", "The Quay\n\nThe quay is closed until noon."),
        ("application/json", '{"title": "The Quay"}'),
        ("application/pdf", "%PDF-1.4"),
        ("application/xml", "<debate><speech>One.</speech></debate>"),
        ("application/xml", "<debate><speech>One."),
        ("text/html", ""),
        ("text/html", "<p>One.<p>Two."),
        ("application/octet-stream", "\x00\x01\x02"),
    ],
)
def test_whatever_else_an_address_holds_is_left_to_the_readers(
    server: Server, tmp_path: Path, kind: str, body: str
) -> None:
    server.put("/one", body, kind=kind)
    assert ids(server, fetch(server, tmp_path, "/one")) == ["/one"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_of_sitemaps_leads_to_its_pages(server: Server, tmp_path: Path, packed: bool) -> None:
    server.put("/map.xml", sitemap_index(server, "/map-1.xml", "/map-2.xml"), kind="text/xml")
    first = sitemap(server, "/a", "/b").encode()
    server.put("/map-1.xml", gzip.compress(first, mtime=0) if packed else first, kind="application/xml")
    server.put("/map-2.xml", sitemap(server, "/c", "/news/", "/a") + "<!-- end -->")
    for name in "abc":
        server.put(f"/{name}", release(name))
    server.put("/news/", listing("/news/1", "/news/2", "/news/3"))
    fetched = fetch(server, tmp_path, "/map.xml")
    assert ids(server, fetched) == ["/a", "/b", "/c"]
    assert fetched.left_out == {server.address("/news/"): "a listing that was found by the way: give its own address"}
    assert len(server.paths()) == len(set(server.paths())), "each is asked for once"


def test_a_sitemap_may_not_send_us_to_other_hosts(server: Server, tmp_path: Path) -> None:
    server.put(
        "/map.xml", sitemap(server, "/a").replace("</urlset>", "<url><loc>http://localhost/b</loc></url></urlset>")
    )
    server.put("/a", release("a"))
    fetched = fetch(server, tmp_path, "/map.xml")
    assert (ids(server, fetched), fetched.failed) == (["/a"], {})


def test_a_list_of_addresses_as_text_is_a_sitemap(server: Server, tmp_path: Path) -> None:
    server.put("/map.txt", f"{server.address('/a')}\n\n{server.address('/b')}\n", kind="text/plain")
    server.put("/a", release("a"))
    server.put("/b", release("b"))
    assert ids(server, fetch(server, tmp_path, "/map.txt")) == ["/a", "/b"]


def test_a_feed_that_holds_its_releases_is_kept_itself(server: Server, tmp_path: Path) -> None:
    server.put("/feed", rss(server, {"/a": "Short.", "/b": LONG}, whole=True), kind="application/rss+xml")
    fetched = fetch(server, tmp_path, "/feed")
    assert [kept.form for kept in fetched.pages.values()] == ["feed"]
    assert server.paths() == ["/feed"]


def feeds_of_summaries(server: Server) -> dict[str, str]:
    a, b = server.address("/a"), server.address("/b")
    entry = "<entry><title>T</title><link rel='self' href='/no'/><link href='{}'/><summary>Short ...</summary></entry>"
    rdf = "<item><title>T</title><link>{}</link><description>Short</description></item>"
    items = [{"id": "1", "url": a, "summary": "Short"}, {"id": b, "title": "Two"}]
    return {
        "rss": rss(server, {"/a": "Short ...", "/b": "Also short."}, whole=False),
        "atom": ATOM.format(entry.format("/a") + entry.format(b)),
        "rss 1.0": '<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/">'
        + rdf.format(a)
        + rdf.format(b)
        + "</rdf:RDF>",
        "json": json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}),
        "guid": f"<rss><channel><item><guid>{a}</guid></item><item><guid>{b}</guid></item></channel></rss>",
        "broken": rss(server, {"/a": "Short", "/b": "Short"}, whole=False).replace("</channel></rss>", "&nbsp;<b>"),
    }


@pytest.mark.parametrize("form", ["rss", "atom", "rss 1.0", "json", "guid", "broken"])
def test_of_a_feed_of_summaries_the_pages_are_fetched(server: Server, tmp_path: Path, form: str) -> None:
    server.put("/feed", feeds_of_summaries(server)[form], kind="application/xml")
    server.put("/a", release("a"))
    server.put("/b", listing("/b/1", "/b/2", "/b/3"))  # an entry of a feed is a release, however short
    assert ids(server, fetch(server, tmp_path, "/feed")) == ["/a", "/b"]


@pytest.mark.parametrize(
    "feed",
    [
        ATOM.format(f"<entry><link href='/a'/><content type='html'>{LONG}</content></entry>"),
        ATOM.format("<entry><link href='/a'/><content type='html'>Short.</content></entry>"),
        f"<rss><channel><item><link>/a</link><description>&lt;p&gt;{LONG}</description></item></channel></rss>",
        json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"url": "/a", "content_html": "Short."}]}),
    ],
)
def test_a_feed_with_whole_texts_is_asked_alone(server: Server, tmp_path: Path, feed: str) -> None:
    server.put("/feed", feed)
    fetched = fetch(server, tmp_path, "/feed")
    assert [kept.form for kept in fetched.pages.values()] == ["feed"]
    assert server.paths() == ["/feed"]


def test_a_feed_may_go_on_on_further_pages(server: Server, tmp_path: Path) -> None:
    entry = f"<entry><link href='/a'/><content>{LONG}</content></entry>"
    server.put("/feed", ATOM.format("<link rel='next' href='?page=2'/>" + entry))
    server.put("/feed?page=2", ATOM.format(entry))
    assert ids(server, fetch(server, tmp_path, "/feed")) == ["/feed", "/feed?page=2"]


NEXT = "<nav><a rel='next' href='/archive/more'>&gt;</a></nav>"


@pytest.mark.parametrize(
    ("more", "second"),
    [
        (NEXT, "/archive/more"),
        ("<nav><a href='?page=2'>2</a></nav>", "/news/?page=2"),
        ("<a href='page/2/'>2</a>", "/news/page/2/"),
    ],
)
def test_a_listing_leads_to_the_pages_below_it(server: Server, tmp_path: Path, more: str, second: str) -> None:
    server.put("/news/", listing("/news/a", "/news/b", "c", "/about", "/files/photo.png", more=more))
    server.put(second, listing("/news/d"))
    for name in "abcd":
        server.put(f"/news/{name}", release(name))
    fetched = fetch(server, tmp_path, "/news/")
    assert ids(server, fetched) == ["/news/a", "/news/b", "/news/c", "/news/d"]
    assert not {"/about", "/files/photo.png", "/news/menu"} & set(server.paths())


def test_a_listing_may_list_listings(server: Server, tmp_path: Path) -> None:
    server.put("/news", listing("/news/2030", "/news/2031", "/news/x"))
    server.put("/news/2030", listing("/news/2030/a", "/news/2030/b", "/news/2030/c"))
    server.put("/news/2031", listing("/news/2031/a", "/news/2031/b", "/news/2031/c", "/news/2030"))
    short = "<h1>Short</h1><p>We agree.</p>"
    related = "<p><a href='/news/2031/b'>b</a><a href='/news/2031/c'>c</a><a href='/news/2031/d'>d</a></p>"
    for year in ("2030", "2031"):
        for name in "abc":
            server.put(f"/news/{year}/{name}", short + related)
    server.put("/news/x", release("x"))
    server.put("/news/2031/d", release("d"))
    found = ids(server, fetch(server, tmp_path, "/news"))
    assert found == [
        "/news/2030/a",
        "/news/2030/b",
        "/news/2030/c",
        "/news/2031/a",
        "/news/2031/b",
        "/news/2031/c",
        "/news/x",
    ]


def test_releases_with_numbers_are_no_pages_of_a_list(server: Server, tmp_path: Path) -> None:
    """In an old system every page has one path, and a release may have related ones below it."""
    related = "<p><a href='/news/11'>b</a><a href='/news/12'>c</a><a href='/news/13'>d</a></p>"
    server.put("/news", listing("/news/11", "/news/12", "/news/15", "/news?id=13", more="<a href='?start=3'>More</a>"))
    server.put("/news?start=3", listing("/news/14"))
    for path in ("/news/11", "/news/12", "/news/14", "/news/15", "/news?id=13"):
        server.put(path, f"<h1>Short</h1><p>{'We agree on all of it. ' * 20}</p>{related if path[-1] in '12' else ''}")
    found = ids(server, fetch(server, tmp_path, "/news"))
    assert found == ["/news/11", "/news/12", "/news/14", "/news/15", "/news?id=13"]


def test_a_list_of_one_script_leads_to_its_releases(server: Server, tmp_path: Path) -> None:
    server.put("/view.php", listing("/view.php?id=1", "/view.php?id=2", "/view.php?id=33", "/about.php"))
    for number in (1, 2, 33):
        server.put(f"/view.php?id={number}", release(f"No {number}"))
    server.put("/about.php", release("About"))
    found = ids(server, fetch(server, tmp_path, "/view.php"))
    assert found == ["/about.php", "/view.php?id=1", "/view.php?id=2", "/view.php?id=33"]


def test_a_list_of_files_leads_to_its_neighbours(server: Server, tmp_path: Path) -> None:
    server.put("/news/index.html", listing("a.html", "b.html", "c.html", "/about.html"))
    for name in "abc":
        server.put(f"/news/{name}.html", release(name) + "<a href='index.html'>Up</a><a href='a.html'>A</a>")
    assert ids(server, fetch(server, tmp_path, "/news/index.html")) == ["/news/a.html", "/news/b.html", "/news/c.html"]


def test_a_folder_of_one_file_is_a_listing_and_a_short_release_is_none(server: Server, tmp_path: Path) -> None:
    server.put("/news/", listing("2031/", "x", "y"))
    server.put("/news/2031/", "<h1>Directory listing for /news/2031/</h1><li><a href='a.md'>a.md</a></li>")
    server.put("/news/2031/a.md", "The quay is closed.", kind="text/markdown")
    short = "<h1>Statement</h1><p>We thank all who came to the harbour, and hope that they come again. "
    for name in "xy":
        server.put(f"/news/{name}", f"{short * 3}<a href='{name}/annex.pdf'>Annex</a>")
    assert ids(server, fetch(server, tmp_path, "/news/")) == ["/news/2031/a.md", "/news/x", "/news/y"]


def test_a_list_of_teasers_is_a_listing(server: Server, tmp_path: Path) -> None:
    teasers = "".join(
        f"<article><a href='/news/{n}'>No {n}</a><p>{'A line on what it says. ' * 12}</p></article>" for n in "abc"
    )
    server.put("/news", f"<html><body>{teasers}</body></html>")
    for name in "abc":
        server.put(f"/news/{name}", release(name))
    assert ids(server, fetch(server, tmp_path, "/news")) == ["/news/a", "/news/b", "/news/c"]


def test_a_page_of_links_that_lead_elsewhere_is_refused_by_name(server: Server, tmp_path: Path) -> None:
    server.put("/links", listing("/x", "/y", "/z"))
    assert "give the address of a sitemap" in fetch(server, tmp_path, "/links").failed[server.address("/links")]


def redirect(to: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": to})


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ({"/one": redirect("/one")}, "redirected in a circle"),
        ({"/one": redirect("/two"), "/two": redirect("/one")}, "redirected in a circle"),
        (
            {"/one": redirect("/1"), **{f"/{n}": redirect(f"/{n + 1}") for n in range(1, 9)}},
            "redirected more than 5 times",
        ),
        ({"/one": redirect("ftp://127.0.0.1/x")}, "scheme is ftp"),
        ({"/one": redirect("file:///etc/passwd")}, "scheme is file"),
        ({"/one": redirect("http://me:secret@127.0.0.1/")}, "a user's name"),
        ({"/one": redirect("")}, "not told where to"),
        (
            {"/one": redirect("/kept-out/a"), "/robots.txt": Page(b"User-agent: *\nDisallow: /kept-out/")},
            "keeps programs out",
        ),
        ({}, "answered 404"),
        ({"/one": Page(status=500)}, "answered 500"),
        ({"/one": Page(status=401)}, "answered 401"),
        ({"/one": Page(status=204)}, "answered 204"),
        ({"/one": Page(b"<urlset", status=200, kind="text/xml")}, ""),
    ],
)
def test_an_address_that_is_not_fetched_is_told_with_the_reason(
    server: Server, tmp_path: Path, pages: dict[str, Page], reason: str
) -> None:
    server.pages.update(pages)
    fetched = fetch(server, tmp_path, "/one")
    assert reason in fetched.failed.get(server.address("/one"), "")
    assert bool(fetched.failed) is bool(reason)


@pytest.mark.parametrize("target", ["http://[::1]/", "http://0x7f.1:{port}/two", "http://localhost:{port}/two"])
def test_a_redirect_to_a_private_address_is_refused(server: Server, tmp_path: Path, target: str) -> None:
    """The first host counts as public here, as a publisher's would; where it sends us is checked like any other."""
    from ingest.fetching.client import Client
    from ingest.fetching.network import CheckedNetwork, resolve

    class FirstIsPublic(CheckedNetwork):
        def connect_tcp(self, host: str, *rest: object, **more: object) -> object:
            self._allow_private = host == "news.example"
            return super().connect_tcp(host, *rest, **more)  # type: ignore[arg-type]

    port = server.host.partition(":")[2]
    server.pages["/one"] = redirect(target.format(port=port))
    server.put("/two", release("two"))
    network = FirstIsPublic(
        resolver=lambda host, port: ["127.0.0.1"] if host == "news.example" else resolve(host, port)
    )
    client = Client(QUICK, network=network)
    given = f"http://news.example:{port}/one"
    fetched = fetch_addresses([given], folder=tmp_path, limits=QUICK, client=client)
    assert "loopback address" in fetched.failed[given]
    assert "/two" not in server.paths()


def test_a_redirect_gives_the_page_its_last_address(server: Server, tmp_path: Path) -> None:
    server.pages["/old"] = redirect("/new", 301)
    server.put("/new", release("new"))
    assert ids(server, fetch(server, tmp_path, "/old", "/new")) == ["/new"]


@pytest.mark.parametrize("given", ["ftp://example.org/a", "file:///etc/passwd", "https://me@example.org/", "http://"])
def test_what_is_no_address_is_wrong_use(tmp_path: Path, given: str) -> None:
    with pytest.raises(UsageError, match="cannot be fetched"):
        fetch_addresses([given], folder=tmp_path, limits=QUICK)


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    server.put("/map.xml", sitemap(server, "/a", "/b"))
    server.pages["/a"] = unless_same(release("a"), '"1"')
    server.put("/b", release("b"), headers={"Last-Modified": "Thu, 01 May 2031 10:00:00 GMT"})
    first = fetch(server, tmp_path, "/map.xml")
    second = fetch(server, tmp_path, "/map.xml")
    assert [kept.status for kept in second.pages.values()] == [304, 200]
    assert [kept.digest for kept in first.pages.values()] == [kept.digest for kept in second.pages.values()]
    assert server.asked[-1].headers["If-Modified-Since"] == "Thu, 01 May 2031 10:00:00 GMT"


def test_an_index_that_has_not_changed_still_leads_to_its_pages(server: Server, tmp_path: Path) -> None:
    server.pages["/map.xml"] = unless_same(sitemap(server, "/a"), '"1"')
    server.put("/a", release("a"))
    fetch(server, tmp_path, "/map.xml")
    server.put("/a", release("changed"))
    fetched = fetch(server, tmp_path, "/map.xml")
    assert (tmp_path / fetched.pages[server.address("/a")].file).read_text() == release("changed")


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("listed", [True, False])
def test_a_page_that_is_taken_away_is_gone(server: Server, tmp_path: Path, status: int, listed: bool) -> None:
    server.put("/map.xml", sitemap(server, "/a", "/b"))
    server.put("/a", release("a"))
    server.put("/b", release("b"))
    fetch(server, tmp_path, "/map.xml")
    server.put("/b", "", status=status)
    server.put("/map.xml", sitemap(server, "/a", "/b") if listed else sitemap(server, "/a"))
    fetched = fetch(server, tmp_path, "/map.xml")
    assert (ids(server, fetched), fetched.gone, fetched.failed) == (["/a"], {server.address("/b")}, {})
    server.put("/b", release("b"))
    server.put("/map.xml", sitemap(server, "/a", "/b"))
    back = fetch(server, tmp_path, "/map.xml")
    assert (ids(server, back), back.gone) == (["/a", "/b"], set())


@pytest.mark.parametrize(
    ("page", "robots", "reason"),
    [
        (Page(status=500), "", "answered 500"),
        (Page(status=403), "", "answered 403"),
        (Page(b"x" * 100, drip=1.0), "", "too long"),
        (Page(release("b").encode()), "User-agent: *\nDisallow: /b", "keeps programs out"),
        (redirect("/"), "", "leads to a front page"),
        (Page(b"x" * 200_001), "", "larger than"),
    ],
)
def test_what_fails_later_is_kept_as_it_was(
    server: Server, tmp_path: Path, page: Page, robots: str, reason: str
) -> None:
    server.put("/map.xml", sitemap(server, "/a", "/b"))
    server.put("/a", release("a"))
    server.put("/b", release("b"))
    server.put("/", release("front"))
    before = fetch(server, tmp_path, "/map.xml")
    server.pages["/b"] = page
    server.put("/robots.txt", robots)
    after = fetch(server, tmp_path, "/map.xml", limits=replace(QUICK, read=0.2, largest=200_000))
    assert reason in after.failed[server.address("/b")]
    assert (ids(server, after), after.gone) == (["/a", "/b"], set())
    kept = after.pages[server.address("/b")]
    assert kept.digest == before.pages[kept.final].digest
    assert (tmp_path / kept.file).read_text() == release("b")


@pytest.mark.parametrize("still_there", [True, False])
def test_an_address_that_only_led_to_a_page_takes_nothing_away(
    server: Server, tmp_path: Path, still_there: bool
) -> None:
    server.put("/map.xml", sitemap(server, "/old"))
    server.pages["/old"] = redirect("/new")
    server.put("/new", release("new"))
    fetch(server, tmp_path, "/map.xml")
    server.put("/old", "", status=404)
    if not still_there:
        server.put("/new", "", status=410)
    fetched = fetch(server, tmp_path, "/map.xml")
    assert ids(server, fetched) == (["/new"] if still_there else [])
    assert fetched.gone == (set() if still_there else {server.address("/new")})


def test_of_two_ways_to_a_page_the_last_answer_holds(server: Server, tmp_path: Path) -> None:
    server.pages["/old"] = redirect("/new")
    server.put("/new", release("new"))
    fetch(server, tmp_path, "/new")
    fetch(server, tmp_path, "/old")
    server.put("/new", release("changed"))
    fetch(server, tmp_path, "/new")
    fetched = fetch(server, tmp_path, "/old", limits=replace(QUICK, pages=1))
    kept = fetched.pages[server.address("/new")]
    assert kept.digest == hashlib.sha256((tmp_path / kept.file).read_bytes()).hexdigest()


TEXT = "<h1>Скажем так</h1><p>Гавань закрыта до мая.</p>"


@pytest.mark.parametrize(
    ("kind", "body", "kept_as"),
    [
        ("text/html; charset=windows-1251", TEXT.encode("cp1251"), TEXT.encode()),
        ('text/html; Charset="KOI8-R"', TEXT.encode("koi8-r"), TEXT.encode()),
        ("text/html; charset=utf-8", TEXT.encode(), TEXT.encode()),
        ("text/html; charset=windows-1251", b"<meta charset=koi8-r>" + TEXT.encode("koi8-r"), None),
        ("text/html; charset=shift_jis", "\xff\xff".encode("latin-1") + TEXT.encode("cp1251"), None),
        ("text/html; charset=no-such-thing", TEXT.encode("cp1251"), None),
        ("text/html", TEXT.encode("cp1251"), None),
        ("application/zip; charset=windows-1251", b"PK\x03\x04" + TEXT.encode("cp1251"), None),
    ],
)
def test_an_encoding_that_only_the_server_told_is_kept(
    server: Server, tmp_path: Path, kind: str, body: bytes, kept_as: bytes | None
) -> None:
    server.put("/a", body, kind=kind)
    kept = fetch(server, tmp_path, "/a").pages[server.address("/a")]
    assert (tmp_path / kept.file).read_bytes() == (body if kept_as is None else kept_as)
    assert kept.digest == hashlib.sha256((tmp_path / kept.file).read_bytes()).hexdigest()
    assert kept.content_type == kind.partition(";")[0]


def test_a_page_that_moved_for_good_is_one_release(server: Server, tmp_path: Path) -> None:
    server.put("/a", release("a"))
    fetch(server, tmp_path, "/a")
    server.pages["/a"] = redirect("/b", 301)
    server.put("/b", release("a"))
    fetched = fetch(server, tmp_path, "/a")
    assert (ids(server, fetched), fetched.gone) == (["/b"], {server.address("/a")})


def test_a_run_goes_as_far_as_its_limit_and_the_next_goes_on(server: Server, tmp_path: Path) -> None:
    names = [f"/{n}" for n in range(7)]
    server.put("/map.xml", sitemap(server, *names))
    for name in names:
        server.put(name, release(name))
    limits = replace(QUICK, pages=4)
    first = fetch(server, tmp_path, "/map.xml", limits=limits)
    assert (ids(server, first), first.waiting, len(server.paths())) == (names[:3], 4, 4)
    second = fetch(server, tmp_path, "/map.xml", limits=limits)
    assert (ids(server, second), second.waiting) == (names[:6], 1)
    third = fetch(server, tmp_path, "/map.xml", limits=limits)
    assert (ids(server, third), third.waiting) == (names, 0)
    assert server.paths()[-3:] == ["/6", "/0", "/1"], "what is new first, then what was checked longest ago"


def test_a_run_that_was_cut_off_goes_on_where_it_was(server: Server, tmp_path: Path) -> None:
    names = [f"/{n}" for n in range(4)]
    server.put("/map.xml", sitemap(server, *names))
    for name in names:
        server.put(name, release(name))

    def stop(asked: int) -> None:
        if asked == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_addresses([server.address("/map.xml")], folder=tmp_path, limits=QUICK, tell=stop)
    with (tmp_path / "manifest.jsonl").open("a") as file:
        file.write('{"address": "http://torn')
    server.asked.clear()
    fetched = fetch(server, tmp_path, "/map.xml")
    assert server.paths() == ["/map.xml", "/2", "/3"]
    assert ids(server, fetched) == names
    server.asked.clear()
    fetch(server, tmp_path, "/map.xml")
    assert server.paths() == ["/map.xml", *names], "that run came to its end: all is asked for again"


def test_while_watching_a_page_is_not_asked_for_each_time(server: Server, tmp_path: Path) -> None:
    server.put("/map.xml", sitemap(server, "/a", changed="2031-01-01"))
    server.put("/a", release("a"))
    fresh = replace(QUICK, fresh=86_400.0)
    for _ in range(2):
        assert ids(server, fetch(server, tmp_path, "/map.xml", limits=fresh)) == ["/a"]
    assert server.paths().count("/a") == 2, "its sitemap says that it was changed since (in 2031)"
    server.put("/map.xml", sitemap(server, "/a", changed="2021-01-01T10:00:00+02:00"))
    fetch(server, tmp_path, "/map.xml", limits=fresh)
    assert server.paths().count("/a") == 2


def test_a_host_that_stays_busy_is_told_once_and_the_rest_waits(server: Server, tmp_path: Path) -> None:
    server.put("/map.xml", sitemap(server, "/a", "/b", "/c"))
    for name in "abc":
        server.put(f"/{name}", "", status=429, headers={"Retry-After": "9000"})
    fetched = fetch(server, tmp_path, "/map.xml")
    assert list(fetched.failed) == [server.address("/a")]
    assert (fetched.waiting, server.paths()) == (2, ["/map.xml", "/a"])


def test_pictures_are_no_releases(server: Server, tmp_path: Path) -> None:
    server.put("/map.xml", sitemap(server, "/a.png"))
    server.put("/a.png", b"\x89PNG", kind="image/png")
    fetched = fetch(server, tmp_path, "/map.xml")
    assert (fetched.pages, fetched.left_out) == ({}, {server.address("/a.png"): "no text: image/png"})


def test_a_feed_that_a_listing_leads_to_is_told_and_not_read_twice(server: Server, tmp_path: Path) -> None:
    server.put("/news/", listing("/news/a", "/news/b", "/news/feed", more="<link rel='alternate' href='/news/rss'>"))
    server.put("/news/feed", rss(server, {"/news/a": LONG, "/news/b": LONG}, whole=True))
    for name in "ab":
        server.put(f"/news/{name}", release(name))
    fetched = fetch(server, tmp_path, "/news/")
    assert ids(server, fetched) == ["/news/a", "/news/b"]
    assert list(fetched.left_out.values()) == ["a feed that was found by the way: give its own address"]
    assert "/news/rss" not in server.paths()


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY b%d "%s">' % (n, b"&a;" * 50) for n in range(50))
        + b"]>"
        b"<urlset><url><loc>&b1;</loc></url></urlset>",
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><link>&f;</link></item></channel></rss>',
        b"<html>" + b"<div>" * 100_000,
        b"<html>" + b"<!-- -" * 100_000,
        b"<a href=" * 100_000,
        b"<" * 1_000_000,
        b"<urlset>" * 50_000,
        b"<html><body>" + b"<a href='/x'>x</a>" * 50_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        gzip.compress(b"\0" * 20_000_000, mtime=0),
    ],
    ids=[
        "entities",
        "file entity",
        "deep",
        "comments",
        "unclosed",
        "brackets",
        "sitemaps in sitemaps",
        "links",
        "json",
        "bomb",
    ],
)
def test_hostile_content_ends_soon_and_leads_nowhere(server: Server, tmp_path: Path, body: bytes) -> None:
    server.put("/one/", body)
    fetched = fetch(server, tmp_path, "/one/", limits=replace(QUICK, largest=5_000_000))
    assert set(server.paths()) == {"/one/"}
    assert len(fetched.failed) + len(fetched.pages) <= 1
