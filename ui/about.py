"""What the archive covers: in short before the first question, in full on request."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from retrieval import Archive, Coverage, tell_number
from retrieval import wording as shared
from ui import components, wording
from ui.chat import find_starters
from ui.links import EVALUATE_PATH, FILES_PATH, page_address

_MOST = 12
_LOOK_AGAIN_SECONDS = 1


def show_welcome(archive: Archive, store: Path, coverage: Coverage) -> str | None:
    """Show what this is, what the archive covers and starter questions; return the one that was clicked."""
    st.html(
        f'<div class="otr-welcome"><h1>{escape(wording.HEADLINE)}</h1>'
        f'<p class="otr-lead">{escape(wording.lead(model=archive.model))}</p>'
        f'<p class="otr-covers"><strong>{escape(wording.found_releases(coverage.releases))}</strong>'
        f"<span>{escape(_period(coverage))}</span></p>"
        f"{_by_meaning(coverage)}"
        f'<p class="otr-kinds">{escape(_in_words(coverage.kinds))}</p></div>'
    )
    questions = find_starters(archive, store)
    if questions is None:
        _await_starters(archive, store)
    return show_questions(wording.STARTERS_HEADING, questions or (), key="starters")


def show_questions(heading: str, questions: Sequence[str], *, key: str) -> str | None:
    """Show questions that may be asked; return the one that was clicked."""
    if not questions:
        return None
    data = {"heading": heading, "questions": list(questions)}
    asked = components.starters(key=key, data=data, on_asked_change=lambda: None).get("asked")
    return asked if asked in questions else None


def show_about(coverage: Coverage, *, model: str, contact: str, evaluate_page: bool) -> None:
    """Show what this is, how answers are made and err, for whom the page is made, and what the archive holds, counted.

    ``contact`` is how whoever runs the page is reached, '' where they do not say.
    """
    st.html(
        f'<div class="otr-state otr-check-head"><h1>{escape(wording.ABOUT_ARCHIVE)}</h1></div>'
        f'<div class="otr-about">{_paragraphs(wording.how_it_works(model=model))}'
        f"<h2>{escape(wording.HOW_IT_ERRS_HEADING)}</h2>{_paragraphs(wording.how_it_errs())}"
        f"<h2>{escape(wording.FOR_EVERYONE_HEADING)}</h2>{_paragraphs(wording.for_everyone(contact))}"
        f"<h2>{escape(wording.WHAT_IT_HOLDS)}</h2></div>"
    )
    facts = [
        (wording.FACT_RELEASES, tell_number(coverage.releases)),
        (wording.FACT_PERIOD, _period(coverage)),
        (wording.FACT_PASSAGES, tell_number(coverage.passages)),
        (wording.FACT_WITHDRAWN, tell_number(coverage.withdrawn) if coverage.withdrawn else ""),
        (wording.UNSURE, tell_number(len(coverage.unsure)) if coverage.unsure else ""),
        (wording.UNDATED_LIST, tell_number(len(coverage.undated)) if coverage.undated else ""),
        (wording.FACT_EDITION, f"{coverage.generation}"),
        (wording.FACT_SEARCHED_WITH, coverage.embedding_model),
        (wording.FACT_WORDED_BY, model),
    ]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    st.html(
        f'<div class="otr-about"><dl>{rows}</dl>'
        f"{_table(wording.KINDS_OF_RELEASE, coverage.kinds)}{_table(wording.SPEAK_MOST, coverage.speakers)}</div>"
    )
    if evaluate_page:
        for path, text in ((EVALUATE_PATH, wording.TO_EVALUATE), (FILES_PATH, wording.TO_FILES)):
            st.html(f'<p class="otr-text"><a href="{escape(page_address(path))}" target="_self">{escape(text)}</a></p>')


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _await_starters(archive: Archive, store: Path) -> None:
    if find_starters(archive, store) is not None:
        st.rerun(scope="app")
    st.html(f'<p class="otr-quiet" role="status">{escape(wording.FINDING_STARTERS)}</p>')


def _by_meaning(coverage: Coverage) -> str:
    """Return how much is found by meaning so far, while an ingest goes on; '' afterwards."""
    told = shared.tell_by_meaning(coverage.searched, coverage.by_meaning)
    return f'<p class="otr-quiet" role="status">{escape(wording.sentence(told))}</p>' if told else ""


def _in_words(counts: dict[str, int]) -> str:
    return "\u00a0· ".join(f"{name}\u00a0{tell_number(count)}" for name, count in _most_first(counts)[:_MOST])


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: -entry[1])


def _period(coverage: Coverage) -> str:
    return wording.period(coverage.first, coverage.last) or (shared.UNDATED if coverage.undated else "")


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _table(heading: str, counts: dict[str, int]) -> str:
    if not counts:
        return ""
    most = _most_first(counts)
    rows = "".join(
        f"<li><span>{escape(name)}</span><span>{tell_number(count)}</span></li>" for name, count in most[:_MOST]
    )
    more = f'<p class="otr-quiet">{escape(wording.and_more(len(most) - _MOST))}</p>' if len(most) > _MOST else ""
    return f"<h2>{escape(heading)}</h2><ul>{rows}</ul>{more}"
