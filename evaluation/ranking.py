"""Ranking: at which rank the gold passages and releases were retrieved.

Measures by ir-measures (MacAvaney, Macdonald and Ounis, ECIR 2022), which computes them with trec_eval's own code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent_encode

from evaluation.matching import holds, same_release
from evaluation.predictions import PredictedPassage, Prediction
from evaluation.questions import Item

CUTS = (1, 3, 5, 10, 20)
RECALL_CUTS = (5, 10)
RELEASE_CUTS = (1, 5, 10)
# Our names of the measures, and ir-measures' own.
_PASSAGES = {
    **{f"hit@{k}": f"Success@{k}" for k in CUTS}, **{f"recall@{k}": f"R@{k}" for k in RECALL_CUTS},
    "mrr": "RR", "ndcg@10": "nDCG@10",
}  # fmt: skip
_RELEASES = {
    **{f"release_hit@{k}": f"Success@{k}" for k in RELEASE_CUTS},
    "release_recall@10": "R@10", "release_mrr": "RR", "release_ndcg@10": "nDCG@10",
}  # fmt: skip
_RANKING_MEASURES = (*_PASSAGES, *_RELEASES)

GoldPassages = Callable[[Item], Sequence[PredictedPassage]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rankings:
    """Runs and qrels (relevance 1), of passages and of releases, by the ids of the questions that have gold evidence.

    A run lists document ids best first, each once; a qrel is the set of relevant document ids.
    """

    passage_runs: dict[str, tuple[str, ...]]
    passage_qrels: dict[str, frozenset[str]]
    release_runs: dict[str, tuple[str, ...]]
    release_qrels: dict[str, frozenset[str]]


def rank_gold(
    items: Sequence[Item], predictions: Mapping[str, Prediction], *, gold_passages: GoldPassages | None = None
) -> Rankings:
    """Return the runs and qrels of the questions that name their evidence; a question without a prediction has an empty run.

    A passage is relevant when it is of a gold release and holds enough of a gold quotation (``matching.holds``).
    ``gold_passages`` gives those of the whole archive; without it only those that were retrieved are known, which leaves
    hits and reciprocal ranks as they are, and makes recall and nDCG larger than they should be.
    """
    judged = [item for item in items if item.evidence]
    passage_runs: dict[str, tuple[str, ...]] = {}
    passage_qrels: dict[str, frozenset[str]] = {}
    release_runs: dict[str, tuple[str, ...]] = {}
    release_qrels: dict[str, frozenset[str]] = {}
    for item in judged:
        prediction = predictions.get(item.id)
        retrieved = prediction.retrieved if prediction else ()
        names = _distinct([passage_id(passage) for passage in retrieved])
        passage_runs[item.id] = tuple(names)
        relevant = {name for name, passage in zip(names, retrieved, strict=True) if is_gold(passage, item)}
        passage_qrels[item.id] = frozenset(
            relevant | {passage_id(passage) for passage in (gold_passages or _none)(item)}
        )
        releases = tuple(dict.fromkeys(passage.release_id for passage in retrieved))
        release_runs[item.id] = releases
        release_qrels[item.id] = _gold_releases(item, releases)
    return Rankings(
        passage_runs=passage_runs, passage_qrels=passage_qrels, release_runs=release_runs, release_qrels=release_qrels
    )


def score_rankings(rankings: Rankings) -> dict[str, dict[str, float]]:
    """Return all ranking measures, 0 to 1, by question id.

    hit@k (Success): whether one of the first k is relevant. recall@k: share of the relevant ones among the first k. mrr:
    1 / rank of the first relevant one. ndcg@10: Jarvelin and Kekalainen 2002, gain 1. A question none of whose passages
    is relevant counts 0.
    """
    import ir_measures  # late: it takes a second, and every console command would wait for it
    from ir_measures import Qrel, ScoredDoc

    scores = {item_id: dict.fromkeys(_RANKING_MEASURES, 0.0) for item_id in rankings.passage_runs}
    parts = (
        (_PASSAGES, rankings.passage_runs, rankings.passage_qrels),
        (_RELEASES, rankings.release_runs, rankings.release_qrels),
    )
    for measures, runs, qrels in parts:
        names = {ir_measures.parse_measure(measure): name for name, measure in measures.items()}
        judged = [Qrel(question, document, 1) for question, documents in qrels.items() for document in documents]
        ranked = [
            ScoredDoc(question, document, 1 / rank)
            for question, run in runs.items()
            for rank, document in enumerate(run, 1)
        ]
        for result in ir_measures.iter_calc(list(names), judged, ranked):
            scores[result.query_id][names[result.measure]] = float(result.value)
    return scores


def is_gold(passage: PredictedPassage, item: Item) -> bool:
    """Whether a passage is of a gold release and holds enough of its quotation."""
    return any(
        same_release(passage.release_id, evidence.release) and holds(passage.text, evidence.quote)
        for evidence in item.evidence
    )


def first_gold_rank(prediction: Prediction, item: Item) -> int:
    """Return the rank, from 1, of the first retrieved passage that is gold; 0 where none is."""
    return next((rank for rank, passage in enumerate(prediction.retrieved, 1) if is_gold(passage, item)), 0)


def passage_id(passage: PredictedPassage) -> str:
    """Return a passage's document id, without blanks: its release and offsets, or where it has none, its release and words."""
    place = f"{passage.start}-{passage.end}" if passage.start is not None else f"~{_hash_words(passage.text)}"
    return f"{percent_encode(passage.release_id)}:{place}"


def _hash_words(text: str) -> str:
    """Return a short fingerprint of a passage's words, the same in every run."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _distinct(names: list[str]) -> list[str]:
    """Return the names with repeated ones numbered, so that each is a document of its own and ranks stay."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}+{seen[name]}")
    return found


def _gold_releases(item: Item, retrieved: Sequence[str]) -> frozenset[str]:
    """Return the gold releases, each by the id under which it was retrieved, else as the set names it."""
    return frozenset(
        next((release_id for release_id in retrieved if same_release(release_id, evidence.release)), evidence.release)
        for evidence in item.evidence
    )


def _none(_: Item) -> Sequence[PredictedPassage]:
    return ()
