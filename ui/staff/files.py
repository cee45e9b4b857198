"""The page for staff: what was set aside, undated or not understood, with the reason, and what each file was read as."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from retrieval import Archive, ReadAs, tell_number
from retrieval import wording as shared
from ui import wording
from ui.links import LinkedSpan, release_address

_SPEAKERS_SHOWN = 6
_MOST_LISTED = 200


def show_files(archive: Archive) -> None:
    """Draw the page: what was set aside first, for that is what needs a hand, then every release as it was read."""
    files = archive.files()
    undated = [one for one in files.read if one.date is None]
    told = wording.files_told(len(files.read), len(undated), len(files.set_aside))
    st.html(
        f'<div class="otr-state otr-wide"><h1>{escape(wording.FILES)}</h1><p class="otr-text">{escape(wording.FILES_LEAD)}</p>'
        f'<p class="otr-text otr-quiet">{escape(told)}</p></div>'
    )
    if files.set_aside:
        st.html(_list(wording.FILES_SET_ASIDE, [(escape(path), reason) for path, reason in files.set_aside]))
    if undated:
        st.html(_list(wording.UNDATED_LIST, [(_link(one), one.title) for one in undated]))
    unsure = [one for one in files.read if one.id in set(archive.coverage().unsure)]
    if unsure:
        st.html(_list(wording.UNSURE, [(_link(one), one.title) for one in unsure]))
    remarks = archive.coverage().notes
    if remarks:
        counted = [(escape(shared.count_of(count, shared.N_RELEASES)), note) for note, count in remarks.items()]
        st.html(_list(wording.FILES_REMARKS, counted))
    if files.set_aside or undated or unsure or remarks:
        st.html(f'<div class="otr-about otr-files"><h2>{escape(wording.FILES_READ)}</h2></div>')
    st.dataframe(
        [_row(one) for one in files.read],
        hide_index=True,
        column_config={
            wording.FILE_OPEN: st.column_config.LinkColumn(display_text=wording.FILE_OPEN, width="small"),
            wording.FILE_TITLE: st.column_config.TextColumn(width="large"),
        },
    )


def _list(heading: str, found: Sequence[tuple[str, str]]) -> str:
    """Return a list under a heading: names, as markup, each with what is to be told of it."""
    rows = "".join(f"<dt>{name}</dt><dd>{escape(told)}</dd>" for name, told in found[:_MOST_LISTED])
    more = len(found) - _MOST_LISTED
    left = f'<p class="otr-quiet">{escape(wording.FILES_MORE.format(count=tell_number(more)))}</p>' if more > 0 else ""
    return f'<div class="otr-about otr-files"><h2>{escape(heading)}</h2><dl>{rows}</dl>{left}</div>'


def _link(one: ReadAs) -> str:
    return f'<a href="{escape(release_address(LinkedSpan(release_id=one.id)))}" target="_self">{escape(one.id)}</a>'


def _row(one: ReadAs) -> dict[str, str | int]:
    names = one.speakers[:_SPEAKERS_SHOWN]
    more = len(one.speakers) - len(names)
    return {
        wording.FILE_TITLE: one.title,
        wording.FILE_DATE: str(one.date) if one.date else shared.UNDATED,
        wording.FILE_FORM: one.form,
        wording.FILE_TURNS: one.turns,
        wording.FILE_SPEAKERS: ", ".join(names) + (f" +{more}" if more > 0 else ""),
        wording.FILE_NAME: one.id,
        wording.FILE_OPEN: release_address(LinkedSpan(release_id=one.id)),
    }
