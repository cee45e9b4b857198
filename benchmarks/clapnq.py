"""CLAPnq (Rosenthal et al., TACL 2025, arXiv 2404.02103): the product's choice of sentences and its refusal.

Every question comes with its gold passage. RougeL is the F measure of the longest common subsequence (Lin 2004) of the
answer and a reference, over the answerable questions; RougeLp the same of the answer and its passage; length is in
characters. A question with two references counts by the nearer one: so the whole passage has a RougeL of .490 on this half
of the development set, and the paper gives .495 for all of it (by the mean of the two it has .460).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from rouge_score.rouge_scorer import RougeScorer

from archive.releases import Passage, Voice
from archive.settings import Settings
from benchmarks.vectors import KeptEmbedder
from retrieval.compose import choose_spans
from retrieval.decision import probability
from retrieval.evidence import weigh_sentences, weigh_words
from retrieval.words import content_words, stem, stems

# With the gold passage, on the whole development set; Table 4 of the paper, as ``../shared/benchmarks`` names them.
PUBLISHED = {
    "CLAPnq-T5-lg, fine-tuned": {"rouge_l": 0.572, "rouge_lp": 0.510, "length": 318.0, "refused_unanswerable": 0.892},
    "GPT-4": {"rouge_l": 0.359, "refused_unanswerable": 0.180},
    "the whole passage": {"rouge_l": 0.495},
}
REFUSED_BY_T5 = 0.892  # of the unanswerable
NEAREST = 3  # sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A question with its gold passage, the references (none where it has no answer), and the passage's sentences."""

    question: str
    passage: Passage
    sentences: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What answers a question: the sentences chosen, as one text, and how probable it is that the passage answers."""

    text: str
    confidence: float


def measure_clapnq(folder: Path, embedder: KeptEmbedder) -> dict[str, dict[str, float]]:
    """Return the figures of the product, of it without its refusal, and of two plain ways to answer, by name.

    Figures: ``rouge_l``, ``rouge_lp``, ``length``, ``answered`` (share of the answerable), ``refused_unanswerable``, and
    ``answered_at_t5`` (share of the answerable that is answered where as many of the unanswerable are refused as the
    fine-tuned model refuses).
    """
    given = [one for name in ("answerable", "unanswerable") for one in _read(folder / f"{name}.jsonl")]
    seen = Counter(word for one in given for word in stems(f"{one.passage.context} {one.passage.text}"))
    chosen = [_choose(one, seen, len(given), embedder) for one in given]
    caution = Settings().caution
    cautious = [replace_refused(one, caution) for one in chosen]
    return {
        "On the Record": {**_score(given, cautious), "answered_at_t5": _answered_at(given, chosen, REFUSED_BY_T5)},
        "On the Record, refusing nothing": _score(given, [one.text for one in chosen]),
        f"the {NEAREST} nearest sentences": _score(given, [_nearest(one, embedder) for one in given]),
        "the whole passage": _score(given, [one.passage.text for one in given]),
    }


def replace_refused(chosen: Chosen, caution: float) -> str:
    """Return the answer's text, or nothing where it is refused."""
    return chosen.text if chosen.confidence >= caution else ""


def rouge(scorer: RougeScorer, text: str, references: Sequence[str]) -> float:
    """Return RougeL (F measure, 0 to 1) of a text and the nearest reference; 0 for an empty text."""
    return max((float(scorer.score(one, text)["rougeL"].fmeasure) for one in references), default=0.0) if text else 0.0


def _score(given: Sequence[Given], answers: Sequence[str]) -> dict[str, float]:
    """Return the figures of the answers; a refused question has an empty one, which has no length and a RougeL of 0."""
    scorer = RougeScorer(["rougeL"], use_stemmer=False)
    answerable = [(one, text) for one, text in zip(given, answers, strict=True) if one.references]
    unanswerable = [text for one, text in zip(given, answers, strict=True) if not one.references]
    told = [(one, text) for one, text in answerable if text]
    return {
        "rouge_l": round(fmean(rouge(scorer, text, one.references) for one, text in answerable), 4),
        "rouge_lp": round(fmean(rouge(scorer, text, [one.passage.text]) for one, text in told), 4),
        "length": round(fmean(len(text) for _, text in told), 1),
        "answered": round(len(told) / len(answerable), 4),
        "refused_unanswerable": round(sum(not text for text in unanswerable) / len(unanswerable), 4),
    }


def _choose(one: Given, seen: Counter[str], passages: int, embedder: KeptEmbedder) -> Chosen:
    """Return the product's own answer from one passage; ``seen`` counts the passages that hold each stem."""
    words = content_words(one.question)
    weights = weigh_words(one.question, {word: seen[stem(word)] for word in words}, passages)
    vector = embedder.embed_question(one.question)
    sentences = weigh_sentences(one.question, vector, [one.passage], embedder=embedder, weights=weights)
    whole = embedder.embed([f"{one.passage.context}\n{one.passage.text}"])[0]
    confidence = probability(sentences, nearest=float(whole @ vector), words=len(words))
    spans = choose_spans(sentences) if sentences else []
    return Chosen(text=" ".join(span.quote for span in spans), confidence=confidence)


def _answered_at(given: Sequence[Given], chosen: Sequence[Chosen], refused: float) -> float:
    """Return the share of the answerable that is answered at the caution that refuses this share of the unanswerable."""
    without = [answer.confidence for one, answer in zip(given, chosen, strict=True) if not one.references]
    caution = float(np.quantile(without, refused))
    answerable = [answer.confidence for one, answer in zip(given, chosen, strict=True) if one.references]
    return round(sum(confidence > caution for confidence in answerable) / len(answerable), 4)


def _nearest(one: Given, embedder: KeptEmbedder) -> str:
    """Return the sentences of the passage nearest to the question, in reading order; the data's own sentences."""
    scores = embedder.embed(one.sentences) @ embedder.embed_question(one.question)
    return " ".join(one.sentences[place] for place in sorted(np.argsort(-scores, kind="stable")[:NEAREST]))


def _read(path: Path) -> list[Given]:
    return [_given(json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _given(record: dict[str, Any]) -> Given:
    passage = record["passages"][0]
    text = passage["text"]
    return Given(
        question=record["input"],
        passage=Passage(
            release_id=record["id"], start=0, end=len(text), text=text, context=passage["title"], voice=Voice.OFFICE,
            date=date(2020, 1, 1), kind="passage",
        ),
        sentences=tuple(passage["sentences"]),
        references=tuple(one["answer"] for one in record["output"] if one["answer"].strip()),
    )  # fmt: skip
