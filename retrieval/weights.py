"""Weights: every number that was learned from questions or tuned on them, as one value that is passed to what uses it.

They stand in ``weights.toml``, with a card: what they were fitted on, when, by which command, and for which embedding model.
For another model's store the part that rests on cosines is replaced by one that does not.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from archive import UsageError

SHIPPED = Path(__file__).with_name("weights.toml")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Linear(_Section):
    """Weights of a linear model, one a feature. The fields are the names of the features, in their order."""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the features, in order."""
        return tuple(cls.model_fields)

    @property
    def vector(self) -> NDArray[np.float64]:
        """The weights, float64 of shape (features,), in the order of ``names``."""
        return np.array([getattr(self, name) for name in self.names()], dtype=np.float64)


class CandidateWeights(Linear):
    """What is weighed of every candidate: ``retrieval/search/features.py`` says what each feature is."""

    dense_rank: float
    word_rank: float
    period: float
    release: float
    expected: float


class RankingWeights(CandidateWeights):
    """What is weighed of the best of them: late interaction, with the question as searched and as asked, for ``dense_rank``."""

    late: float
    own_late: float

    @property
    def of_all(self) -> NDArray[np.float64]:
        """The weights of the features that are measured of every candidate."""
        return self.vector[: len(CandidateWeights.names())]

    @property
    def of_best(self) -> NDArray[np.float64]:
        """The weights of those that are measured of the best: all but the first."""
        return self.vector[1:]


class LateInteraction(_Section):
    """How much a question's tokens count."""

    stop_word: float
    ranking_stop_word: float
    ranking_pronoun: float
    no_word: float
    outside_part: float


class SentenceWeights(Linear):
    """What makes a sentence the one that answers: ``retrieval/answering/evidence.py`` says what each feature is."""

    match: float
    about: float
    place: float
    number: float


class SentenceSelection(_Section):
    """Which of the weighed sentences are given: ``retrieval/answering/sentence_selection.py`` says how."""

    places: int
    words: int
    apart: float
    beside: float
    before: float
    last_word: float


class AnswerabilityWeights(Linear):
    """What tells that the archive answers: ``retrieval/answering/answerability.py`` says what each feature is."""

    share: float
    best: float
    unknown: float
    asked: float
    evaded: float
    topic: float


class TopicWeights(Linear):
    """What tells that the archive is about what is asked: ``retrieval/answering/answerability.py`` says what each feature is."""

    cosine: float
    match: float
    held: float
    size: float


class Topic(_Section):
    """How near a question is to what the archive is about."""

    intercept: float
    enough: float
    weights: TopicWeights


class Answerability(_Section):
    """When the evidence is good enough to answer."""

    caution: float
    intercept: float
    all_asked: float
    large: int
    furthest: float
    weights: AnswerabilityWeights
    topic: Topic


class NonAnswers(_Section):
    """When officials count as having been asked just this."""

    exchanges: int
    further_at_most: float
    covered: float


class FollowUpWeights(Linear):
    """What tells that a question leans on the one before it: ``retrieval/query/follow_up.py`` says what each feature is."""

    gain: float
    loss: float
    alone: float
    unseen: float
    points: float
    points_at_them: float
    connected: float
    names_in_it: float


class FollowUp(_Section):
    """When a question leans on the one before it."""

    intercept: float
    on_topic: float
    most_names: int
    most_unseen: int
    weights: FollowUpWeights


class Premises(_Section):
    """When officials contradict what a question takes for granted."""

    fewest_words: int
    best_sentences: int
    held: float
    covered: float
    counted: float


class TimelineBounds(_Section):
    """Which sentences are on a topic, and when two of them state one thing.

    Nearness is a model's cosine on a scale that all models share: 0 where two texts have nothing to do with each other
    (``unrelated``), 1 where the cosine is ``unit`` above that.
    """

    unrelated: float
    unit: float
    most_words: float
    some_words: float
    half: float
    almost_all: float
    near_passage: float
    far_passage: float
    with_all: float
    with_most: float
    with_some: float
    by_meaning: float
    by_meaning_alone: float
    with_number: float
    least: float
    unweighed: float
    nearness: float
    words: float
    around: float
    dodges: float
    same_words: float
    same_meaning: float
    same_statement: float
    one_names: float
    linked: float

    def scale(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the nearness that cosines of the model stand for."""
        return (cosines - np.float32(self.unrelated)) / np.float32(self.unit)


class QuoteCheckBounds(_Section):
    """When a sentence says something like a quotation."""

    paraphrase: float


class SupportWeights(Linear):
    """What tells that cited words bear a word: ``retrieval/answering/verify/support.py`` says what each feature is."""

    near: float
    copied: float
    edited: float
    known_before: float
    known_behind: float


class ClauseWeights(Linear):
    """What tells that cited words are about the same as a clause: ``retrieval/answering/verify/support.py`` says how."""

    share: float
    near: float
    pairs: float


class VerificationBounds(_Section):
    """When the cited words bear a clause of a language model's sentence, and a word of it that is none of theirs.

    An intercept of minus infinity bears nothing that does not stand there. ``stands_for`` is how near two words must come, for
    the one may stand for the other: a denial or a modal of the one is then the other's.
    """

    stands_for: float
    intercept: float
    weights: SupportWeights
    clause_intercept: float
    clause_weights: ClauseWeights


class Weights(_Section):
    """All that was learned or tuned, for one embedding model."""

    ranking: RankingWeights
    late_interaction: LateInteraction
    sentences: SentenceWeights
    selection: SentenceSelection
    answerability: Answerability
    non_answers: NonAnswers
    follow_up: FollowUp
    premises: Premises
    timeline: TimelineBounds
    quote_check: QuoteCheckBounds
    verification: VerificationBounds


class Card(_Section):
    """What the weights were fitted on, when, by which commands, and for which embedding model."""

    embedding_model: str
    model_digest: str
    fitted: date
    fitted_on: tuple[str, ...]
    commands: tuple[str, ...]


class WeightsFile(_Section):
    """A file of weights: those for the model of the card, and those for any other."""

    card: Card
    fitted: Weights
    unfitted: Weights

    def for_model(self, digest: str) -> Weights:
        """Return the weights for the embedding model with this digest."""
        return self.fitted if self.fits(digest) else self.unfitted

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all the numbers, in hexadecimal: the same for the same numbers, however the file is laid out."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def fits(self, digest: str) -> bool:
        """Whether the weights were fitted for the embedding model with this digest."""
        return digest == self.card.model_digest


@lru_cache(maxsize=4)
def load_weights(path: Path = SHIPPED) -> WeightsFile:
    """Return the weights of a file; raises UsageError for one that cannot be read, with the first thing that is amiss."""
    remedy = "write one with: python -m benchmarks.fit QUESTIONS.jsonl STORE --write FILE"
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        read["unfitted"] = _overlay(read["fitted"], read.get("unfitted", {}))
        return WeightsFile.model_validate(read)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise UsageError(f"the weights {path} cannot be read ({error}): {remedy}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UsageError(f"the weights {path} have {place} = {first['input']!r}: {first['msg']}; {remedy}") from error


def _overlay(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of ``below`` with those of ``above`` in their place, table by table."""
    put = {
        name: _overlay(below.get(name, {}), value) if isinstance(value, dict) else value
        for name, value in above.items()
    }
    return {**below, **put}
