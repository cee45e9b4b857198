"""Topics: the sentences of an archive that are on a topic, each with how strongly it is, read for a timeline.

A sentence is on a topic by its words (it, with what stands around it, holds most of them), or by its meaning where it has
none of them. Only what reads as a statement by itself is taken: no question, no heading, no stage direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from archive import Embedder, Generation, Passage, UsageError, Voice
from language import WORD, content_words, share_of, split_sentences, weigh_words
from retrieval import wording
from retrieval.citations import keep_asked
from retrieval.question import LONGEST_QUESTION, Filters, Question
from retrieval.search import Query, fuse_ranks, make_queries, search_meaning, search_words
from retrieval.weights import WeightsFile

_SEARCHED = 500  # passages taken from each ranking
_EMBEDDED, _NUMBERS_EMBEDDED = 120, 60  # sentences weighed by meaning too; less than a second on two cores
# Read off twenty-four topics over the development archive: what a reader would call on the topic lies above.
_MOST_WORDS, _SOME_WORDS, _HALF = (
    0.7,
    0.28,
    0.45,
)  # shares of the topic's words: in the passage with its context, in the sentence
_NEAR_PASSAGE, _FAR_PASSAGE = 0.45, 0.15  # cosine similarities: above, the meaning counts; below, no word does
_ALL_WORDS, _NEAR, _NEARER, _NEAREST = 0.2, (0.3, 0.45), 0.58, 0.62  # the same, of a sentence
_WITH_NUMBER = 0.08  # less is asked of a sentence with a number: what changes must not be missed
_ALMOST_ALL = 0.999  # of the topic's words
_LEAST = 0.4  # strength
_UNWEIGHED = 0.7  # of the strength of a sentence whose own meaning was not looked at
_NEARNESS, _WORDS, _AROUND, _DODGES = 0.45, 0.35, 0.2, 0.15  # weights of a sentence's strength
_FEWEST_WORDS, _LONGEST = 6, 700  # words; characters
_HEADING = 0.7  # of the words written with a capital
# Words of a topic that say what is wanted of it, and not what it is.
_ABOUT_STATEMENTS = frozenset(
    "number numbers figure figures statement statements position positions remark remarks comment comments timeline".split()
)
_OPENS = frozenset("“‘\"'[$£€~")
_ENDS, _GOES_ON = frozenset(".!…"), frozenset("?:,—–-")
_ASIDE = re.compile(r"[(\[][^)\]]*[)\]]")
_MARKER = re.compile(r"^(?:[-*•–—]+|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")  # of an item in a list
_GREETING = re.compile(r"(?:good (?:morning|afternoon|evening|day)|hello|hi|welcome|thank you|thanks)\b", re.IGNORECASE)
# What an official says who has nothing to say, and what only carries the talk along.
_DODGE = re.compile(
    r"\b(?:don[’']t|do not|not going to) have (?:any|anything|a|an|more|new|further|additional|much)\b|\bget back to you\b"
    r"|\brefer you to\b|\byour (?:first |second |last )?question\b|\bgood (?:morning|afternoon|evening)\b"
    r"|\bno (?:update|announcement|news)s?\b|\b(?:can[’']t|cannot|not going to|won[’']t) (?:speak|comment|get into|get ahead)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTopic:
    """A sentence on a topic: ``text`` is ``release.text[start:end]``; ``strength`` is how much it is about it, 0 to 1."""

    passage: Passage
    start: int
    end: int
    text: str
    overlap: float
    around: float
    by_words: bool
    strength: float


def find_on_topic(
    generation: Generation, embedder: Embedder, topic: str, filters: Filters, learned: WeightsFile
) -> list[OnTopic]:
    """Return the sentences on a topic, strongest first; none where the archive has nothing on it.

    Raises UsageError for a topic without words or too long to be one, NothingSelectedError for a filter that names nothing
    here, ModelMismatchError for another model's store.
    """
    words = [word for word in content_words(topic) if word not in _ABOUT_STATEMENTS] or content_words(topic)
    if not words:
        raise UsageError(wording.NO_TOPIC.format(topic=topic))
    if len(topic) > LONGEST_QUESTION:
        raise UsageError(wording.TOPIC_TOO_LONG.format(length=len(topic), limit=LONGEST_QUESTION))
    generation.check_model(embedder.name, embedder.digest)
    catalogue = generation.catalogue
    weights = weigh_words(" ".join(words), catalogue.document_frequencies(words), catalogue.count("passages"))
    counts = learned.for_model(embedder.digest).late_interaction
    query, _ = make_queries(generation, embedder, Question(text=topic, filters=filters), counts)
    found = _each_once(
        one for passage, nearness in _search(generation, query) for one in _read(passage, nearness, weights)
    )
    found = keep_asked(found, query.selection, catalogue)
    found.sort(key=lambda one: -one.strength)
    best = found[:_EMBEDDED]
    numbers = [one for one in found[_EMBEDDED:] if _has_number(one.text)][:_NUMBERS_EMBEDDED]
    weighed = _weigh([*best, *numbers], embedder, query.vector)
    looked_at = {id(one) for one in numbers}
    rest = [
        replace(one, strength=_UNWEIGHED * one.strength)
        for one in found[_EMBEDDED:]
        if one.by_words and one.overlap >= _HALF and id(one) not in looked_at
    ]
    return [one for one in [*sorted(weighed, key=lambda one: -one.strength), *rest] if one.strength >= _LEAST]


def is_statement(text: str, voice: Voice = Voice.OFFICIAL) -> bool:
    """Whether a sentence says something by itself: no question, heading, greeting or stage direction.

    Nothing that begins or ends in the middle, is of a few words, or is as long as a paragraph of a law.
    """
    said = _ASIDE.sub("", text).strip()
    words = WORD.findall(said)
    if len(words) < _FEWEST_WORDS or len(text) > _LONGEST or _GREETING.match(said) or not _is_whole(text, said, voice):
        return False
    long = [word for word in words if len(word) > 3]
    return bool(sum(word[0].isupper() for word in long) < _HEADING * max(1, len(long)))


def _is_whole(text: str, said: str, voice: Voice) -> bool:
    """Whether a sentence begins as one and ends as a statement does; an office's own lists do without full stops."""
    begins = (text[:1].isalnum() or text[:1] in _OPENS) and not said[:1].islower()
    last = said.rstrip("”\"’')]*")[-1:]
    return begins and (last in _ENDS if voice is Voice.OFFICIAL else last not in _GOES_ON)


def _search(generation: Generation, query: Query) -> list[tuple[Passage, float]]:
    """Return the passages nearest by meaning and by words, each with its cosine similarity to the topic."""
    by_meaning = search_meaning(generation, query, limit=_SEARCHED)
    by_words = search_words(generation, query, limit=_SEARCHED)
    found = [one for one, _ in fuse_ranks([by_meaning, by_words], limit=2 * _SEARCHED)]
    ids, vectors = generation.vectors
    cosines = vectors[np.searchsorted(ids, found)].astype(np.float32) @ query.vector
    return list(zip(generation.catalogue.passages(found), cosines.tolist(), strict=True))


def _read(passage: Passage, nearness: float, weights: Mapping[str, float]) -> Iterator[OnTopic]:
    """Yield the statements of a passage that may be on the topic."""
    around = share_of(weights, f"{passage.context} {passage.text}")
    if around < _MOST_WORDS and nearness < _NEAR_PASSAGE:
        return
    for whole, end in split_sentences(passage.text):
        start = whole + len(passage.text[whole:end]) - len(_MARKER.sub("", passage.text[whole:end]))
        text = passage.text[start:end]
        overlap = share_of(weights, text)
        by_words = around >= _MOST_WORDS and overlap >= _SOME_WORDS and nearness >= _FAR_PASSAGE
        if (
            (by_words or nearness >= _NEAR_PASSAGE)
            and not _within_quotation(passage.text, start, end)
            and is_statement(text, passage.voice)
        ):
            yield OnTopic(
                passage=passage, start=passage.start + start, end=passage.start + end, text=text, overlap=overlap,
                around=around, by_words=by_words,
                strength=_NEARNESS * nearness + _WORDS * overlap + _AROUND * around - _DODGES * bool(_DODGE.search(text)),
            )  # fmt: skip


def _within_quotation(text: str, start: int, end: int) -> bool:
    """Whether a quotation that begins or ends elsewhere holds the span or a part of it: the words may be another's."""
    before = text.count("“", 0, start) > text.count("”", 0, start)
    return before or text.count("“", start, end) != text.count("”", start, end)


def _each_once(found: Iterable[OnTopic]) -> list[OnTopic]:
    """Return the sentences without those that a passage before held too: passages may overlap."""
    return list({(one.passage.release_id, one.start): one for one in found}.values())


def _weigh(found: Sequence[OnTopic], embedder: Embedder, vector: NDArray[np.float32]) -> list[OnTopic]:
    """Return the sentences that their own meaning leaves on the topic, weighed by it too."""
    cosines = embedder.embed([one.text for one in found]) @ vector
    return [
        replace(one, strength=(one.strength + cosine) / 2)
        for one, cosine in zip(found, cosines.tolist(), strict=True)
        if cosine >= _least(one)
    ]


def _least(one: OnTopic) -> float:
    """Return how near in meaning a sentence must be: the nearer, the fewer of the topic's words it holds."""
    if one.by_words:
        if one.overlap > _ALMOST_ALL:
            return _ALL_WORDS
        return _NEAR[one.overlap < _MOST_WORDS]
    return (_NEARER if one.overlap >= _HALF else _NEAREST) - _WITH_NUMBER * _has_number(one.text)


def _has_number(text: str) -> bool:
    return any(map(str.isdigit, text))
