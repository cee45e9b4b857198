"""The tally: what was asked and how long it took, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from retrieval import Answer, ModelUse

_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)


class Tally:
    """Counts of one desk, in a registry of their own."""

    def __init__(
        self,
        *,
        inside: Callable[[], int],
        waiting: Callable[[], int],
        generation: Callable[[], int],
        hindered: Callable[[], bool],
    ) -> None:
        """Take what tells the numbers of the moment: questions being answered and waiting, the store's generation.

        ``hindered`` says whether the vectors' server is away.
        """
        self._registry = CollectorRegistry()
        within = self._registry
        self._questions = Counter("otr_questions", "Questions answered.", ["door", "status"], registry=within)
        self._seconds = Histogram(
            "otr_question_seconds", "From let in to answered.", ["door"], buckets=_SECONDS, registry=within
        )
        self._busy = Counter("otr_busy", "Questions that were not let in.", ["door"], registry=within)
        self._sentences = Counter(
            "otr_model_sentences", "What became of a model's sentences.", ["outcome"], registry=within
        )
        self._tokens = Counter(
            "otr_model_tokens", "Tokens that a model's service counted.", ["direction"], registry=within
        )
        self._fallbacks = Counter(
            "otr_model_fallbacks", "Answers that stand without the model that was asked.", registry=within
        )
        for name, text, tell in (
            ("otr_questions_in_flight", "Questions being answered.", inside),
            ("otr_questions_waiting", "Questions in the queue.", waiting),
            ("otr_store_generation", "Generation of the store that is open, 0 where none is.", generation),
            ("otr_vectors_away", "Whether the server that holds the vectors cannot be asked.", hindered),
        ):
            Gauge(name, text, registry=within).set_function(tell)

    def count_answer(self, answer: Answer, *, door: str, seconds: float) -> None:
        """Count an answer that was given at a door."""
        self._questions.labels(door, answer.status.value).inc()
        self._seconds.labels(door).observe(seconds)
        if answer.model is not None:
            self._count_model(answer.model)

    def count_busy(self, door: str) -> None:
        """Count a question that was not let in."""
        self._busy.labels(door).inc()

    def write(self) -> bytes:
        """Return all counts in Prometheus' text form."""
        return generate_latest(self._registry)

    def _count_model(self, use: ModelUse) -> None:
        for outcome in ("kept", "recited", "quoted"):
            self._sentences.labels(outcome).inc(getattr(use, outcome))
        self._sentences.labels("dropped").inc(sum(use.dropped.values()))
        self._tokens.labels("in").inc(use.tokens_in or 0)
        self._tokens.labels("out").inc(use.tokens_out or 0)
        self._fallbacks.inc(bool(use.fell_back))
