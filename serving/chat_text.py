"""An answer as the text of a chat, line by line, each with the citations that it rests on and where their marks stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from retrieval import Answer, Citation, describe_citation, link_to_source, wording

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatLine:
    """One line, and what it cites: (where in the line the mark stands, the citation) each."""

    text: str
    marks: tuple[tuple[int, int, Citation], ...] = ()


class ChatText:
    """The text of an answer as it is written; it only grows at its end, as a stream must.

    What a model worded comes first, as each sentence is there; the words that the archive says itself close it. They wait for a
    model, therefore, but no longer than it is given.
    """

    def __init__(self, *, page: str) -> None:
        """``page`` is the page's address, for links to passages that have no other."""
        self._page = page
        self._first: Answer | None = None
        self._composed = 0
        self.text = ""
        self.annotations: list[dict[str, Any]] = []

    def grow(self, answer: Answer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield what an answer's next form adds: (text, annotations) each."""
        if self._first is None:
            self._first = answer
            yield from self._add([ChatLine(text=answer.notice)] if answer.notice else [])
        citations = {one.n: one for one in answer.citations}
        fresh = answer.composed[self._composed :]
        self._composed += len(fresh)
        yield from self._add(_write_composed(one.text, [citations[n] for n in one.citations]) for one in fresh)

    def close(self, answer: Answer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield the rest, as ``grow`` does: the archive's own words, or why there are none, and the nearest passages."""
        yield from self._add(_write_own(self._first or answer, answer))

    def _add(self, lines: Iterable[ChatLine]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        for line in lines:
            added = f"{_BETWEEN if self.text else ''}{line.text}"
            begins = len(self.text) + len(added) - len(line.text)
            annotations = [
                {
                    "type": "url_citation",
                    "url_citation": {
                        "start_index": begins + start, "end_index": begins + end, "title": cited.title,
                        "url": link_to_source(cited, page=self._page),
                    },
                }
                for start, end, cited in line.marks
            ]  # fmt: skip
            self.text += added
            self.annotations += annotations
            yield added, annotations


def write_chat(answer: Answer, *, page: str) -> ChatText:
    """Return the text of a whole answer."""
    text = ChatText(page=page)
    for _ in (*text.grow(answer), *text.close(answer)):
        pass
    return text


def _write_own(first: Answer, answer: Answer) -> Iterator[ChatLine]:
    """Yield what the archive says itself; ``first`` is the answer before any model worded it."""
    if answer.lists_releases:
        lead, *lines = first.text.split(_BETWEEN)
        yield ChatLine(text=lead)
        yield from map(_mark, lines, answer.citations)
        return
    opening = first.text.removesuffix(_BETWEEN.join(map(describe_citation, first.citations))).strip()
    if opening:
        yield ChatLine(text=opening)
    yield from (_mark(describe_citation(one), one) for one in answer.citations)
    if answer.nearest:
        yield ChatLine(text=f"{wording.NEAREST}. {wording.NEAREST_NOTE}")
        yield from (_mark(describe_citation(one), one) for one in answer.nearest)


def _write_composed(words: str, cited: list[Citation]) -> ChatLine:
    text, marks = f"{words} ", []
    for one in cited:
        mark = f"[{one.n}]"
        marks.append((len(text), len(text) + len(mark), one))
        text += mark
    return ChatLine(text=text, marks=tuple(marks))


def _mark(line: str, cited: Citation) -> ChatLine:
    """Return a line with the place of its citation's mark: the last one, as what is quoted may hold such a mark, too."""
    mark = f"[{cited.n}]"
    start = line.rfind(mark)
    return ChatLine(text=line, marks=((start, start + len(mark), cited),) if start >= 0 else ())
