"""The page of the people who speak in the archive, and of one of them: '?name=...', an id or a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any, TypeAlias
from urllib.parse import parse_qs

import streamlit as st

from retrieval import (
    Archive,
    BrowseRequest,
    HeardWords,
    LinkedSpan,
    PeopleList,
    Person,
    PersonPage,
    PrintedOffice,
    PrintedPlace,
    UsageError,
    tell_number,
)
from retrieval import wording as shared
from ui import components, states, wording
from ui.browse.found import found_values, page_links, snippet_values
from ui.links import PEOPLE_PATH, browse_address, page_address, person_address, read_page_number, release_address
from ui.pieces import day_values

Values: TypeAlias = dict[str, Any]

_NAME = "people-name"
_SHOWN = 40  # of a group; the others open at a click
_ALIASES = 6
_RELEASES = "person-releases"


def show_people(archive: Archive) -> None:
    """Draw the list of people, or the person whom the address names, or why it names nobody."""
    named = st.query_params.get("name", "").strip()
    if not named:
        _show_list(archive)
        return
    page = read_page_number({"page": st.query_params.get_all("page")})
    try:
        person = archive.person_page(named, page=page)
    except UsageError as error:
        states.show_nobody(str(error))
        return
    components.person(key="person", data=person_values(person))
    if person.releases:
        components.browse(key=_RELEASES, data=_release_values(archive, person), on_chosen_change=_follow)


def _show_list(archive: Archive) -> None:
    st.html(
        f'<div class="otr-state otr-wide"><h1>{escape(wording.PEOPLE)}</h1>'
        f'<p class="otr-text">{escape(wording.PEOPLE_LEAD)}</p></div>'
    )
    named = st.text_input(wording.NAME_LABEL, key=_NAME, max_chars=100, width=360)
    components.people(key="people", data=people_values(archive.people_heard(named=named)))


def people_values(people: PeopleList) -> Values:
    """Return the people as the people component takes them, officials and guests apart."""
    groups = [
        _group(wording.OFFICIALS, "", people.officials),
        _group(wording.GUESTS, wording.GUESTS_NOTE, people.guests),
        _group(wording.UNSURE_NAMES, wording.UNSURE_NAMES_NOTE, [(one, None) for one in people.unsure]),
    ]
    shown = [group for group in groups if group["people"]]
    return {"groups": shown, "shown": _SHOWN, "nothing": "" if shown else wording.NOBODY_CALLED_SO}


def person_values(page: PersonPage) -> Values:
    """Return a person as the person component takes them."""
    person = page.person
    others = [one.name for one in person.aliases if one.name != person.name][:_ALIASES]
    ends = [(wording.FIRST_WORDS, page.first), (wording.LATEST_WORDS, page.latest)]
    return {
        "back": {"text": wording.ALL_PEOPLE, "href": page_address(PEOPLE_PATH)},
        "name": person.name,
        "told": _told(page),
        "note": "" if page.sure else wording.UNSURE_NAME_NOTE if page.total else "",
        "aliases": f"{wording.ALSO_PRINTED}: {', '.join(others)}" if others else "",
        "offices": [_office(one) for one in page.offices],
        "heard": [_heard(heading, one) for heading, one in ends if one],
        "browse": {
            "text": wording.BROWSE_THEIRS.format(name=person.name),
            "href": browse_address(
                BrowseRequest(speakers=(person.name,)) if page.total else BrowseRequest(words=person.name[:100])
            ),
        },
        "words": {
            "offices": wording.OFFICES, "offices_note": wording.OFFICES_NOTE,
            "heard": wording.FIRST_AND_LATEST_WORDS,
        },
    }  # fmt: skip


def _group(heading: str, note: str, people: Sequence[tuple[Person, PrintedOffice | None]]) -> Values:
    return {
        "heading": heading, "note": note, "count": tell_number(len(people)),
        "more": wording.MORE_PEOPLE.format(count=tell_number(len(people) - _SHOWN)),
        "people": [
            {
                "name": person.name, "href": person_address(person.id), "office": office.name if office else "",
                "heard": wording.heard_in(person.turns, person.releases),
                "days": wording.period(person.first, person.last),
            }
            for person, office in people
        ],
    }  # fmt: skip


def _told(page: PersonPage) -> str:
    """Return how often and when somebody is heard, as whom; or that they are quoted only."""
    person = page.person
    if not page.total:
        return wording.QUOTED_ONLY
    when = wording.period(person.first, person.last)
    heard = wording.heard_in(person.turns, person.releases)
    return " · ".join(filter(None, (wording.heard_as(person.official, person.guest), heard, when)))


def _office(office: PrintedOffice) -> Values:
    """Return an office with its days: text in which the days are links."""
    told = wording.NAMED_ON if office.days[0] == office.days[1] else wording.NAMED_FROM_TO
    days = {"first": office.first, "last": office.last}
    pieces = re.split(r"\{(first|last)\}", told.replace("{times}", wording.mentions(office.count)))
    return {"name": office.name, "told": [_place(days[piece]) if piece in days else piece for piece in pieces]}


def _place(place: PrintedPlace) -> Values:
    span = LinkedSpan(release_id=place.release_id, version=place.version)
    if place.end > place.start:
        span = LinkedSpan(release_id=place.release_id, start=place.start, end=place.end, version=place.version)
    return {"text": shared.write_date(place.date), "href": release_address(span)}


def _heard(heading: str, one: HeardWords) -> Values:
    span = LinkedSpan(release_id=one.release_id, start=one.words.place[0], end=one.words.place[1], version=one.version)
    return {
        "heading": heading, "snippet": snippet_values(one.words) | {"tag": ""}, **day_values(one.date),
        "place": {"text": one.title, "href": release_address(span)},
    }  # fmt: skip


def _release_values(archive: Archive, page: PersonPage) -> Values:
    people = {one.name for one in archive.people()}
    links = page_links(page.page, page.pages, lambda number: person_address(page.person.id, page=number))
    return {
        "facets": [], "bars": [], "period": {}, "taken": [], "orders": [], "nothing": "",
        "told": wording.SPEAKS_IN.format(releases=wording.found_releases(page.total)),
        "paged": wording.page_of(page.page, page.pages),
        "releases": [found_values(one, people) for one in page.releases], **links, "words": wording.browse_words(),
        "moved": st.session_state.pop(_RELEASES + "-moved", ""),
    }  # fmt: skip


def _follow() -> None:
    """Turn to the page of releases that was chosen; anything else that the browser sends turns nothing."""
    chosen = st.session_state[_RELEASES].get("chosen")
    if not isinstance(chosen, str):
        return
    st.query_params["page"] = str(read_page_number(parse_qs(chosen.partition("?")[2])))
    st.session_state[_RELEASES + "-moved"] = "results"
