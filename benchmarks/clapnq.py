"""CLAPnq (Rosenthal et al., TACL 2025, arXiv 2404.02103): the product's choice of sentences and its refusal.

Every question comes with its gold passage. RougeL is the F measure of the longest common subsequence (Lin 2004) of the
answer and a reference, over the answerable questions; RougeLp the same of the answer and its passage; length is in
characters. A question with two references counts by the nearer one: so the whole passage has a RougeL of .490 on this half
of the development set, and the paper gives .495 for all of it (by the mean of the two it has .460).

Sentences are weighed as in an archive, by late interaction over the kept signs of the passages' tokens, and chosen as there:
once until there are as many words as in any answer, and once until there are WORDS, so that an answer is as long as those
that it is compared with. No weight was fitted on this set, but its figures were in sight while features and settings of the
sentences were chosen: it is not held out. Of a decision's grounds,
'best', 'nearest' and 'unknown' (names that none of the passages here holds) are the product's own; the one passage has all of
the 'share'; nobody asks here and nobody evades, which are 0, as in an archive without reporters. One passage is no archive, and
an archive's caution is not made for it: so the share answered is also given at two shares refused.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer

from archive import CatalogueReader, CatalogueWriter, Passage, Projection, Release, Selection, Voice
from benchmarks.vectors import KeptEmbedder
from language import content_words, share_of, weigh_words
from retrieval.answering import Grounds, choose_spans, probability, weigh_sentences
from retrieval.query import unknown_names
from retrieval.search import Query, Ranking, interact, weigh_tokens
from retrieval.weights import Weights, load_weights

# With the gold passage, on the whole development set; Table 4 of the paper, as ``../shared/benchmarks`` names them.
PUBLISHED = {
    "CLAPnq-T5-lg, fine-tuned": {"rouge_l": 0.572, "rouge_lp": 0.510, "length": 318.0, "refused_unanswerable": 0.892},
    "GPT-4": {"rouge_l": 0.359, "refused_unanswerable": 0.180},
    "the whole passage": {"rouge_l": 0.495},
}
REFUSED_BY_T5 = 0.892  # of the unanswerable
REFUSED_BY_FLOOR = 0.8  # of the unanswerable: what issue 5 asks for
NEAREST = 3  # sentences
WORDS = 46  # after which no sentence is added: answers as long as the fine-tuned model's, at most 320 characters
ALONE = 1.0  # the only passage's share of the probability
NOBODY_ASKS = 0.0  # similarity
DAY = date(2020, 1, 1)  # passages have no date here, and a release needs one


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A question with its gold passage, the references (none where it has no answer), and the passage's sentences."""

    question: str
    passage: Passage
    sentences: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What answers a question: the sentences chosen, as one text, and how probable it is that the passage answers.

    ``short`` is the answer of about WORDS words, ``text`` the one as long as any answer.
    """

    text: str
    short: str
    confidence: float


def measure_clapnq(folder: Path, embedder: KeptEmbedder) -> dict[str, dict[str, float]]:
    """Return the figures of the product, of it without its refusal, at both lengths, and of two plain ways to answer, by name.

    Figures: ``rouge_l``, ``rouge_lp``, ``length``, ``answered`` (share of the answerable), ``refused_unanswerable``, and
    ``answered_at_t5`` and ``answered_at_80`` (share of the answerable that is answered where as many of the unanswerable are
    refused as the fine-tuned model refuses, or .80).
    """
    given = [case for name in ("answerable", "unanswerable") for case in _read(folder / f"{name}.jsonl")]
    with TemporaryDirectory() as temporary:
        catalogue = _catalogue([case.passage for case in given], Path(temporary) / "catalogue.sqlite")
        texts = [f"{case.passage.context}\n{case.passage.text}" for case in given]
        vectors, tokens = embedder.read(texts)
        projection = embedder.projection or Projection.fit(tokens)  # as a store settles it
        chosen = [
            _choose(case, catalogue, embedder, vector=vector, kept=projection.encode(own), projection=projection)
            for case, vector, own in zip(given, vectors, tokens, strict=True)
        ]
    caution = load_weights().for_model(embedder.digest).answerability.caution
    cautious = [replace_refused(case, caution) for case in chosen]
    return {
        "On the Record": {
            **_score(given, cautious),
            "answered_at_t5": _answered_at(given, chosen, REFUSED_BY_T5),
            "answered_at_80": _answered_at(given, chosen, REFUSED_BY_FLOOR),
        },
        "On the Record, refusing nothing": _score(given, [case.text for case in chosen]),
        f"On the Record, {WORDS} words, refusing nothing": _score(given, [case.short for case in chosen]),
        f"the {NEAREST} nearest sentences": _score(given, [_nearest(case, embedder) for case in given]),
        "the whole passage": _score(given, [case.passage.text for case in given]),
    }


def replace_refused(chosen: Chosen, caution: float) -> str:
    """Return the answer's text, or nothing where it is refused."""
    return chosen.text if chosen.confidence >= caution else ""


def rouge(scorer: RougeScorer, text: str, references: Sequence[str]) -> float:
    """Return RougeL (F measure, 0 to 1) of a text and the nearest reference; 0 for an empty text."""
    return (
        max((float(scorer.score(reference, text)["rougeL"].fmeasure) for reference in references), default=0.0)
        if text
        else 0.0
    )


def _score(given: Sequence[Given], answers: Sequence[str]) -> dict[str, float]:
    """Return the figures of the answers; a refused question has an empty one, which has no length and a RougeL of 0."""
    scorer = RougeScorer(["rougeL"], use_stemmer=False)
    answerable = [(case, text) for case, text in zip(given, answers, strict=True) if case.references]
    unanswerable = [text for case, text in zip(given, answers, strict=True) if not case.references]
    told = [(case, text) for case, text in answerable if text]
    return {
        "rouge_l": round(fmean(rouge(scorer, text, case.references) for case, text in answerable), 4),
        "rouge_lp": round(fmean(rouge(scorer, text, [case.passage.text]) for case, text in told), 4),
        "length": round(fmean(len(text) for _, text in told), 1),
        "answered": round(len(told) / len(answerable), 4),
        "refused_unanswerable": round(sum(not text for text in unanswerable) / len(unanswerable), 4),
    }


def _choose(
    case: Given,
    catalogue: CatalogueReader,
    embedder: KeptEmbedder,
    *,
    vector: NDArray[np.float32],
    kept: bytes,
    projection: Projection,
) -> Chosen:
    """Return the product's own answer from one passage, given its vector and its kept tokens.

    The catalogue, of all passages, says how rare words are.
    """
    weights = load_weights().for_model(embedder.digest)
    query = _ask(case.question, catalogue, embedder, projection, weights)
    nearest = float(vector @ query.vector)
    ranking = Ranking(
        searched=query, asked=query, passages=(case.passage,), ids=(0,), scores=(0.0,), coverage=(1.0,),
        interactions=(interact(query.tokens, projection.decode(kept)),), nearest=nearest, timings_ms={},
    )  # fmt: skip
    sentences = weigh_sentences(case.question, ranking, weights)
    if not sentences:
        return Chosen(text="", short="", confidence=0.0)
    grounds = Grounds(
        share=ALONE, best=sentences[0].score, nearest=nearest, match=ranking.best_match,
        held=share_of(query.rarity, f"{case.passage.context} {case.passage.text}"), among=1, passages=1,
        unknown=bool(unknown_names(case.question, catalogue)), asked=NOBODY_ASKS, evaded=NOBODY_ASKS,
    )  # fmt: skip
    short = weights.selection.model_copy(update={"words": WORDS})
    return Chosen(
        text=" ".join(span.quote for span in choose_spans(sentences, weights.selection)),
        short=" ".join(span.quote for span in choose_spans(sentences, short)),
        confidence=probability(grounds, weights.answerability),
    )


def _ask(
    question: str, catalogue: CatalogueReader, embedder: KeptEmbedder, projection: Projection, weights: Weights
) -> Query:
    words = content_words(question)
    rarity = weigh_words(
        question, catalogue.document_frequencies(words), catalogue.count("passages"), catalogue.languages
    )
    vectors, tokens = embedder.read([question], asked=True)
    asked = weigh_tokens(question, tokens[0], rarity, weights.late_interaction)
    asked = replace(asked, vectors=projection.project(asked.vectors))
    return Query(text=question, words=words, vector=vectors[0], selection=Selection(), rarity=rarity, tokens=asked)


def _catalogue(passages: Sequence[Passage], path: Path) -> CatalogueReader:
    """Return a catalogue of these passages, a release each, without vectors."""
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            for passage in passages:
                writer.put_release(_release(passage), [passage], root="clapnq")
        writer.finish()
    return CatalogueReader(path)


def _answered_at(given: Sequence[Given], chosen: Sequence[Chosen], refused: float) -> float:
    """Return the share of the answerable that is answered at the caution that refuses this share of the unanswerable."""
    without = [answer.confidence for case, answer in zip(given, chosen, strict=True) if not case.references]
    caution = float(np.quantile(without, refused))
    answerable = [answer.confidence for case, answer in zip(given, chosen, strict=True) if case.references]
    return round(sum(confidence > caution for confidence in answerable) / len(answerable), 4)


def _nearest(case: Given, embedder: KeptEmbedder) -> str:
    """Return the sentences of the passage nearest to the question, in reading order; the data's own sentences."""
    scores = embedder.embed(case.sentences) @ embedder.embed_question(case.question)
    return " ".join(case.sentences[place] for place in sorted(np.argsort(-scores, kind="stable")[:NEAREST]))


def _read(path: Path) -> list[Given]:
    return [_given(json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _given(record: dict[str, Any]) -> Given:
    passage = record["passages"][0]
    text = passage["text"]
    return Given(
        question=record["input"],
        passage=Passage(
            release_id=record["id"], start=0, end=len(text), text=text, context=passage["title"], voice=Voice.OFFICE,
            date=DAY, kind="passage",
        ),
        sentences=tuple(passage["sentences"]),
        references=tuple(case["answer"] for case in record["output"] if case["answer"].strip()),
    )  # fmt: skip


def _release(passage: Passage) -> Release:
    return Release(
        id=passage.release_id, title=passage.context, date=DAY, kind=passage.kind, text=passage.text, digest=""
    )
