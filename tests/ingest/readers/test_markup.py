"""Markup: the element that a text begins with, however much stands before it."""

from __future__ import annotations

import time

import pytest

from ingest.readers.markup import first_element


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("<html><body>", "html"),
        ("  \n\ufeff<P class='a'>", "p"),
        ("<?xml version='1.0'?>\n<!-- a --><!-- > b -->\n<!DOCTYPE rss [<!ENTITY a 'b>'>]><rss version='2.0'>", "rss"),
        ("<!doctype html><HTML>", "html"),
        ("<rdf:RDF xmlns='a'>", "rdf:rdf"),
        ("<br/>", "br"),
        ("<!-- never closed", ""),
        ("<!DOCTYPE a [ never closed", ""),
        ("< 5 percent", ""),
        ("<3", ""),
        ("The quay <b>", ""),
        ("", ""),
        ("<", ""),
    ],
)
def test_the_first_element(text: str, element: str) -> None:
    assert first_element(text) == element


@pytest.mark.parametrize("piece", ["<!-- -->", "<?a?>", "<!a>", "<!--", "<", "<!-- --> <", "<a", " "])
def test_repetitions_take_no_time(piece: str) -> None:
    began = time.monotonic()
    first_element(piece * 200_000)
    assert time.monotonic() - began < 5
