"""BibTeX: every character of a value that TeX or BibTeX would read as a command is written as that character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval import wording
from retrieval.exports.references import Reference, one_line

# No brace may stand in a value, also not behind a backslash: BibTeX counts them. What is no ASCII stays as it is (UTF-8).
_ESCAPED = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}",
})  # fmt: skip


def write_bibtex(references: Sequence[Reference]) -> str:
    """Return references as BibTeX entries of the type ``misc``, in UTF-8."""
    return "\n".join(map(_entry, references))


def escape_value(text: str) -> str:
    """Return text as a value inside braces."""
    return one_line(text).translate(_ESCAPED)


def _entry(one: Reference) -> str:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _values(one))
    return f"@misc{{{one.key},\n{lines}}}\n"


def _values(one: Reference) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{escape_value(one.title)}}}"  # the second braces keep its capitals
    if one.authors:
        yield "author", " and ".join(f"{{{escape_value(author)}}}" for author in one.authors)
    if one.day:
        yield "year", f"{one.day:%Y}"
        yield "month", f"{one.day.month}"
        yield "date", one.day.isoformat()
    yield "howpublished", escape_value(one.kind)
    yield "edition", escape_value(wording.EXPORT_VERSION.format(version=one.version))
    if one.url:
        yield "url", one.url
    if one.seen:
        yield "urldate", one.seen.date().isoformat()
    yield "note", escape_value("; ".join(one.notes))
    yield "annote", escape_value(one.release_id)
