"""HTML: one file, without scripts, that asks nothing of any host; it prints as it reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from language import spoken
from retrieval import wording
from retrieval.exports.layout import ExportedAnswer

_TEMPLATES = Path(__file__).with_name("templates")


def write_html(answers: Sequence[ExportedAnswer]) -> str:
    """Return answers as one HTML page."""
    title = answers[0].question if len(answers) == 1 else wording.EXPORT_CONVERSATION
    return _template().render(
        answers=answers, title=title, several=len(answers) > 1, wording=wording, language=spoken().language
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("answers.html")
