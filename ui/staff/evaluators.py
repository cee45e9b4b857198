"""The page for evaluators: give a question set, watch it run, read the report, take its files away."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from archive import Settings
from evaluation import (
    CASES,
    JUNIT,
    PAGE,
    PREDICTIONS,
    REPORT,
    InvalidQuestionSetError,
    KeptRun,
    QuestionSet,
    list_runs,
    parse_questions,
)
from retrieval import Archive, tell_day
from ui import wording
from ui.staff.runs import ActiveRun, all_runs

_LOOK_AGAIN_SECONDS = 1
_LARGEST_MEGABYTES = 20
_CHOSEN = "chosen-run"
_FILES = (
    (PAGE, "text/html"),
    (REPORT, "application/json"),
    (CASES, "text/csv"),
    (PREDICTIONS, "application/jsonl"),
    (JUNIT, "application/xml"),
)


def show_evaluators(archive: Archive) -> None:
    """Draw the page: the run that is going on, or the form for a new one and the reports of those that are there."""
    root = Settings().runs
    st.html(
        f'<div class="otr-state otr-wide"><h1>{escape(wording.EVALUATE)}</h1>'
        f'<p class="otr-text">{escape(wording.EVALUATE_LEAD)}</p></div>'
    )
    busy = all_runs().busy
    if busy:
        _show_progress(busy)
        return
    _show_trouble(all_runs().last)
    kept = [run for run in list_runs(root) if run.manifest.complete and (run.folder / PAGE).exists()]
    _show_form(archive, root, kept)
    if kept:
        _show_report(kept)


def _show_form(archive: Archive, root: Path, kept: list[KeptRun]) -> None:
    given = st.file_uploader(
        wording.QUESTION_SET, type=["jsonl", "csv"], max_upload_size=_LARGEST_MEGABYTES, help=wording.QUESTION_SET_HELP
    )
    if given is None:
        with st.expander(wording.QUESTION_SET_FORM):
            st.code(wording.QUESTION_SET_EXAMPLE, language="json", wrap_lines=True)
        return
    try:
        questions = parse_questions(given.getvalue(), name=given.name)
    except InvalidQuestionSetError as error:
        st.error(wording.QUESTION_SET_BAD)
        st.code(str(error), language=None, wrap_lines=True)
        return
    st.html(f'<p class="otr-text otr-quiet">{escape(_counted(questions))}</p>')
    alike = {run.folder: run for run in kept if run.manifest.questions == questions.fingerprint}
    compare_with = st.selectbox(
        wording.COMPARE_WITH,
        [None, *alike],
        format_func=lambda folder: wording.COMPARE_WITH_NONE if folder is None else _named(alike[folder]),
        disabled=not alike,
    )
    if st.button(wording.RUN, type="primary", icon=":material/play_arrow:"):
        st.session_state.pop(_CHOSEN, None)
        all_runs().start(archive, questions, root, compare_with=compare_with)
        st.rerun()


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _show_progress(run: ActiveRun) -> None:
    if run.ended:
        st.rerun(scope="app")
    st.html(f'<p class="otr-text"><strong>{escape(run.name)}</strong></p>')
    st.progress(min(1.0, run.done / run.total) if run.total else 0.0)
    left = run.seconds_left
    told = wording.asked_so_far(run.done, run.total, left) if run.done < run.total else wording.JUDGING
    st.html(f'<p class="otr-text otr-quiet" role="status">{escape(told)}</p>')
    if st.button(wording.STOP, disabled=run.stopping.is_set(), help=wording.STOP_HELP):
        run.stopping.set()


def _show_trouble(run: ActiveRun | None) -> None:
    if run and run.trouble:
        st.warning(run.trouble)


def _show_report(kept: list[KeptRun]) -> None:
    by_name = {run.folder.name: run for run in kept}
    if st.session_state.get(_CHOSEN) not in by_name:
        st.session_state[_CHOSEN] = kept[0].folder.name
    chosen = st.selectbox(wording.REPORTS, list(by_name), format_func=lambda name: _named(by_name[name]), key=_CHOSEN)
    folder = by_name[chosen].folder
    with st.container(horizontal=True, gap="small", key="downloads"):
        for name, mime in _FILES:
            path = folder / name
            if path.exists():
                st.download_button(
                    name, path.read_bytes(), file_name=f"{folder.name}-{name}", mime=mime, icon=":material/download:",
                    type="tertiary", on_click="ignore", key=f"download-{name}",
                )  # fmt: skip
    st.iframe(folder / PAGE, height="content", alt=wording.REPORT_ALT)


def _counted(questions: QuestionSet) -> str:
    kinds: dict[str, int] = {}
    for case in questions.cases:
        kinds[case.kind] = kinds.get(case.kind, 0) + 1
    return wording.counted_cases(len(questions.cases), kinds)


def _named(run: KeptRun) -> str:
    return f"{run.folder.name}, {tell_day(run.began.date())}, {run.began:%H:%M}"
