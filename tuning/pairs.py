"""Pairs: a text that asks for a passage, and the passage, taken from an archive without anybody's labels.

A reporter's question and the reply to it; a title and its text; a sentence and the passage that it stood in. A passage is written
in the very form that a store embeds (context, line break, text). What the two share word for word is weakened, differently each
time that a pair is used: words are dropped from either side, because the public asks in other words than those that answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from archive import ASKED, OFFICIAL_VOICES, CatalogueReader, Passage, Selection
from language import split_sentences

FEWEST_WORDS = 6  # of a reporter's question; of a title one less
SHORTEST_REPLY, SHORTEST_OPENING = 12, 30  # words of a reply, and of a release's first passage
SENTENCE_WORDS = range(9, 36)
SENTENCES_TAKEN = 0.35  # of the passages that have two such sentences
MOST_WORDS = 60  # of what asks
IN_SMALL_LETTERS = 0.2  # of what asks: the public seldom writes capitals


class Source(StrEnum):
    """Where a pair comes from."""

    ASKED = "asked"
    SENTENCE = "sentence"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What asks, and the passage: its text, its context up to the reporter's words, and these, '' where nobody asked."""

    source: Source
    release_id: str
    asks: str
    context: str
    asked: str
    text: str

    def write(self, random: Random) -> tuple[str, str]:
        """Return what asks, and the passage as a store embeds it, with less of what they share than there was."""
        asks, asked, text = " ".join(self.asks.split()), self.asked, self.text
        match self.source:
            case Source.ASKED:
                asks, asked = _weaken_question(asks, asked, random)
            case Source.SENTENCE:
                asks, text = _weaken_sentence(asks, " ".join(text.split()), random)
            case Source.TITLE:
                asks = _drop(asks, 0.15, random)
        asks = " ".join(asks.split()[:MOST_WORDS])
        context = f"{self.context} {ASKED}{asked}" if asked else self.context
        return asks.lower() if random.random() < IN_SMALL_LETTERS else asks, f"{context}\n{text}"


def find_pairs(catalogue: CatalogueReader, random: Random) -> Iterator[Pair]:
    """Yield the pairs of an archive, release by release."""
    releases = sorted(catalogue.known_releases())
    for head in catalogue.heads(releases).values():
        passages = catalogue.passages_of(head.id, Selection(voices=tuple(sorted(OFFICIAL_VOICES))))
        if passages and (pair := _of_title(head.title, passages[0])):
            yield pair
        for passage in passages:
            yield from _of_passage(passage, random)


def _of_title(title: str, first: Passage) -> Pair | None:
    """Return the pair of a release's title and its first passage, whose context is left without it; None for too little."""
    if len(title.split()) < FEWEST_WORDS - 1 or len(first.text.split()) < SHORTEST_OPENING:
        return None
    context, asked = _part(first.context.replace(title, "").lstrip(". "))
    return Pair(
        source=Source.TITLE, release_id=first.release_id, asks=title, context=context, asked=asked, text=first.text
    )


def _of_passage(passage: Passage, random: Random) -> Iterator[Pair]:
    """Yield the pair of the reporter's question that a passage answers, and now and then that of one of its sentences."""
    context, asked = _part(passage.context)
    whole = {"release_id": passage.release_id, "context": context, "asked": asked, "text": passage.text}
    if len(asked.split()) >= FEWEST_WORDS and len(passage.text.split()) >= SHORTEST_REPLY:
        yield Pair(source=Source.ASKED, asks=asked, **whole)
    sentences = [one for one in _split(passage.text) if len(one.split()) in SENTENCE_WORDS]
    if len(sentences) > 1 and random.random() < SENTENCES_TAKEN:
        yield Pair(source=Source.SENTENCE, asks=random.choice(sentences), **whole)


def _part(context: str) -> tuple[str, str]:
    """Return a context's own words, and those of the reporter at its end."""
    own, _, asked = context.partition(ASKED)
    return own.rstrip(), asked


def _weaken_question(asks: str, asked: str, random: Random) -> tuple[str, str]:
    """Return a reporter's question as it asks, and as it stands with the reply: whole there, or in part, or not at all."""
    asking = [one for one in _split(asks) if one.endswith("?") and len(one.split()) >= FEWEST_WORDS]
    if asking and random.random() < 0.6:
        asks = random.choice(asking)
    match random.choice(("gone", "in part", "whole")):
        case "gone":
            return _drop(asks, 0.1, random), ""
        case "in part":
            return _drop(asks, 0.2, random), _drop(asked, random.uniform(0.4, 0.8), random)
        case _:
            return _drop(asks, random.uniform(0.3, 0.6), random), asked


def _weaken_sentence(asks: str, text: str, random: Random) -> tuple[str, str]:
    """Return a sentence as it asks, and the passage without it, or with less of it."""
    if random.random() < 0.6:
        return _drop(asks, 0.1, random), text.replace(asks, " ", 1)
    return _drop(asks, 0.4, random), text.replace(asks, _drop(asks, 0.4, random), 1)


def _drop(text: str, share: float, random: Random) -> str:
    words = text.split()
    kept = [word for word in words if random.random() >= share]
    return " ".join(kept if len(kept) > 2 else words[:3])


def _split(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in split_sentences(text)]


def deal_batches(
    archives: Sequence[Sequence[Pair]], random: Random, *, size: int, of_a_release: int
) -> list[list[Pair]]:
    """Return batches of pairs, each of one archive and with several of one release: the hardest to tell from each other.

    What one pair asks, the passages of all others in its batch do not answer.
    """
    batches: list[list[Pair]] = []
    for pairs in archives:
        by_release: dict[str, list[Pair]] = {}
        for pair in random.sample(pairs, len(pairs)):
            by_release.setdefault(pair.release_id, []).append(pair)
        runs = [
            own[start : start + of_a_release]
            for own in by_release.values()
            for start in range(0, len(own), of_a_release)
        ]
        random.shuffle(runs)
        dealt = [pair for run in runs for pair in run]
        batches += [dealt[start : start + size] for start in range(0, len(dealt) - size + 1, size)]
    random.shuffle(batches)
    return batches
