"""Kinds of release, from tags, fields and folders; a topic is none."""

from __future__ import annotations

import pytest

from ingest.readers.reader import ReadOptions
from ingest.readers.text.kinds import find_kind, name_kind


@pytest.mark.parametrize(
    ("tags", "release_id", "kind"),
    [
        ("press-briefings", "x/a.md", "press briefing"),
        (["blog"], "x/a.md", "blog"),
        ("statements-releases", "a.md", "statement or release"),
        ("speeches-remarks", "a.md", "speech or remarks"),
        ("presidential-actions, other", "a.md", "presidential action"),
        ("legislation", "a.md", "legislation"),
        (None, "ministry-actions/2031/a.md", "ministry action"),
        (None, "policies/a.md", "policy"),
        (None, "news/a.md", "news"),
        (None, "a.md", "release"),
        (None, "https://www.example.org/press-releases/2031/a", "press release"),
        (None, "https://www.example.org/a", "release"),
        ("", "a.md", "release"),
        (7, "a.md", "release"),
        (["Hello, world!", "announcements"], "a.md", "announcement"),
        (["harbours", "tolls"], "a.md", "release"),
        (["harbours"], "news/a.md", "news"),
        (["harbours"], "harbours/a.md", "harbour"),
        ("notas-de-prensa", "a.md", "nota de prensa"),
        (None, "2031/09/a.md", "release"),
        (None, "content/press-releases/2031/a.md", "press release"),
    ],
)
def test_kinds(tags: object, release_id: str, kind: str) -> None:
    assert name_kind(tags, release_id=release_id) == kind


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "press-release", "tags": ["harbours"]}, "press release"),
        ({"category": "Speeches", "tags": "harbours"}, "speech"),
        ({"categories": ["harbours", "Fact Sheets"]}, "fact sheet"),
        ({"tags": ["harbours"], "layout": "post"}, "release"),
        ({"title": "A speech"}, "release"),
    ],
)
def test_kinds_of_fields(fields: dict[str, object], kind: str) -> None:
    assert find_kind(fields, ReadOptions(), release_id="a.md") == kind
