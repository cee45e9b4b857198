"""Markdown (CommonMark and GitHub's): every character of a release that could be markup is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval import wording
from retrieval.exports.layout import ExportedAnswer, ExportedQuotation, ExportedSource

# What may begin or end something inside a line: of CommonMark, and of the tables, strikes, footnotes, mathematics, icons, marks
# and bare addresses that others add. A backslash before punctuation is always that punctuation (CommonMark 0.31, 2.4).
_INLINE = re.compile(r"[\\`*_{}\[\]<>#|~^$@]|&(?=[#\w])|:(?=\S)|=(?==)|(?<=\bwww)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^(?:(?P<mark>[-+=:])|(?P<number>\d{1,9})(?P<after>[.)]))")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def write_markdown(answers: Sequence[ExportedAnswer]) -> str:
    """Return answers as one Markdown document."""
    several = len(answers) > 1
    blocks = [f"# {escape_line(wording.EXPORT_CONVERSATION)}"] if several else []
    for answer in answers:
        blocks += _write_answer(answer, "##" if several else "#")
    return "\n\n".join(blocks) + "\n"


def escape_line(text: str) -> str:
    """Return text on one line in which nothing is markup."""
    return _escape(" ".join(text.split()))


def _write_answer(answer: ExportedAnswer, level: str) -> Iterator[str]:
    yield f"{level} {escape_line(answer.question)}"
    yield from map(escape_line, answer.remarks)
    if answer.said:
        yield escape_line(answer.said)
    if answer.composed:
        yield f"{level}# {escape_line(wording.EXPORT_COMPOSED)}"
        yield " ".join(f"{escape_line(text)}{_mark(numbers)}" for text, numbers in answer.composed)
        yield escape_line(answer.composed_by)
    if answer.quotations:
        yield f"{level}# {escape_line(answer.heading)}"
    yield from map(_write_quotation, answer.quotations)
    if answer.sources:
        yield f"{level}# {escape_line(wording.EXPORT_SOURCES)}"
        yield "\n".join(line for source in answer.sources for line in _write_source(source))
    if answer.made:
        yield escape_line(answer.made)


def _write_quotation(one: ExportedQuotation) -> str:
    if not one.attribution:
        return f"- {escape_line(one.words)}{_mark(one.numbers)}"
    lines = [" ".join(line.split()) for line in f"{one.before}{one.words}{one.after}".splitlines()]
    said = [_escape(line) for line in lines if line]
    said[-1] += _mark(one.numbers)
    # A backslash at the end of a line is a line break.
    quoted = [f"> {line}\\" for line in said[:-1]] + [f"> {said[-1]}"]
    return "\n".join([*quoted, ">", f"> — {escape_line(one.attribution)}"])


def _write_source(source: ExportedSource) -> Iterator[str]:
    links = [(wording.EXPORT_ORIGINAL, source.original), (wording.EXPORT_PASSAGE, source.passage)]
    told = [f"[{escape_line(name)}](<{url.replace('&', '&amp;')}>)" for name, url in links if url]
    facts = " · ".join([f"**{escape_line(source.title)}**", escape_line(source.facts), *told])
    yield f"- \\[{source.n}\\] {facts}"
    yield from (f"  - {escape_line(note)}" for note in source.notes)


def _mark(numbers: tuple[int, ...]) -> str:
    return "".join(f" \\[{n}\\]" for n in numbers)


def _escape(line: str) -> str:
    escaped = _INLINE.sub(lambda found: f"\\{found[0]}", _CONTROL.sub("\N{REPLACEMENT CHARACTER}", line))
    return _LINE_START.sub(
        lambda found: f"\\{found['mark']}" if found["mark"] else f"{found['number']}\\{found['after']}", escaped
    )
