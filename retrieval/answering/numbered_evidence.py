"""Numbered evidence: the spans that a language model may word an answer from, each as the citation that it would be."""

from __future__ import annotations

from retrieval.answer import Answer, Citation
from retrieval.answering.evidence import Sentence
from retrieval.answering.state import PipelineState
from retrieval.citations import cite_all, mark_quoted
from retrieval.spans import Span

MOST_PASSAGES = 5
MOST_CHARACTERS = 3600  # about 900 tokens: it fits the smallest window beside the prompt and the answer


def number_evidence(state: PipelineState, answer: Answer) -> tuple[Citation, ...]:
    """Return what an answer cites, under its own numbers, then the sentences of the best passages, whole and in order.

    Only sentences that the answer might have quoted itself: in the words of whom the question asks for.
    """
    taken = sum(len(citation.quote) for citation in answer.citations)
    best = list(dict.fromkeys((one.passage.release_id, one.passage.start) for one in state.sentences))[:MOST_PASSAGES]
    spans: list[Span] = []
    for place in best:
        for sentence in sorted(_of_passage(state, place), key=lambda one: one.start):
            if any(_overlap(citation, sentence) for citation in answer.citations):
                continue
            taken += len(sentence.text)
            if taken > MOST_CHARACTERS:
                return _cite(state, answer, spans)
            spans.append(Span(passage=sentence.passage, start=sentence.start, end=sentence.end))
    return _cite(state, answer, spans)


def _of_passage(state: PipelineState, place: tuple[str, int]) -> list[Sentence]:
    return [one for one in state.sentences if (one.passage.release_id, one.passage.start) == place]


def _cite(state: PipelineState, answer: Answer, spans: list[Span]) -> tuple[Citation, ...]:
    catalogue = state.generation.catalogue
    marked = mark_quoted(spans, catalogue)
    return (*answer.citations, *cite_all(marked, catalogue, first=len(answer.citations) + 1))


def _overlap(citation: Citation, sentence: Sentence) -> bool:
    return (
        citation.release_id == sentence.passage.release_id
        and citation.start < sentence.end
        and sentence.start < citation.end
    )
