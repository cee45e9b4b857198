"""Web pages: what is the release's, what is the page's, and what its head says. All are about an invented ministry."""

from __future__ import annotations

from datetime import date

import pytest

from archive import UnreadableError, Voice
from ingest.readers.items import file_of
from ingest.readers.pages.html_head import NO_DATE
from ingest.readers.pages.html_page import COMMENTS_LEFT_OUT, HtmlReader, read_page, unwrap
from ingest.readers.reader import ReadOptions

FIRST = (
    "The Harbour Ministry said on Monday that the old port opens again in May, after two years of work on its walls."
)
SECOND = (
    "Ships of every size may enter from the first day on. “We waited long for this,” Harbour Minister Ana Vale said."
)
THIRD = "The lighthouse stays dark until the autumn, and pilots are asked to keep to the northern channel until then."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
NAV = (
    '<div class="site-nav"><ul>' + "".join(f'<li><a href="/{n}">Topic {n}</a></li>' for n in range(12)) + "</ul></div>"
)
FOOTER = '<footer><p>Harbour Ministry, 1 Quay Street. Phone +99 123 4567.</p><a href="/">Home</a></footer>'


def page(body: str, *, head: str = "<title>Old port opens again | Harbour Ministry</title>") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{NAV}{body}{FOOTER}</body></html>"


def read(source: str, **options):
    return read_page(source, name="releases/port.html", options=ReadOptions(**options))


TEXTS = {
    "an article": page(f"<main><h1>Old port opens again</h1><article>{BODY}</article></main>"),
    "laid out by tables": page(
        "<table><tr><td><b><font size=+2>Old port opens again</font></b></td></tr></table><table><tr><td>"
        f"{FIRST}<p>{SECOND}<p>{THIRD}</td></tr></table><table><tr><td><a href='#top'>Return to top</a>"
        "<a href='/x'>2002 releases</a></td></tr></table><b>Last update: May 3, 2002</b>"
    ),
    "buttons and other stories": page(
        f"<p>Skip to main content</p><h1>Old port opens again</h1><p>Share this page</p>{BODY}<h2>Related news</h2>"
        "<ul><li><a href='/a'>Ferry stops</a> 3 May 2020</ul><p>Copyright Harbour Ministry</p>"
    ),
    "a banner about cookies": page(
        f"<h1>Old port opens again</h1>{BODY}<div class='cookie-consent'><p>We use cookies to remember what you like, and "
        "to count who reads this page. Read more.</p></div>"
    ),
    "a class that says too much": page(f"<div class='content with-sidebar'><h1>Old port opens again</h1>{BODY}</div>"),
    "a contact below": page(
        f"<h1>Old port opens again</h1>{BODY}<h3>Media contacts</h3><p>Bo Reed</p><p>press@harbour.example</p>"
    ),
    "a teaser beside the article": page(
        f"<article><h1>Old port opens again</h1>{BODY}</article><article><h3><a href='/f'>Ferry stops</a></h3>"
        "<p>The ferry to the island stops for good.</p></article>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("source", TEXTS.values(), ids=TEXTS)
def test_text_is_the_release_and_nothing_else(source):
    document = read(source)
    assert document.text == TEXT
    assert document.title == "Old port opens again"


TITLES = {
    "the site's name goes": ("<title>Old port opens again | News | Harbour Ministry</title>", "", "Old port opens again"),
    "a dash before the site's name": (
        '<title>Old port - open again - Harbour Ministry</title><meta property="og:site_name" content="Harbour Ministry">',
        "", "Old port - open again",
    ),
    "h1 is the site's": (
        '<title>Old port opens again</title><meta property="og:site_name" content="Harbour Ministry">',
        "<h1>Harbour Ministry</h1>", "Old port opens again",
    ),
    "og:title": ('<title>News</title><meta property="og:title" content="Old port opens again">', "", "Old port opens again"),
    "a line that <title> holds": (
        "<title>Old port opens again — The Ministry of Harbours of Torvia</title>",
        "<div class=headline>Old port opens again</div>", "Old port opens again",
    ),
    "a program's name": ("<title>Converted by Easy Office 3</title>", "<h2>Old port opens again</h2>", "Old port opens again"),
    "a date in the heading": (
        '<title>Port</title><meta name="twitter:title" content="Old port opens again">',
        "<h1><span>03.05.2021</span>Old port opens again</h1>", "Old port opens again",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("head", "body", "title"), TITLES.values(), ids=TITLES)
def test_title(head, body, title):
    assert read(page(body + BODY, head=head)).title == title


TITLE = "<title>Old port opens again</title>"
DATES = {
    "metadata": ('<meta property="article:published_time" content="2021-05-03T10:00:00+02:00">', "", date(2021, 5, 3)),
    "JSON-LD": (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2021-05-03"}]}</script>',
        "", date(2021, 5, 3),
    ),
    "a modified day is none": ('<meta property="article:modified_time" content="2021-05-03">', "", None),
    "a line by the title": ("", "<p>Monday, May 3, 2021</p>", date(2021, 5, 3)),
    "a label": ("", "<p>Published: 3 May 2021</p>", date(2021, 5, 3)),
    "last updated": ("", "<p>Last updated: 3 May 2021</p>", None),
    "a place and a day": ("", "<p>Torhaven – 3 May 2021</p>", date(2021, 5, 3)),
    "an event some days before": (
        '<meta property="article:published_time" content="2021-05-06">', "<p>3 May 2021</p>", date(2021, 5, 6),
    ),
    "another time zone": (
        '<meta property="article:published_time" content="2021-05-04T01:00:00Z">', "<p>3 May 2021</p>", date(2021, 5, 3),
    ),
    "a page that moved": (
        '<meta property="article:published_time" content="2017-01-20">', "<p>3 May 2001</p>", date(2001, 5, 3),
    ),
    "some day of the page": ('<meta name="dc.date" content="2021-05-20">', "<p>3 May 2021</p>", date(2021, 5, 3)),
    "a dateline": ("", f"<p>TORHAVEN, May 3, 2021 – {FIRST}</p>", date(2021, 5, 3)),
    "a day in a sentence": ("", f"<p>The port was closed on May 3, 2019. {FIRST}</p>", None),
    "no day": ("", "", None),
    "the day of another story": ("", "</main><div class='related'><p>3 May 2021</p></div>", None),
}  # fmt: skip


@pytest.mark.parametrize(("head", "line", "day"), DATES.values(), ids=DATES)
def test_date(head, line, day):
    document = read(page(f"<h1>Old port opens again</h1>{line}{BODY}", head=TITLE + head))
    assert document.date == day
    assert (NO_DATE in document.notes) is (day is None)


def test_a_day_in_the_name_is_the_last_resort():
    source = page(f"<h1>Old port opens again</h1>{BODY}")
    assert read_page(source, name="2021-05-03-port.html", options=ReadOptions()).date == date(2021, 5, 3)
    dated = page(f"<h1>Old port opens again</h1><p>4 May 2021</p>{BODY}")
    assert read_page(dated, name="2021-05-03-port.html", options=ReadOptions()).date == date(2021, 5, 4)


def test_two_days_far_apart_are_told():
    head = TITLE + '<meta property="article:published_time" content="2021-05-20">'
    document = read(page(f"<h1>Old port opens again</h1><p>3 May 2021</p>{BODY}", head=head))
    assert "2021-05-03" in document.notes[0]
    assert "3 May 2021" in document.text, "the day of the event stays"


def test_an_unclear_date_is_told():
    document = read(page(f"<h1>Old port opens again</h1><p>03/05/2021</p>{BODY}"))
    assert (document.date, document.unclear_date) == (None, "03/05/2021")
    assert read(page(f"<h1>Old port opens again</h1><p>03/05/2021</p>{BODY}"), day_first=True).date == date(2021, 5, 3)


def test_who_and_where():
    head = (
        '<title>Old port opens again</title><link rel="canonical" href="https://harbour.example/port">'
        '<meta property="og:site_name" content="Harbour Ministry"><meta property="article:section" content="Press Releases">'
        '<meta name="author" content="Harbour Ministry">'
    )
    document = read(page(f"<h1>Old port opens again</h1><p>By Harbour Minister Ana Vale</p>{BODY}", head=head))
    assert document.url == "https://harbour.example/port"
    assert document.office == "Harbour Ministry"
    assert document.kind == "press release"
    assert document.byline == "Harbour Minister Ana Vale"
    assert document.text == TEXT


def test_an_address_that_no_link_may_lead_to():
    head = TITLE + '<link rel="canonical" href="javascript:alert(1)">'
    assert read(page(BODY, head=head)).url is None


def test_captions_and_block_quotes():
    quoted = "Nobody had seen a ship there for two years, and the gulls had the quay to themselves."
    body = (
        f"<h1>Old port opens again</h1><p>{FIRST}</p><figure><figcaption>The quay (Photo: B. Reed)</figcaption></figure>"
        f"<blockquote><p>{quoted}</p><p>— Ana Vale</p></blockquote><p>{THIRD}</p>"
    )
    document = read(page(body))
    assert document.captions == ("The quay (Photo: B. Reed)",)
    assert document.block_quotes == (quoted,)
    assert quoted in document.text


COMMENTS = (
    '<div id="comments"><h3>2 Comments</h3><ol class="comment-list"><li class="comment"><div class="comment-author">'
    '<cite class="fn">Bo Reed</cite> <span>says:</span></div><a href="#c1">May 4, 2021</a><p>It will be late again.</p>'
    '<a href="#r">Reply</a></li><li class="comment"><div class="comment-author">Ann</div><p>Great news!</p></li></ol></div>'
)


def test_comments_are_the_publics():
    document = read(page(f"<h1>Old port opens again</h1>{BODY}{COMMENTS}"))
    public = [turn for turn in document.turns if turn.voice is Voice.PUBLIC]
    assert [(turn.label, document.text[turn.said : turn.end].strip()) for turn in public] == [
        ("Bo Reed", "It will be late again."), ("Ann", "Great news!"),
    ]  # fmt: skip
    assert [turn.start for turn in document.turns] == [0, *(turn.end for turn in document.turns[:-1])]
    assert document.turns[-1].end == len(document.text)


def test_comments_that_cannot_be_told_apart_are_left_out():
    comments = f"<div class='comments'><p>{THIRD.replace('lighthouse', 'mayor')}</p></div>"
    document = read(page(f"<h1>Old port opens again</h1>{BODY}{comments}"))
    assert document.text == TEXT
    assert COMMENTS_LEFT_OUT in document.notes


REFUSED = {
    "an error": (page("<h1>Page not found</h1><p>Sorry.</p>", head="<title>404</title>"), "an error's page"),
    "an error in Spanish": (page("<h1>Página no encontrada</h1>", head="<title>Error</title>"), "an error's page"),
    "a wall": ("<html><title>Just a moment...</title><p>Enable JavaScript to go on</p></html>", "lets nobody in"),
    "a login": (page("<h1>Sign in</h1><form><label>Name</label><input></form>", head="<title>Sign in</title>"), "lets nobody"),
    "frames": ("<html><title>Port</title><frameset><frame src=a></frameset></html>", "frames"),
    "links": (page("<h1>News</h1>" + "<p><a href='/x'>Old port opens again</a></p>" * 20), "a list of links"),
    "nothing": ("<html><head><title>Port</title></head><body><script>run()</script></body></html>", "no text"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "reason"), REFUSED.values(), ids=REFUSED)
def test_no_release(source, reason):
    with pytest.raises(UnreadableError, match=reason):
        read(source)


PIECES = {
    "an element": (f"<div><h2>Old port opens again</h2>{BODY}</div>", "Old port opens again", TEXT),
    "no heading": (f"<div><p>Old port opens again</p>{BODY}</div>", "Old port opens again", TEXT),
    "bytes of Python": (f"<h1>Old port opens again</h1>\n{f'<div>{BODY}</div>'.encode()!r}", "Old port opens again", TEXT),
    "JSON's string": ('"<h1>Old port opens again</h1>' + BODY.replace("/", "\\/") + '"', "Old port opens again", TEXT),
    "escaped": (
        f"<h1>Old port opens again</h1>{BODY}".replace("<", "&lt;").replace(">", "&gt;"), "Old port opens again", TEXT,
    ),
    "one paragraph": (f"<p>{FIRST}</p>", FIRST, FIRST),
}  # fmt: skip


@pytest.mark.parametrize(("source", "title", "text"), PIECES.values(), ids=PIECES)
def test_pieces_of_pages(source, title, text):
    assert HtmlReader().recognises(file_of(source.encode(), name="port.html"))
    document = read(source)
    assert (document.title, document.text) == (title, text)


@pytest.mark.parametrize(
    "source", ["<TEI><p>x</p></TEI>", "<rss><channel/></rss>", "---\ntitle: x\n---\n", "b is a letter"]
)
def test_other_forms_are_not_taken(source):
    assert not HtmlReader().recognises(file_of(source.encode(), name="port.html"))


def test_what_only_looks_like_a_literal_stays():
    assert unwrap("<p>He said:</p>\n'<b>this'") == "<p>He said:</p>\n<b>this"
    assert unwrap("b'<p>never closed") == "b'<p>never closed"
