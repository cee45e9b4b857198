"""Hostile mark-up is read in seconds and loses no word."""

from __future__ import annotations

import time

import pytest

from ingest.readers.text.canonical import from_html, from_plain
from ingest.readers.text.html_tree import parse_html

HOSTILE = {
    "nested": ("<div>" * 100_000 + "inner" + "</div>" * 100_000 + "<p>outer", "inner\n\nouter"),
    "never closed": ("<p>a<b><i><font>" * 20_000 + "end", "end"),
    "tables in tables": ("<table><tr><td>x" * 20_000 + "<p>end", "end"),
    "attributes": ("<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x<p>end", "end"),
    "attributes with brackets": ("<p " + " ".join(f'a{i}=">"' for i in range(100_000)) + ">x<p>end", "end"),
    "attributes with slashes": ("<p " + "/".join(f"<a{i}" for i in range(100_000)) + ">x<p>end", "end"),
    "comments": ("<!-- -->" * 125_000 + "<p>end", "end"),
    "brackets": ("<p>end" + "<" * 1_000_000, "end"),
    "notes": ("<sup>1</sup>" * 50_000 + "<p>end", "end"),
    "spaces": ("<p>" + " " * 1_000_000 + "end", "end"),
    "preformatted tabs": ("<pre>" + "\t" * 200_000 + "\n" * 200_000 + "end", "end"),
    "programs": ("<script>" * 100_000 + "</script><p>end", "end"),
    "rows": ("<table>" + "<tr><td>a<td>b" * 30_000 + "</table><p>end", "end"),
}


@pytest.mark.parametrize(("source", "end"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_mark_up(source, end):
    began = time.perf_counter()
    text = from_html(source)
    assert time.perf_counter() - began < 10
    assert end in text


def test_comments_without_an_end_in_plain_text():
    began = time.perf_counter()
    assert from_plain("The port opens. " + "<!--" * 100_000).startswith("The port opens.")
    assert time.perf_counter() - began < 10


def test_a_program_with_quotation_marks_ends_with_its_element():
    source = "<script>for(i=0;i<a.length;i++){x='\"'+" + "'y'+" * 10_000 + "z}</script><p>The port opens.</p>"
    assert from_html(source) == "The port opens."


def test_nothing_to_read():
    assert parse_html("<!-- only a comment -->") is None or not from_html("<!-- only a comment -->")
    assert parse_html(" ") is None
