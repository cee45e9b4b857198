"""The page for staff: what each file was read as, and what was set aside, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from archive import ReadAs
from retrieval import Archive
from ui import wording
from ui.links import LinkedSpan, permalink

_SPEAKERS_SHOWN = 6
_SET_ASIDE_SHOWN = 200


def show_files(archive: Archive) -> None:
    """Draw the page: what was set aside first, for that is what needs a hand, then every release as it was read."""
    files = archive.files()
    undated = sum(one.date is None for one in files.read)
    told = wording.files_told(len(files.read), undated, len(files.set_aside))
    st.html(
        f'<div class="otr-state otr-wide"><h1>{escape(wording.FILES)}</h1><p class="otr-text">{escape(wording.FILES_LEAD)}</p>'
        f'<p class="otr-text otr-quiet">{escape(told)}</p></div>'
    )
    if files.set_aside:
        st.html(_set_aside(files.set_aside))
    st.dataframe(
        [_row(one) for one in files.read],
        hide_index=True,
        column_config={
            wording.FILE_OPEN: st.column_config.LinkColumn(display_text=wording.FILE_OPEN, width="small"),
            wording.FILE_TITLE: st.column_config.TextColumn(width="large"),
        },
    )


def _set_aside(set_aside: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(path)}</dt><dd>{escape(reason)}</dd>" for path, reason in set_aside[:_SET_ASIDE_SHOWN])
    more = len(set_aside) - _SET_ASIDE_SHOWN
    left = f'<p class="otr-quiet">{escape(wording.FILES_MORE.format(count=more))}</p>' if more > 0 else ""
    return (
        f'<div class="otr-about otr-files"><h2>{escape(wording.FILES_SET_ASIDE)}</h2><dl>{rows}</dl>{left}'
        f"<h2>{escape(wording.FILES_READ)}</h2></div>"
    )


def _row(one: ReadAs) -> dict[str, str | int]:
    names = one.speakers[:_SPEAKERS_SHOWN]
    more = len(one.speakers) - len(names)
    return {
        wording.FILE_TITLE: one.title,
        wording.FILE_DATE: str(one.date) if one.date else wording.FILE_UNDATED,
        wording.FILE_FORM: one.form,
        wording.FILE_TURNS: one.turns,
        wording.FILE_SPEAKERS: ", ".join(names) + (f" +{more}" if more > 0 else ""),
        wording.FILE_NAME: one.id,
        wording.FILE_OPEN: f"./{permalink(LinkedSpan(release_id=one.id))}",
    }
