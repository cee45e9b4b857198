"""Blame: at which stage a failed case was lost, looked up in the archive that was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from evaluation.judging import Judgement, Outcome, Stage, is_good, missing_words
from evaluation.matching import holds, same_release
from evaluation.predictions import PredictedPassage, Prediction
from evaluation.questions import Item
from retrieval import WEIGHED_PASSAGES, Archive, Filters, Passage

Found = tuple[Stage, str] | None


class GoldFinder:
    """Finds the passages of an archive that hold the gold quotations; looks each release up once."""

    def __init__(self, archive: Archive) -> None:
        """Look in this archive."""
        self._archive = archive
        self._ids = list(archive.digests())
        self._passages: dict[str, list[Passage]] = {}

    def releases(self, path: str) -> list[str]:
        """Return the ids under which the archive has a release that a question set names."""
        return [release_id for release_id in self._ids if same_release(release_id, path)]

    def gold_passages(self, item: Item, *, filters: Filters | None = None) -> list[Passage]:
        """Return the passages that hold a gold quotation of a question, only those that the filters let through."""
        return [
            passage
            for evidence in item.evidence
            for release_id in self.releases(evidence.release)
            for passage in self._of(release_id, filters)
            if holds(passage.text, evidence.quote)
        ]

    def __call__(self, item: Item) -> Sequence[PredictedPassage]:
        """Return the gold passages as they would be retrieved: the qrels of the whole archive."""
        return [
            PredictedPassage(release_id=one.release_id, text=one.text, start=one.start, end=one.end)
            for one in self.gold_passages(item)
        ]

    def _of(self, release_id: str, filters: Filters | None) -> list[Passage]:
        if filters is not None:
            return self._archive.passages(release_id, filters=filters)
        if release_id not in self._passages:
            self._passages[release_id] = self._archive.passages(release_id)
        return self._passages[release_id]


def blame(judgement: Judgement, item: Item, prediction: Prediction | None, finder: GoldFinder) -> Judgement:
    """Return the judgement with the stage that lost the case, and in words what happened there; as it is where none did."""
    if not judgement.failed:
        return judgement
    found = _stage(judgement, item, prediction, finder)
    return replace(judgement, stage=found[0], detail=found[1])


def _stage(judgement: Judgement, item: Item, prediction: Prediction | None, finder: GoldFinder) -> tuple[Stage, str]:
    if prediction is None:
        return Stage.NOT_ASKED, "there is no prediction for it"
    if not item.answerable:
        return Stage.NOT_REFUSED, f"status {prediction.status}, confidence {_number(judgement.confidence)}"
    if judgement.passed:
        named = {one.speaker or one.speaker_label or "nobody" for one in prediction.citations if is_good(one, item)}
        return Stage.WRONG_SPEAKER, f"the citation names {', '.join(sorted(named))}, and the set has {item.speaker}"
    looks: tuple[Callable[[], Found], ...] = (
        lambda: _before_search(item, prediction, finder),
        lambda: _in_ranking(judgement, item, prediction),
        lambda: _in_answer(judgement, item, prediction),
    )
    return next(found for look in looks if (found := look()))


def _before_search(item: Item, prediction: Prediction, finder: GoldFinder) -> Found:
    """Whether the gold words could be found at all."""
    if not item.evidence:
        return None
    named = [evidence.release for evidence in item.evidence]
    if not any(finder.releases(path) for path in named):
        return Stage.NOT_IN_STORE, f"no release {named[0]} in the archive"
    gold = finder.gold_passages(item)
    if not gold:
        return Stage.NOT_IN_STORE, "the release is there, and no passage of it holds the gold words"
    if not finder.gold_passages(item, filters=Filters.from_json(prediction.filters)):
        voices = ", ".join(sorted({passage.voice.value for passage in gold}))
        return (
            Stage.FILTERED_OUT,
            f"the gold words are in the voice {voices}; the search left that out, or a filter did",
        )
    return None


def _in_ranking(judgement: Judgement, item: Item, prediction: Prediction) -> Found:
    """Whether the gold passage was found, and high enough to be read for the answer."""
    if not item.evidence:
        return None
    if not judgement.rank:
        return Stage.NOT_RETRIEVED, f"not among the {len(prediction.retrieved)} retrieved"
    if judgement.rank > WEIGHED_PASSAGES:
        return Stage.BELOW_CUT, f"rank {judgement.rank}; the first {WEIGHED_PASSAGES} are read for the answer"
    return None


def _in_answer(judgement: Judgement, item: Item, prediction: Prediction) -> Found:
    """What became of a gold passage that was read, or of a question whose evidence the set does not name."""
    place = f"gold passage at rank {judgement.rank}" if judgement.rank else "the set names no evidence"
    if judgement.outcome is Outcome.REFUSED:
        return Stage.REFUSED, f"{place}, status {prediction.status}, confidence {_number(judgement.confidence)}"
    if item.evidence and not judgement.good_citations:
        return Stage.NOT_CHOSEN, f"{place}, and no citation of it"
    missing = ", ".join(repr(words) for words in missing_words(item, prediction.text))
    return Stage.NOT_IN_ANSWER, f"the answer lacks {missing or 'the gold words'}"


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"
