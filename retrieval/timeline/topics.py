"""Topics: the sentences of an archive that are on a topic, and how strongly.

A sentence is on a topic by its words (with what stands around it, it holds most of the topic's), or else by its meaning.
Only what reads as a statement by itself is taken: no question, no heading, no stage direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from archive import Embedder, Generation, Passage, UsageError, Voice
from language import WORD, content_words, patterns, share_of, split_sentences, tell_number, weigh_words, word_set
from retrieval import wording
from retrieval.citations import keep_asked
from retrieval.question import LONGEST_QUESTION, Filters, Question
from retrieval.search import Query, embed_found, fuse_ranks, make_queries, search_meaning, search_words
from retrieval.weights import TimelineBounds, Weights

_SEARCHED = 500  # passages taken from each ranking
_EMBEDDED, _NUMBERS_EMBEDDED = 120, 60  # sentences weighed by meaning too; less than a second on two cores
_FEWEST_WORDS = 6
_HEADING = 0.7  # share of the long words that are written with a capital
_ASKED_OF_A_TOPIC = word_set("statements.asked_of_a_topic")
_GREETING, _DODGE = patterns("statements", "greeting", "dodge")
_OPENS = frozenset("“‘\"'[$£€~")
_ENDS, _GOES_ON = frozenset(".!…"), frozenset("?:,—–-")
_ASIDE = re.compile(r"[(\[][^)\]]*[)\]]")
_MARKER = re.compile(r"^(?:[-*•–—]+|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")  # of an item in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSentence:
    """A sentence on a topic: ``text`` is ``release.text[start:end]``.

    ``overlap`` is the share of the topic's words in it, ``around`` the share in its passage with the context, by rarity.
    ``by_words`` is whether these make it on the topic. ``strength`` is how much it is about the topic, 0 to 1.
    """

    passage: Passage
    start: int
    end: int
    text: str
    overlap: float
    around: float
    by_words: bool
    strength: float


def find_topic_sentences(
    generation: Generation, embedder: Embedder, topic: str, filters: Filters, weights: Weights
) -> list[TopicSentence]:
    """Return the sentences on a topic, strongest first; none where the archive has nothing on it.

    Raises UsageError for a topic without words or too long to be one, NothingSelectedError for a filter that names nothing
    here, ModelMismatchError for another model's store.
    """
    words = _read_topic(topic)
    generation.check_model(embedder.name, embedder.digest)
    catalogue = generation.catalogue
    rarity = weigh_words(" ".join(words), catalogue.document_frequencies(words), catalogue.passage_count)
    bounds = weights.timeline
    query, _ = make_queries(generation, embedder, Question(text=topic, filters=filters), weights.late_interaction)
    found = _each_once(
        sentence
        for passage, nearness in _search(generation, embedder, query, bounds)
        for sentence in _read(passage, nearness, rarity, bounds)
    )
    found = sorted(keep_asked(found, query.selection, catalogue), key=lambda sentence: -sentence.strength)
    best, rest = found[:_EMBEDDED], found[_EMBEDDED:]
    numbers = [sentence for sentence in rest if _has_number(sentence.text)][:_NUMBERS_EMBEDDED]
    weighed = _weigh([*best, *numbers], embedder, query.vector, bounds)
    looked_at = {id(sentence) for sentence in numbers}
    unweighed = [
        replace(sentence, strength=bounds.unweighed * sentence.strength)
        for sentence in rest
        if sentence.by_words and sentence.overlap >= bounds.half and id(sentence) not in looked_at
    ]
    strongest = [*sorted(weighed, key=lambda sentence: -sentence.strength), *unweighed]
    return [sentence for sentence in strongest if sentence.strength >= bounds.least]


def _read_topic(topic: str) -> list[str]:
    """Return the words of a topic that say what it is; raises UsageError where it has none, or is too long."""
    words = content_words(topic)
    if not words:
        raise UsageError(wording.NO_TOPIC.format(topic=topic))
    if len(topic) > LONGEST_QUESTION:
        raise UsageError(
            wording.TOPIC_TOO_LONG.format(length=tell_number(len(topic)), limit=tell_number(LONGEST_QUESTION))
        )
    return [word for word in words if word not in _ASKED_OF_A_TOPIC] or words


def is_statement(text: str, voice: Voice = Voice.OFFICIAL) -> bool:
    """Whether a sentence says something by itself: no question, heading, greeting or stage direction.

    Nor what begins or ends in the middle, or has a few words only.
    """
    said = _ASIDE.sub("", text).strip()
    words = WORD.findall(said)
    if len(words) < _FEWEST_WORDS or _GREETING.match(said) or not _is_whole(text, said, voice):
        return False
    long = [word for word in words if len(word) > 3]
    return bool(sum(word[0].isupper() for word in long) < _HEADING * max(1, len(long)))


def _is_whole(text: str, said: str, voice: Voice) -> bool:
    """Whether a sentence begins as one and ends as a statement does; an office's own lists do without full stops."""
    begins = (text[:1].isalnum() or text[:1] in _OPENS) and not said[:1].islower()
    last = said.rstrip("”\"’')]*")[-1:]
    return begins and (last in _ENDS if voice is Voice.OFFICIAL else last not in _GOES_ON)


def _search(
    generation: Generation, embedder: Embedder, query: Query, bounds: TimelineBounds
) -> list[tuple[Passage, float]]:
    """Return the passages nearest by meaning and by words, each with its nearness to the topic."""
    by_meaning = search_meaning(generation, query, limit=_SEARCHED)
    by_words = search_words(generation, query, limit=_SEARCHED)
    by_meaning = embed_found(generation, embedder, query, by_meaning, by_words)
    ranked = [passage_id for passage_id, _ in fuse_ranks([by_meaning, by_words], limit=2 * _SEARCHED)]
    found, vectors = generation.vectors_for(ranked)
    if not found:
        return []
    return list(zip(generation.catalogue.passages(found), bounds.scale(vectors @ query.vector).tolist(), strict=True))


def _read(
    passage: Passage, nearness: float, rarity: Mapping[str, float], bounds: TimelineBounds
) -> Iterator[TopicSentence]:
    """Yield the statements of a passage that may be on the topic; ``nearness`` is the passage's to it."""
    around = share_of(rarity, f"{passage.context} {passage.text}")
    if around < bounds.most_words and nearness < bounds.near_passage:
        return
    for begin, end in split_sentences(passage.text):
        start = begin + _marker_length(passage.text[begin:end])
        text = passage.text[start:end]
        overlap = share_of(rarity, text)
        by_words = around >= bounds.most_words and overlap >= bounds.some_words and nearness >= bounds.far_passage
        if not by_words and nearness < bounds.near_passage:
            continue
        if is_statement(text, passage.voice) and not _within_quotation(passage.text, start, end):
            dodges = bool(_DODGE.search(text))
            yield TopicSentence(
                passage=passage, start=passage.start + start, end=passage.start + end, text=text, overlap=overlap,
                around=around, by_words=by_words,
                strength=bounds.nearness * nearness + bounds.words * overlap + bounds.around * around - bounds.dodges * dodges,
            )  # fmt: skip


def _marker_length(text: str) -> int:
    marker = _MARKER.match(text)
    return marker.end() if marker else 0


def _within_quotation(text: str, start: int, end: int) -> bool:
    """Whether a quotation that begins or ends elsewhere holds the span or a part of it: the words may be another's."""
    before = text.count("“", 0, start) > text.count("”", 0, start)
    return before or text.count("“", start, end) != text.count("”", start, end)


def _each_once(found: Iterable[TopicSentence]) -> list[TopicSentence]:
    """Return the sentences, each once: passages may overlap."""
    return list({(sentence.passage.release_id, sentence.start): sentence for sentence in found}.values())


def _weigh(
    found: Sequence[TopicSentence], embedder: Embedder, vector: NDArray[np.float32], bounds: TimelineBounds
) -> list[TopicSentence]:
    """Return the sentences that are on the topic by their own meaning too, which then counts half of their strength."""
    own = bounds.scale(embedder.embed([sentence.text for sentence in found]) @ vector)
    return [
        replace(sentence, strength=(sentence.strength + nearness) / 2)
        for sentence, nearness in zip(found, own.tolist(), strict=True)
        if nearness >= _least_nearness(sentence, bounds)
    ]


def _least_nearness(sentence: TopicSentence, bounds: TimelineBounds) -> float:
    """Return how near in meaning a sentence must be: the nearer, the fewer of the topic's words it holds."""
    if not sentence.by_words:
        least = bounds.by_meaning if sentence.overlap >= bounds.half else bounds.by_meaning_alone
        return least - bounds.with_number * _has_number(sentence.text)
    if sentence.overlap > bounds.almost_all:
        return bounds.with_all
    return bounds.with_most if sentence.overlap >= bounds.most_words else bounds.with_some


def _has_number(text: str) -> bool:
    return any(map(str.isdigit, text))
