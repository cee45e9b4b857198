"""What a language model worded, as the answer component takes it: its sentences with their marks, and what became of the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from retrieval import Answer, Citation
from retrieval import wording as shared
from ui import wording

Values: TypeAlias = dict[str, Any]


def composed_values(answer: Answer, mark: Callable[[Citation], Values], *, growing: bool) -> Values:
    """Return the prose above an answer's quotations; ``mark`` draws a citation's mark. Empty where no model is set."""
    if answer.model is None and not growing:
        return {"prose": [], "writing": "", "by": []}
    numbered = {citation.n: citation for citation in answer.citations}
    prose = [{"text": one.text, "marks": [mark(numbered[n]) for n in one.citations]} for one in answer.composed]
    return {
        "prose": prose,
        "heading": wording.IN_SHORT,
        "own_words": wording.OWN_WORDS if prose else "",
        "writing": wording.WRITING if growing else "",
        "by": [] if growing else describe_model(answer),
        "details": wording.HOW_CHECKED,
        "written": wording.summed_up(len(prose)) if prose else "",
    }


def describe_model(answer: Answer) -> list[str]:
    """Return in sentences what a language model did for an answer; [] where none was asked."""
    use = answer.model
    if use is None:
        return []
    return shared.tell_model(
        use.name, kept=use.kept, recited=use.recited, quoted=use.quoted, dropped=use.dropped, fell_back=use.fell_back
    )
