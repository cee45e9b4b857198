"""The page's own components. Each sets text as text: nothing that an archive or a visitor says becomes markup.

A component is one script and one style sheet beside this file, behind ``dom.js`` and ``shared.css``. It is mounted in
the page itself (no frame, no shadow root), so that the keyboard's focus comes back to the mark that opened the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ui.languages import language_of_releases

_FOLDER = Path(__file__).parent


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _component(name: str, *more_styles: str) -> Callable[..., Any]:
    """Return what draws a component; its data has in ``theirs`` the language of the releases' words, where it is another one."""
    mounted = st.components.v2.component(
        f"on-the-record-{name}",
        css="".join(_read(f"{style}.css") for style in ("shared", *more_styles, name)),
        js=_read("dom.js") + _read(f"{name}.js"),
        isolate_styles=False,
    )

    def draw(*, data: dict[str, Any], **options: Any) -> Any:
        theirs = language_of_releases()
        return mounted(data=data | {"theirs": theirs} if theirs else data, **options)

    return draw


answer = _component("answer")
article = _component("article")
ask = _component("ask")
browse = _component("browse", "found")
chips = _component("chips")
copy = _component("copy")
numbers = _component("numbers")
page = _component("page")
people = _component("people", "found")
person = _component("person", "found")
reader = _component("reader")
starters = _component("starters")
timeline = _component("timeline")
verdict = _component("verdict")
