"""The page: the conversation, or the release that a permalink names, or why neither can be shown yet."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import wait
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from archive import Settings
from retrieval import LONGEST_QUESTION, Archive, OnTheRecordError, StoreState, spoken, store_state
from ui import about, checking, components, filters, languages, over_time, states, wording
from ui.bar import show_bar
from ui.browse import reader, show_browsing, show_people
from ui.chat import answer_values, feedback, opening, pending_values, session, takeaway
from ui.links import (
    ABOUT_PATH,
    BROWSE_PATH,
    CHECK_PATH,
    EVALUATE_PATH,
    FILES_PATH,
    PEOPLE_PATH,
    QUESTION,
    TIMELINE_PATH,
    read_span,
)
from ui.staff import admit, show_evaluators, show_files

_STYLE = Path(__file__).with_name("page.css")
_A_MOMENT = 0.1  # seconds between two looks whether the visitor did something
_GROWTH_SECONDS = 0.7  # between two looks at an answer that still grows
_ICON = Path(__file__).with_name("icon.svg")


def show(store: Path, *, evaluate_page: bool = True) -> None:
    """Draw the page over the store once; Streamlit calls for it again at every action of the visitor.

    Releases are listed at ``/browse``, who speaks at ``/people``, quotations are checked at ``/check``, a topic is shown over
    time at ``/timeline``; ``/about`` says what this is and how it errs. The evaluators' page is at ``/evaluate``, how the files
    were read at ``/files``: neither of these two is there without ``evaluate_page``.
    """
    st.set_page_config(page_title=wording.NAME, page_icon=str(_ICON), layout="centered")
    st.html(_STYLE)
    components.page(key="page", data={"language": spoken().language})
    pages = [
        st.Page(lambda: _draw(store, _show_asked), title=wording.NAME, url_path="ask", default=True),
        st.Page(lambda: _draw(store, _show_browsing), title=wording.BROWSE, url_path=BROWSE_PATH),
        st.Page(lambda: _draw(store, _show_people), title=wording.PEOPLE, url_path=PEOPLE_PATH),
        st.Page(lambda: _draw(store, _show_checking), title=wording.CHECK, url_path=CHECK_PATH),
        st.Page(lambda: _draw(store, _show_over_time), title=wording.TIMELINE, url_path=TIMELINE_PATH),
        st.Page(lambda: _draw(store, _show_about), title=wording.ABOUT_ARCHIVE, url_path=ABOUT_PATH),
    ]
    if evaluate_page:
        pages.append(st.Page(lambda: _draw(store, _show_evaluators), title=wording.EVALUATE, url_path=EVALUATE_PATH))
        pages.append(st.Page(lambda: _draw(store, _show_files), title=wording.FILES, url_path=FILES_PATH))
    st.navigation(pages, position="hidden").run()


def _draw(store: Path, draw: Callable[[Archive, Path], None]) -> None:
    """Draw one page over the open archive, or why it cannot be opened."""
    archive = _archive(store)
    if isinstance(archive, StoreState):
        show_bar()
        states.show_state(store, archive)
        return
    try:
        languages.take_archive(archive)
        draw(archive, store)
    except OnTheRecordError as error:
        states.show_state(store, _cannot_open(error))


def _show_asked(archive: Archive, store: Path) -> None:
    span = read_span(st.query_params.to_dict())
    if span:
        show_bar()
        reader.show_alone(archive, span)
    else:
        _show_conversation(archive, store)


def _show_browsing(archive: Archive, _: Path) -> None:
    show_bar(here=BROWSE_PATH)
    show_browsing(archive)


def _show_people(archive: Archive, _: Path) -> None:
    show_bar(here=PEOPLE_PATH)
    show_people(archive)


def _show_checking(archive: Archive, _: Path) -> None:
    show_bar(here=CHECK_PATH)
    checking.show_checking(archive)


def _show_over_time(archive: Archive, _: Path) -> None:
    show_bar(here=TIMELINE_PATH)
    over_time.show_over_time(archive)


def _show_about(archive: Archive, _: Path) -> None:
    show_bar(here=ABOUT_PATH)
    settings = Settings()
    about.show_about(
        archive.coverage(), model=archive.model, contact=settings.contact, evaluate_page=settings.evaluate_page
    )


def _show_evaluators(archive: Archive, _: Path) -> None:
    show_bar()
    if admit():
        show_evaluators(archive)


def _show_files(archive: Archive, _: Path) -> None:
    show_bar()
    if admit():
        show_files(archive)


def _archive(store: Path) -> Archive | StoreState:
    state = store_state(store)
    if state.name != "ready":
        opening.forget(store)
        return state
    try:
        return opening.open_archive(store)
    except OnTheRecordError as error:
        return _cannot_open(error)


def _cannot_open(error: OnTheRecordError) -> StoreState:
    """An error of the tree names the next command itself."""
    return StoreState(name="failed", message=str(error))


def _show_conversation(archive: Archive, store: Path) -> None:
    session.take_pressed()
    if missing := session.restore(store):
        st.toast(missing)
    if linked := st.query_params.pop(QUESTION, "").strip()[:LONGEST_QUESTION]:
        session.put_question(linked, filters.current_filters())
    coverage = archive.coverage()
    with st.bottom:
        filters.show_filters(coverage)
        _take_asked()
    show_bar(here="")
    # A slot of its own: it is empty as soon as there is a question, not only when that has been answered.
    welcome = st.empty()
    if not session.exchanges():
        with welcome.container():
            starter = about.show_welcome(archive, store, coverage)
        if starter:
            session.put_question(starter, filters.current_filters())
            st.rerun()
    exchanges, below = session.exchanges(), welcome
    for number, exchange in enumerate(exchanges, start=1):
        key = f"exchange-{session.conversation()}-{number}"
        below = _show_exchange(archive, store, exchange, key=key, latest=number == len(exchanges))
    _keep(store)
    if exchanges:
        _show_keeping(store, exchanges)
    opened = session.take_opened()
    session.set_reading(opened is not None)
    if opened:
        growing = any(exchange.growing for exchange in exchanges)
        reader.show_beside(archive, opened, on_dismiss="rerun" if growing else "ignore")
    if exchanges:
        with below:  # last: all else is drawn, and whoever asks meanwhile does not wait for it
            _show_next(archive, store, exchanges[-1], key=f"next-{session.conversation()}-{len(exchanges)}")


def _keep(store: Path) -> None:
    if unkept := session.keep_conversation(store):
        st.toast(unkept)


def _take_asked() -> None:
    """Show the field for a question, and take up what was sent in it."""
    data = {"placeholder": wording.ASK, "send": wording.SEND, "longest": LONGEST_QUESTION, "taken": session.taken()}
    field = components.ask(key="ask", data=data, on_asked_change=lambda: None)
    session.take_questions(field.get("asked"), filters.current_filters())


def _show_keeping(store: Path, exchanges: list[session.ChatTurn]) -> None:
    days = Settings().conversation_days
    with st.container(key="keeping"):
        if days:
            st.caption(wording.kept_for(days))
        with st.container(horizontal=True):
            takeaway.show_conversation_forms(exchanges)
            if days:
                st.button(
                    wording.FORGET_CONVERSATION, type="tertiary", on_click=session.delete_conversation, args=(store,)
                )


def _show_next(archive: Archive, store: Path, exchange: session.ChatTurn, *, key: str) -> None:
    """Show what may be asked after the latest answer, once it is whole."""
    if exchange.answer is None or exchange.growing is not None:
        return
    finding = exchange.next_questions or opening.start_finding_next(archive, store, session.answers_up_to(exchange))
    exchange.next_questions = finding
    waiting = st.empty()
    while not finding.done():
        wait([finding], timeout=_A_MOMENT)
        waiting.empty()  # where the visitor did something meanwhile, Streamlit ends this run here
    if asked := about.show_questions(wording.ASK_NEXT, finding.result(), key=key):
        session.put_question(asked, filters.current_filters())
        st.rerun()


def _show_exchange(
    archive: Archive, store: Path, exchange: session.ChatTurn, *, key: str, latest: bool
) -> DeltaGenerator:
    """Show a question with its answer; return the place below it."""
    draw = _draw_exchange
    if archive.model:
        # A growing answer is drawn again by itself, in its own place; what else the page shows stays untouched.
        grows = exchange.answer is None or exchange.growing is not None
        draw = st.fragment(_draw_exchange, run_every=_GROWTH_SECONDS if grows else None)
    with st.container(key=f"{key}-whole"):
        draw(archive, store, exchange, key=key, latest=latest)
        return st.container()


def _draw_exchange(archive: Archive, store: Path, exchange: session.ChatTurn, *, key: str, latest: bool) -> None:
    if session.take_pressed():  # drawn by itself: the whole page follows
        st.rerun(scope="app")
    new, grew = exchange.answer is None, exchange.growing is not None
    # An emptied slot blinks: there is one only where something else stood before the answer.
    place: AbstractContextManager[object] = nullcontext()
    if new:
        place = st.empty()
        with place:
            components.answer(key=f"{key}-pending", data=pending_values(exchange))

    def react() -> None:
        session.press()
        session.open_span(st.session_state[key].get("opened"))
        session.ask_without(exchange, st.session_state[key].get("taken_off"))
        session.ask_reworded(exchange, st.session_state[key].get("reworded"))
        session.stop_growing(exchange, st.session_state[key].get("stopped"))
        session.ask_edited(exchange, st.session_state[key].get("edited"))

    def tell_place(number: int) -> None:
        with place:
            components.answer(key=f"{key}-pending-{number}", data=pending_values(exchange, place=number))

    values = answer_values(exchange, session.answer(archive, exchange, tell_place=tell_place), archive.coverage())
    if new and exchange.growing is None and exchange is not session.exchanges()[0]:
        # Before it is seen: whoever reloads then finds it. The first one gets its address when all is drawn.
        _keep(store)
    with place:
        components.answer(
            key=key,
            data=values | {"latest": latest, "scroll": new},
            on_opened_change=react,
            on_taken_off_change=react,
            on_reworded_change=react,
            on_edited_change=react,
            on_stopped_change=react,
        )
    _show_actions(store, exchange, key=key)
    if grew and exchange.growing is None and not session.is_reading():
        st.rerun(scope="app")  # not while the reader is open: it would close, and its end draws the page


def _show_actions(store: Path, exchange: session.ChatTurn, *, key: str) -> None:
    """Show below an answer that is whole what can be done with it."""
    if (answer := exchange.answer) is None or exchange.growing is not None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-actions"):
        takeaway.show_copying(answer, key=key)
        asked_why = feedback.show_feedback(store, answer, key=key)
    if asked_why:
        feedback.ask_why(store, answer, key=key)
