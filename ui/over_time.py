"""The page that shows a topic over time: the first and the latest word on it, the numbers that changed, every statement."""

from __future__ import annotations

import json
import re
from datetime import date
from html import escape

import streamlit as st

from retrieval import Archive, Filters, Timeline, UsageError, tell_number
from retrieval import wording as shared
from ui import components, filters, wording
from ui.browse import reader
from ui.chat import session
from ui.languages import language_field
from ui.timelines import SHOWN, count_speakers, draw_counts, number_values, timeline_values

_TOPIC, _FOUND, _ALL, _LINKED = "timeline-topic", "timeline-found", "timeline-all", "timeline-linked"


def show_over_time(archive: Archive) -> None:
    """Draw the page: the topic asked for, and its timeline. An address may name both: '?topic=...&speaker=...&from=...'."""
    _take_from_address()
    st.html(
        f'<div class="otr-state otr-check-head"><h1>{escape(wording.TIMELINE)}</h1>'
        f'<p class="otr-text">{escape(wording.TIMELINE_LEAD)}</p></div>'
    )
    with st.form("timeline", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        topic = st.text_input(wording.TOPIC_LABEL, key=_TOPIC)
        asked = st.form_submit_button(wording.TOPIC_BUTTON, type="primary")
    filters.show_filters(archive.coverage())
    if asked:
        st.session_state.pop(_ALL, None)
    if topic.strip() or asked:
        _show_topic(archive, topic, filters.current_filters())
    opened = session.take_opened()
    if opened:
        reader.show_beside(archive, opened)


def _show_topic(archive: Archive, topic: str, chosen: Filters) -> None:
    _put_into_address(topic, chosen)
    try:
        timeline = _timeline(archive, topic, chosen)
    except UsageError as error:
        st.error(wording.sentence(str(error)))
        return
    if not timeline.entries:
        _show_nothing(archive, timeline)
        return
    _show_summary(timeline)
    if timeline.changing:
        components.numbers(key="numbers", data=number_values(timeline), on_opened_change=lambda: _open("numbers"))
    if len({day for day, _, _ in timeline.counts}) > 1:
        with st.container(key="timeline-chart"):
            st.html(f'<h2 class="otr-heading">{escape(wording.STATEMENTS_OVER_TIME)}</h2>')
            st.vega_lite_chart(draw_counts(timeline), width="stretch")
    shown = timeline if st.session_state.get(_ALL) else timeline.shorten(SHOWN)
    components.timeline(
        key="timeline-list", data=timeline_values(shown), on_opened_change=lambda: _open("timeline-list")
    )
    if timeline.found > SHOWN:
        more = st.session_state.get(_ALL)
        words = wording.SHOW_STRONGEST if more else wording.SHOW_ALL.format(found=tell_number(timeline.found))
        st.button(words, on_click=lambda: st.session_state.update({_ALL: not more}))


def _show_summary(timeline: Timeline) -> None:
    days = [entry.citation.date for entry in (timeline.first, timeline.latest) if entry]
    undated = len(timeline.entries) - len(timeline.dated)
    counted = wording.counted_statements(timeline.found, count_speakers(timeline), days, undated)
    told = (
        " ".join(filter(None, (f"{counted}.", shared.tell_undated(timeline.left_out))))
        if timeline.left_out
        else counted
    )
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        st.html(f'<p class="otr-text otr-quiet" role="status">{escape(told)}</p>', width="stretch")
        name = re.sub(r"[^a-z0-9]+", "-", timeline.topic.lower()).strip("-")[:60] or "timeline"
        st.download_button(
            "CSV", timeline.to_csv(), f"{name}.csv", "text/csv", icon=":material/download:", on_click="ignore"
        )
        said = json.dumps(timeline.to_json(), ensure_ascii=False, indent=1)
        st.download_button(
            "JSON", said, f"{name}.json", "application/json", icon=":material/download:", on_click="ignore"
        )


def _show_nothing(archive: Archive, timeline: Timeline) -> None:
    text = shared.NOTHING_ON_TOPIC_SELECTED if timeline.filters.narrows else shared.NOTHING_ON_TOPIC
    told = " ".join(filter(None, (text.format(topic=timeline.topic), shared.tell_undated(timeline.left_out))))
    st.html(
        f'<div class="otr-nothing" role="status"><h2 class="otr-heading">{escape(wording.NOTHING_FOUND)}</h2>'
        f'<p class="otr-text">{escape(told)} {escape(wording.covers(archive.coverage()))}</p></div>'
    )


def _timeline(archive: Archive, topic: str, chosen: Filters) -> Timeline:
    """Return the topic's timeline, looked up once: the page is drawn again at every action."""
    asked = (topic.strip(), chosen, archive.coverage().generation)
    kept = st.session_state.get(_FOUND)
    if kept is None or kept[0] != asked:
        with st.spinner(wording.SEARCHING):
            kept = asked, archive.timeline(topic, filters=chosen)
        st.session_state[_FOUND] = kept
    timeline: Timeline = kept[1]
    return timeline


def _open(key: str) -> None:
    session.open_span(st.session_state[key].get("opened"))


def _take_from_address() -> None:
    """Take the topic and the filters that the address names, once a visit; a day that is none is left out."""
    if _LINKED in st.session_state:
        # A widget that another page did not draw is forgotten with its value.
        return
    st.session_state[_LINKED] = True
    query = st.query_params
    if "topic" not in query:
        return
    st.session_state[_TOPIC] = query["topic"]
    since, until = _day(query.get("from")), _day(query.get("to"))
    if since and until and since > until:
        until = None
    filters.preset_filters(
        Filters(speakers=tuple(query.get_all("speaker")), kinds=tuple(query.get_all("kind")), since=since, until=until)
    )


def _put_into_address(topic: str, chosen: Filters) -> None:
    """Make the address one that leads here again, to be shared."""
    named: dict[str, str | list[str]] = {"topic": topic.strip()}
    if chosen.speakers:
        named["speaker"] = list(chosen.speakers)
    if chosen.kinds:
        named["kind"] = list(chosen.kinds)
    for name, day in (("from", chosen.since), ("to", chosen.until)):
        if day:
            named[name] = day.isoformat()
    st.query_params.from_dict(named | language_field())


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
