"""Which of a sentence's words stands for which of the cited ones."""

from __future__ import annotations

from archive.models.embedder import SentenceEmbedder
from retrieval.answering.verify.composed import Composed
from retrieval.answering.verify.reading import read_evidence, read_texts
from tests.retrieval.answering.verify.conftest import EVIDENCE


def test_a_word_goes_with_the_same_stem_else_with_the_nearest(embedder: SentenceEmbedder) -> None:
    line = read_evidence(EVIDENCE, embedder)[6]
    composed = Composed(read_texts(["The ships to Osk were running on 14 June."], embedder)[0], line, "")
    told = [(composed.read.words[at].folded, composed.matches[at]) for at in composed.content]
    found = {word: (line.read.folded[match.at], match.same) for word, match in told if match}
    assert found == {
        "ships": ("ferry", False), "osk": ("osk", True), "running": ("runs", True), "june": ("june", True)
    }  # fmt: skip
