"""A small valid file of every form that is read, by the name of the file: what the fuzz and the newcomer's zip are made of."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping

from docx import Document as WordDocument
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TALK = (
    ("MINISTER VALE", "The ferry sails at dawn. It carries forty people."), ("QUESTION", "Will it carry cars?"),
    ("MINISTER VALE", "It will carry no cars."), ("QUESTION", "Why not?"), ("MINISTER VALE", "The deck is too weak."),
)  # fmt: skip
SPOKEN = "\n\n".join(f"{label}: {words}" for label, words in TALK)
BODY = (
    "The Harbour Ministry opened the new bridge at Quay on Tuesday morning. It is forty metres long and carries two lanes."
    "\n\nMinister Ida Vale said: “The bridge will stand for a hundred years.” The old ferry sails until the end of the month."
)
HTML_BODY = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))
PAGE = (
    "<!doctype html><html lang='en'><head><title>The Bridge Is Open | Harbour Ministry</title>"
    "<meta property='article:published_time' content='2031-09-16T10:00:00Z'></head><body>"
    "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><main><article><h1>The Bridge Is Open</h1>"
    f"<p>16 September 2031</p>{HTML_BODY}</article></main><footer><a href='/contact'>Contact us</a></footer></body></html>"
)
_ITEM = (
    "<item><title>The Bridge Is Open</title><link>https://quay.example/bridge</link><guid>b1</guid>"
    "<pubDate>Tue, 16 Sep 2031 10:00:00 +0000</pubDate>{}</item>"
)
_CONTENT = f"<content:encoded><![CDATA[{HTML_BODY}]]></content:encoded>"
_NAMESPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
RSS = f'<?xml version="1.0"?><rss version="2.0" {_NAMESPACES}><channel><title>Quay</title>{{}}</channel></rss>'
_POST = "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
_DRAFT = _ITEM.replace("b1", "b2").format("<wp:post_type>post</wp:post_type><wp:status>draft</wp:status>" + _CONTENT)
ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><entry><id>b1</id><title>The Bridge Is'
    " Open</title><published>2031-09-16T10:00:00Z</published><link href='https://quay.example/bridge'/>"
    f"<content type='html'>{HTML_BODY.replace('<', '&lt;')}</content></entry></feed>"
)
RECORD = {
    "title": "The Bridge Is Open",
    "date": "2031-09-16",
    "content": HTML_BODY,
    "url": "https://quay.example/bridge",
}
AKOMA_NTOSO = (
    '<akomaNtoso><debate name="a"><meta><references><TLCPerson id="vale" showAs="Ida Vale"/><TLCPerson id="quay" showAs="Teo'
    ' Quay"/></references></meta><preface><docDate date="2031-09-16">16 September 2031</docDate></preface><debateBody>'
    "<debateSection><heading>The Ferry</heading>"
    + "".join(f'<speech by="#{"vale" if "VALE" in label else "quay"}"><p>{words}</p></speech>' for label, words in TALK)
    + "</debateSection></debateBody></debate></akomaNtoso>"
)
CUES = [(f"00:00:{n:02d}", f">> {words}") for n, (_, words) in enumerate(TALK, 1)]
VTT = "WEBVTT\n\n" + "\n\n".join(f"{at}.000 --> {at}.900\n{words}" for at, words in CUES) + "\n"
SRT = "\n\n".join(f"{n}\n{at},000 --> {at},900\n{words}" for n, (at, words) in enumerate(CUES, 1)) + "\n"


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive, the same at any time, so that fuzzing damages the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def make_tar(members: Mapping[str, bytes], *, link: str = "") -> bytes:
    """Return a tar archive, with a symbolic ``link`` of this name that leads out of it."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo(link)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/hosts"
            archive.addfile(info)
    return held.getvalue()


def make_warc(pages: Mapping[str, str]) -> bytes:
    """Return a WARC of HTML pages by their addresses, the same at any time."""
    held = io.BytesIO()
    writer = WARCWriter(held, gzip=True)
    for address, page in pages.items():
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(page.encode()), http_headers=headers,
            warc_headers_dict={"WARC-Date": "2031-09-16T10:00:00Z", "WARC-Record-ID": f"<{address}>"},
        )  # fmt: skip
        writer.write_record(record)
    return held.getvalue()


def make_docx() -> bytes:
    """Return a Word document."""
    document = WordDocument()
    document.add_heading("The Bridge Is Open", level=0)
    for paragraph in ("16 September 2031", *BODY.split("\n\n")):
        document.add_paragraph(paragraph)
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as saved:
        return make_zip({name: saved.read(name) for name in saved.namelist()})


def make_pdf(lines: str = "", *, extra: bytes = b"") -> bytes:
    """Return a PDF of one page with these lines, or without any text."""
    shown = b"".join(b"(%s) Tj 0 -16 Td " % line.encode("latin-1") for line in lines.splitlines())
    stream = b"BT /F1 12 Tf 72 700 Td %sET" % shown if shown else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size 6/Root 1 0 R%s>>" % extra
    return out + b"xref\n0 6\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (table, tail, len(out))


PRINTED = "The Bridge Is Open\n16 September 2031\nThe Harbour Ministry opened the new bridge at Quay.\nIt is forty metres long."
MARKDOWN = f"---\ntitle: The Bridge Is Open\ndate: 2031-09-16\n---\n\n{BODY}\n"
SEEDS: dict[str, bytes] = {
    "bridge.md": MARKDOWN.encode(),
    "ferry.md": f"---\ntitle: Briefing on the Ferry\ndate: 2031-09-17\ntags: press-briefings\n---\n\n{SPOKEN}\n".encode(),
    "toml.md": f'+++\ntitle = "The Bridge Is Open"\ndate = 2031-09-16\n+++\n\n{BODY}\n'.encode(),
    "bare.md": f"# The Bridge Is Open\n\n16 September 2031\n\n{BODY}\n".encode(),
    "post.txt": f"The Bridge Is Open\n\n{BODY}\n\nPosted by Quay Editors\nSeptember 16, 2031\n".encode(),
    "headed.txt": f"Title: The Bridge Is Open\nDate: 2031-09-16\nURL: https://quay.example/bridge\n\n{BODY}\n".encode(),
    "page.html": PAGE.encode(),
    "piece.html": f"<div><h1>The Bridge Is Open</h1>{HTML_BODY}</div>".encode(),
    "one.json": json.dumps(RECORD).encode(),
    "list.json": json.dumps([RECORD, {**RECORD, "title": "Another", "date": "17/09/2031"}]).encode(),
    "lines.jsonl": (json.dumps(RECORD) + "\n" + json.dumps({**RECORD, "title": "Another"}) + "\n").encode(),
    "feed.json": json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Quay",
         "items": [{"id": "b1", "title": "The Bridge Is Open", "date_published": "2031-09-16", "content_html": HTML_BODY}]}
    ).encode(),
    "feed.rss": RSS.format(_ITEM.format(_CONTENT)).encode(),
    "export.xml": RSS.format(_ITEM.format(_POST + _CONTENT) + _DRAFT).encode(),
    "feed.atom": ATOM.encode(),
    "rows.csv": f'title,date,text\nThe Bridge Is Open,2031-09-16,"{BODY}"\nAnother,2031-09-17,"{BODY}"\n'.encode(),
    "2031-09-16-briefing.csv": ("speaker,sentence\n" + "".join(f'{a},"{b}"\n' for a, b in TALK)).encode(),
    "debate.xml": AKOMA_NTOSO.encode(),
    "Briefing, Sep. 16, 2031.en.vtt": VTT.encode(),
    "2031-09-16-briefing.srt": SRT.encode(),
    "2031-09-16.docx": make_docx(),
    "2031-09-16.pdf": make_pdf(PRINTED),
    "in.zip": make_zip({"speeches/bridge.md": MARKDOWN.encode(), "page.html": PAGE.encode()}),
    "in.tar.gz": gzip.compress(make_tar({"bridge.md": MARKDOWN.encode()}), mtime=0),
    "crawl.warc.gz": make_warc({"https://quay.example/bridge": PAGE}),
}  # fmt: skip
