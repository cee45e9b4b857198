"""Which of a sentence's words stands for which of the cited ones."""

from __future__ import annotations

from archive.embedder import SentenceEmbedder
from retrieval.answering.verify.composed import Composed
from retrieval.answering.verify.reading import read_evidence, read_texts
from tests.retrieval.answering.verify.conftest import EVIDENCE


def test_a_word_goes_with_the_same_stem_else_with_the_nearest(embedder: SentenceEmbedder) -> None:
    lines = read_evidence(EVIDENCE, embedder)
    composed = Composed(read_texts(["The ships to Osk were running on 14 June."], embedder)[0], "")
    matches = [composed.best(at, lines) for at in composed.content]
    told = [(composed.read.words[at].folded, match) for at, match in zip(composed.content, matches, strict=True)]
    found = {
        word: (match.line, lines[match.line - 1].read.folded[match.at], match.same) for word, match in told if match
    }
    assert found == {
        "ships": (7, "ferry", False), "osk": (7, "osk", True), "running": (7, "runs", True), "june": (7, "june", True)
    }  # fmt: skip
