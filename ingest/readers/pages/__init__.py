"""Pages: a release out of a web page, without what stands around it."""

from ingest.readers.pages.html_page import HtmlReader

__all__ = [
    "HtmlReader",
]
