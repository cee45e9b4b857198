"""Who may see the pages for staff."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui import wording
from ui.staff import entrance, may_enter

NAMED = frozenset({"clerk@example.org"})


@pytest.mark.parametrize(
    ("visitor", "named", "enters"),
    [
        ({}, frozenset(), True),  # no login is set
        ({}, NAMED, False),  # staff are named, and the login is missing: better closed than open
        ({"is_logged_in": False}, frozenset(), False),
        ({"is_logged_in": False, "email": "clerk@example.org"}, NAMED, False),
        ({"is_logged_in": True}, frozenset(), True),
        ({"is_logged_in": True}, NAMED, False),
        ({"is_logged_in": True, "email": "Clerk@Example.org"}, NAMED, True),
        ({"is_logged_in": True, "email": "clerk@example.org", "email_verified": True}, NAMED, True),
        ({"is_logged_in": True, "email": "clerk@example.org", "email_verified": False}, NAMED, False),
        ({"is_logged_in": True, "email": "other@example.org"}, NAMED, False),
        ({"is_logged_in": True, "email": None}, NAMED, False),
    ],
)
def test_who_may_enter(visitor: dict[str, Any], named: frozenset[str], enters: bool) -> None:
    assert may_enter(visitor, named) is enters


def draw() -> None:
    import streamlit as st

    from ui.staff import admit

    if admit():
        st.text("the page for staff")


@pytest.mark.parametrize(
    ("visitor", "named", "shown", "buttons"),
    [
        ({}, "", "", []),
        ({}, "clerk@example.org", "STAFF_NO_LOGIN", []),
        ({"is_logged_in": False}, "", "STAFF_LEAD", ["LOG_IN"]),
        ({"is_logged_in": True, "email": "a@example.org"}, "clerk@example.org", "NOT_STAFF", ["LOG_OUT"]),
        ({"is_logged_in": True, "email": "a@example.org"}, "b@example.org, A@example.org", "", []),
    ],
)
def test_the_page_says_why_it_is_closed(
    monkeypatch: pytest.MonkeyPatch, visitor: dict[str, Any], named: str, shown: str, buttons: list[str]
) -> None:
    monkeypatch.setenv("OTR_STAFF", named)
    monkeypatch.setattr(entrance, "known_of_visitor", lambda: visitor)
    page = AppTest.from_function(draw).run()
    assert not page.exception
    told = " ".join(one.proto.body for one in page.get("html"))
    assert [one.value for one in page.text] == ([] if shown else ["the page for staff"])
    assert (escape(getattr(wording, shown)) in told) if shown else not told
    assert [one.label for one in page.button] == [getattr(wording, name) for name in buttons]
