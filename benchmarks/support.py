"""The checker of a language model's sentences, measured on any archive: what share of true and of spoiled ones passes.

    python -m benchmarks.support QUESTIONS.jsonl STORE [QUESTIONS.jsonl STORE ...] [--archive STORE] [--write WEIGHTS.toml]

``benchmarks/calibration.py`` says how the sentences are made, by a seed, ``benchmarks/spoiling.py`` how each is spoiled. What is
fitted is the odds that cited words bear a word that is none of theirs; of changed words one in ten passes. An archive is
measured with the odds that were fitted on the others; of --archive, which has no question set, sentences are made from its own.
Prints the share that passes of each kind, how often what is cited is what bears the sentence, and the curve over the bound: the
share of changed words that pass beside that of true sentences whose every word does.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from archive import Embedder
from benchmarks.calibration import BORNE, ELSEWHERE, LEANING, Calibration, Sample
from benchmarks.learning import Floats, fit_decision
from benchmarks.options import add_write
from benchmarks.spoiling import SPOILS
from benchmarks.table import draw
from benchmarks.training import RememberingEmbedder
from benchmarks.weights_file import write_weights
from language import WORD
from retrieval import Archive, OnTheRecordError
from retrieval.answering.verify import (
    SentenceOutcome,
    Verification,
    VerifiedSentence,
    Verifier,
    measure_clauses,
    measure_support,
)
from retrieval.weights import ClauseWeights, SupportWeights, VerificationBounds, load_weights

ABOUT = ("share", "near", "pairs")
SIGNS = {"near": 1, "copied": -1, "edited": -1, "known_before": -1, "known_behind": -1}
ONE_WORD = "one word"
CHANGED = 0.07  # of changed words: what may pass
WRONG = 0.006  # of wrong passages: what may pass
LEAST = 1e-6  # what is at the bound is beyond it
BY_HAND = 2.0  # what a sentence counts that a person wrote: near copies are many
CURVE = (0.05, 0.1, 0.15, 0.2, 0.3)
T = TypeVar("T")
KINDS = (*BORNE, LEANING, *SPOILS, *ELSEWHERE)
SEED = 11


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word that does not stand in the cited words: its features, whether they bear it, and of which sentence."""

    features: Floats
    borne: bool
    sentence: str
    told: str


@dataclass(frozen=True, kw_only=True)
class Clauses:
    """The clauses of a sentence: the features of each beside what bears it best, whether it is borne, what it counts."""

    features: tuple[Floats, ...]
    borne: bool
    counts: float


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A sample with what became of it, in how many milliseconds."""

    sample: Sample
    found: VerifiedSentence
    ms: float

    @property
    def passes(self) -> bool:
        """Whether the sentence is shown."""
        return self.found.outcome is not SentenceOutcome.DROPPED


def main() -> int:
    """Make, fit, measure and print; return the exit code."""
    given = _parse()
    if len(given.sets) % 2:
        print("benchmarks.support: each set needs the store of its archive after it", file=sys.stderr)
        return 2
    pairs = [(Path(one), Path(store)) for one, store in zip(given.sets[::2], given.sets[1::2], strict=True)]
    pairs += [(None, store) for store in given.archive]  # type: ignore[list-item]
    try:
        archives = [reading_once(Archive.open(store)) for _, store in pairs]
        samples = [Calibration(one, given.seed).make(path) for one, (path, _) in zip(archives, pairs, strict=True)]
    except OnTheRecordError as error:
        print(f"benchmarks.support: {error}", file=sys.stderr)
        return 2
    words = [gather_words(one, archive.embedder) for one, archive in zip(samples, archives, strict=True)]
    names = [(path or store).stem for path, store in pairs]
    by_words = [fit(_others(words, place)) for place in range(len(words))]
    told = [gather_clauses(*one) for one in zip(samples, archives, by_words, strict=True)]
    bounds = [fit_clauses(_others(told, place), one) for place, one in enumerate(by_words)]
    verified = [measure(*one) for one in zip(samples, archives, bounds, strict=True)]
    print(draw(tabulate(names, verified)))
    for name, own, place in zip(names, words, range(len(words)), strict=True):
        print(
            draw([[f"{name}: changed words that pass", "true answers", "true made"], *draw_curve(own, bounds[place])])
        )
    for name, one in zip(names, verified, strict=True):
        show(name, one, given.show)
    if given.write:
        everything = fit_clauses(
            [sentence for one in told for sentence in one], fit([word for one in words for word in one])
        )
        write_weights(
            given.write, {"verification": everything.model_dump()}, embedder=archives[0].embedder,
            fitted_on=[f"sentences made from {name}" for name in names],
            command="python -m benchmarks.support QUESTIONS.jsonl STORE ... --write WEIGHTS.toml",
        )  # fmt: skip
    return 0


def _others(told: Sequence[Sequence[T]], place: int) -> list[T]:
    """Return what the other archives have; its own where there is no other."""
    return [one for other in (*told[:place], *told[place + 1 :]) for one in other] or list(told[place])


def reading_once(archive: Archive) -> Archive:
    """Return the archive with a model that reads each text once: the cited words are compared again and again."""
    return Archive(archive.store, RememberingEmbedder(archive.embedder))


def gather_words(samples: Sequence[Sample], embedder: Embedder) -> list[Word]:
    """Return the words that do not stand in the words that bear a sentence: of true sentences, and those that were put in."""
    base = {one.base: one for one in samples if one.kind in BORNE[::2]}
    found = []
    for one in samples:
        true = base.get(one.base)
        if true is None or one.kind not in (ONE_WORD, *BORNE[::2]):
            continue
        gold = [line for line in true.evidence if line.n in true.gold]
        known = set(map(str.lower, WORD.findall(true.sentence))) if one.kind == ONE_WORD else set()
        found += [
            Word(features=features, borne=one.is_borne, sentence=one.sentence, told=true.kind)
            for word, features in measure_support(one.sentence, gold, embedder)
            if word not in known
        ]
    return found


def fit(words: Sequence[Word]) -> VerificationBounds:
    """Return the odds that a word is borne, at which CHANGED of the changed words pass."""
    features, borne = np.array([word.features for word in words]), np.array([word.borne for word in words])
    counts = np.where(borne, (~borne).sum() / max(borne.sum(), 1), 1.0)
    intercept, weights = fit_decision(features, borne, counts=counts, signs=list(SIGNS.values()))
    odds = intercept + features @ weights
    intercept -= float(np.quantile(odds[~borne], 1 - CHANGED)) if (~borne).any() else 0.0
    shipped = load_weights().fitted.verification
    fitted = SupportWeights(**dict(zip(SIGNS, weights.tolist(), strict=True)))
    return shipped.model_copy(update={"intercept": intercept, "weights": fitted})


def gather_clauses(samples: Sequence[Sample], archive: Archive, bounds: VerificationBounds) -> list[Clauses]:
    """Return the clauses of true sentences and of those beside wrong passages, without any where something else drops one."""
    open_to_all = bounds.model_copy(update={"clause_intercept": np.inf})
    found = []
    for one in measure([one for one in samples if one.kind in (*BORNE[::2], *ELSEWHERE[:2])], archive, open_to_all):
        cited = [line for line in one.sample.evidence if line.n in one.found.citations]
        quoted = one.found.outcome is SentenceOutcome.QUOTED
        features = measure_clauses(one.sample.sentence, cited, archive.embedder) if cited and not quoted else []
        counts = BY_HAND if one.sample.kind == BORNE[0] else 1.0
        found.append(Clauses(features=tuple(features), borne=one.sample.is_borne, counts=counts))
    return found


def fit_clauses(told: Sequence[Clauses], bounds: VerificationBounds) -> VerificationBounds:
    """Return the bounds with the odds that words are about the same as a clause, at which WRONG of the wrong passages pass."""
    features = np.array([clause for one in told for clause in one.features])
    borne, counts = (
        np.array([getattr(one, name) for one in told for _ in one.features]) for name in ("borne", "counts")
    )
    counts = np.where(borne, counts * (~borne).sum() / max(counts[borne].sum(), 1), 1.0)
    intercept, weights = fit_decision(features, borne, counts=counts, signs=[1] * len(ABOUT))
    wrong = [
        min((float(weights @ clause) for clause in one.features), default=-np.inf) for one in told if not one.borne
    ]
    if wrong:
        intercept = -sorted(wrong, reverse=True)[int(WRONG * len(wrong))]
    fitted = ClauseWeights(**dict(zip(ABOUT, weights.tolist(), strict=True)))
    return bounds.model_copy(update={"clause_intercept": intercept - LEAST, "clause_weights": fitted})


def measure(samples: Sequence[Sample], archive: Archive, bounds: VerificationBounds) -> list[Verified]:
    """Return what becomes of each sample; its evidence is read before the time is taken."""
    verifier = Verifier(archive.embedder, bounds)
    opened: dict[tuple[Any, ...], Verification] = {}
    found = []
    for one in samples:
        key = (one.question, one.evidence)
        if key not in opened:
            opened[key] = verifier.open(one.evidence, one.question)
            opened[key].verify("The evidence is read here, before the first sentence.")
        began = time.perf_counter()
        verified = opened[key].verify(one.sentence)
        found.append(Verified(sample=one, found=verified, ms=1000 * (time.perf_counter() - began)))
    return found


def tabulate(names: Sequence[str], verified: Sequence[Sequence[Verified]]) -> list[list[str]]:
    """Return the rows of the table: of each kind the share that passes and how many there are, per archive and in all."""
    columns = [*verified, [one for archive in verified for one in archive]]
    rows = [["share that passes", *names, "all"]]
    rows += [
        [kind, *(_share(one.passes for one in column if one.sample.kind == kind) for column in columns)]
        for kind in KINDS
    ]
    for kind in BORNE:
        passed = [[one for one in column if one.sample.kind == kind and one.passes] for column in columns]
        rows.append(
            [f"{kind}: cites what bears it", *(_share(_cites_gold(one) for one in column) for column in passed)]
        )
    rows.append(
        ["milliseconds, median", *(f"{np.median([one.ms for one in column] or [0]):.0f}" for column in columns)]
    )
    return rows


def _cites_gold(one: Verified) -> bool:
    return set(one.found.citations) <= set(one.sample.gold)


def _share(passes: Iterable[bool]) -> str:
    told = list(passes)
    return f"{sum(told) / len(told):.3f} of {len(told)}" if told else "none"


def draw_curve(words: Sequence[Word], bounds: VerificationBounds) -> list[list[str]]:
    """Return, for some shares of changed words that pass, those of true sentences with such words whose every word passes."""
    odds = np.array([bounds.weights.vector @ word.features for word in words])
    borne = np.array([word.borne for word in words], dtype=bool)
    rows = []
    for share in CURVE if (~borne).any() else ():
        least = np.quantile(odds[~borne], 1 - share)
        worst: dict[tuple[str, str], float] = {}
        for word, own in zip(words, odds, strict=True):
            if word.borne:
                worst[word.told, word.sentence] = min(own, worst.get((word.told, word.sentence), own))
        told = [_share(own >= least for (kind, _), own in worst.items() if kind == true) for true in BORNE[::2]]
        rows.append([f"{share:.2f}", *told])
    return rows


def show(name: str, verified: Sequence[Verified], kinds: Sequence[str]) -> None:
    """Print what passes of the spoiled kinds that are asked for, and what is dropped of the true ones, with the reason."""
    for one in verified:
        if one.sample.kind in kinds and one.passes != one.sample.is_borne:
            print(f"{name} {one.sample.kind}: {one.found.reason or one.found.citations}: {one.sample.sentence}")
    reasons = Counter(str(one.found.reason) for one in verified if one.sample.is_borne and not one.passes)
    print(f"{name}: true sentences are dropped by {_tell(reasons)}")


def _tell(counts: Mapping[str, int]) -> str:
    return (
        ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda pair: -pair[1])) or "nothing"
    )


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.support", description="Measure and fit the checker of sentences.")
    parser.add_argument(
        "sets", nargs="*", metavar="QUESTIONS.jsonl STORE", help="question sets, each with its archive's store"
    )
    parser.add_argument(
        "--archive", type=Path, action="append", default=[], metavar="STORE", help="an archive without a set"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed makes the same sentences")
    parser.add_argument(
        "--show", action="append", default=[], choices=KINDS, help="print what is decided wrongly of a kind"
    )
    add_write(parser)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
