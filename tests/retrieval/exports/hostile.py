"""Answers made of hostile words: in the question, the title, the names, the quotation, the release's id."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from archive.releases import Voice
from retrieval.answer import Answer, Citation, Making, ModelUse, Statement, StatementKind, Status
from retrieval.question import Filters, Question

HOSTILE = (
    "**bold** _em_ `code` [x](javascript:alert(1)) ![i](http://evil.example/x.png)",
    "<script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; &copy; &#60;",
    "# A heading\n\n## Another",
    "A heading\n===\nAnother\n---",
    "- item\n+ item\n* item\n1. one\n2) two",
    "> quoted\n\n***\n\n    indented code",
    "```sh\nrm -rf\n```\n~~~\n~~struck~~ ==marked==",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "[^1]: a note[^1]\n[x]: http://evil.example\n: defined",
    "<http://evil.example> www.evil.example http://evil.example me@evil.example @somebody",
    r"\input{/etc/passwd} \begin{x} $x^2$ } @misc{a, title = {b}} { \} %",
    "first\r\nER  - \r\nTY  - JOUR\rT1  - second\u2028third\u2029fourth\x85fifth\x0bsixth",
    '=HYPERLINK("http://evil.example") +1 -1 @SUM(1)',
    "+1+cmd|' /C calc'!A0",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    ":material/home: :red[x] :smile: a:b",
    "a & b # c % d _ e ^ f ~ g | h ` k \\ l",
    "\u202eright to left\u202c",
)
PAGE = "https://archive.example.org/"


def cite(text: str, n: int = 1, **parts: object) -> Citation:
    """Return a citation of the words, from a release and by a speaker that are called so too."""
    given = Citation(
        n=n, release_id=f"a/{text}.md", title=f"x {text}", date=date(2031, 5, 1), url="https://www.example.org/a?b=1&copy=2",
        kind=text, voice=Voice.OFFICIAL, speaker=f"x {text}", speaker_label=None, quote=text, start=3, end=3 + len(text),
        office=text, text_sha256="0" * 64,
    )  # fmt: skip
    return replace(given, **parts)  # type: ignore[arg-type]


def answer_with(text: str, *citations: Citation, composed: str = "", **parts: object) -> Answer:
    """Return an answer to the text that quotes it; a composed sentence, if any, rests on the first quotation."""
    cited = citations or (cite(text),)
    prose = (Statement(text=composed, citations=(1,), kind=StatementKind.COMPOSED),) if composed else ()
    given = Answer(
        question=text, resolved_question=f"{text} again", status=Status.ANSWERED, text=text, filters=Filters(speakers=(text,)),
        notice=text, statements=(*prose, *(Statement(text=one.quote, citations=(one.n,)) for one in cited)), citations=cited,
        generation=7, embedding_model="m", model=ModelUse(name=text, prompt="1", kept=1) if composed else None,
        made=Making(
            question=Question(text=text), at=datetime(2031, 6, 2, 9, 30, tzinfo=UTC), program="0.1.0", embedding_digest="e" * 64,
            weights_digest="f" * 64, caution=0.5,
        ),
    )  # fmt: skip
    return replace(given, **parts)  # type: ignore[arg-type]


def refused(text: str) -> Answer:
    """Return an answer that quotes nothing."""
    return answer_with(text, statements=(), citations=(), status=Status.NOT_IN_ARCHIVE)


def squeezed(text: str) -> str:
    """Return words without what separates their lines."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
