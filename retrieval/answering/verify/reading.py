"""Reading: the words of a sentence and of the evidence, each with its vector, read once and compared many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from archive import Embedder, Tokens
from language import STOP_WORDS, Kind, fold_name, fold_words, is_negation, split_sentences, stem, word_set
from retrieval.answer import Citation
from retrieval.citations import as_corrected
from retrieval.spans import GAP

_EMPTY = STOP_WORDS | word_set("composed.empty")


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word of a text: as written, folded, its stem, its place, and the number of its sentence."""

    written: str
    folded: str
    stem: str
    start: int
    end: int
    sentence: int

    @property
    def is_number(self) -> bool:
        """Whether it is a number, also one written in words."""
        return self.folded[:1].isdigit()

    @property
    def has_meaning(self) -> bool:
        """Whether it carries meaning of its own: no function word, and no negation."""
        return not {self.folded, self.folded.split("'")[0]} & _EMPTY and not is_negation(self.folded)


@dataclass(frozen=True, eq=False)
class ReadText:
    """A text, its words in order, and the unit vector of each, float32 of shape (words, dimension); zeros beyond the model."""

    text: str
    words: tuple[ReadWord, ...]
    vectors: NDArray[np.float32]

    def joined_with(self, after: ReadText) -> ReadText:
        """Return both texts as one, a blank between them."""
        offset, sentences = len(self.text) + 1, self.count_sentences()
        moved = (
            replace(word, start=word.start + offset, end=word.end + offset, sentence=word.sentence + sentences)
            for word in after.words
        )
        vectors = np.concatenate([self.vectors, after.vectors])
        return ReadText(f"{self.text} {after.text}", (*self.words, *moved), vectors)

    def count_sentences(self) -> int:
        """Return how many sentences there are, up to the last that has words."""
        return self.words[-1].sentence + 1 if self.words else 0

    def at(self, offset: int) -> int:
        """Return the position of the word at an offset, or of the next one."""
        return next((at for at, word in enumerate(self.words) if word.end > offset), max(len(self.words) - 1, 0))

    @cached_property
    def sentences(self) -> dict[int, ReadText]:
        """Each of the sentences as a text of its own, by its number."""
        places: dict[int, list[int]] = {}
        for place, word in enumerate(self.words):
            places.setdefault(word.sentence, []).append(place)
        whole = len(places) < 2
        return {} if whole else {number: self.part(range(held[0], held[-1] + 1)) for number, held in places.items()}

    def part(self, places: range) -> ReadText:
        """Return some of the words, and the text from the first of them up to what follows, as a text of its own."""
        first, last = places.start, places.stop
        start = self.words[first].start if first else 0
        end = self.words[last].start if last < len(self.words) else len(self.text)
        words = tuple(
            replace(word, start=word.start - start, end=word.end - start, sentence=0) for word in self.words[first:last]
        )
        return ReadText(self.text[start:end], words, self.vectors[first:last])

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The folded words, in order."""
        return tuple(word.folded for word in self.words)


@dataclass(frozen=True, eq=False)
class Cited:
    """What a sentence may rest on: a line of the evidence, or lines that stand side by side in one turn, read as one.

    The words are those that the release corrects them to, with the header of a table before its row.
    """

    citations: tuple[Citation, ...]
    read: ReadText
    lines: tuple[Cited, ...] = ()  # those that it was joined from

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the lines."""
        return tuple(one.n for one in self.citations)

    @property
    def first(self) -> Citation:
        """The first line, of whose speaker and day all of them are."""
        return self.citations[0]

    @cached_property
    def named_beside(self) -> frozenset[str]:
        """The folded words of who speaks, in what office, and of the release's title: names that need not be in the words."""
        told = self.first
        beside = (told.speaker, told.speaker_label, told.office, told.title, told.quoted_by)
        return frozenset(word for one in beside if one for word in fold_name(one))

    @cached_property
    def sentences(self) -> dict[int, Cited]:
        """The same lines with one sentence of their words each, by its number; of joined ones, the lines' own."""
        if not self.lines:
            parts = {number: replace(self, read=part) for number, part in self.read.sentences.items()}
            return parts or {word.sentence: self for word in self.read.words[:1]}
        found: dict[int, Cited] = {}
        before = 0
        for line in self.lines:
            found |= {before + number: one for number, one in line.sentences.items()}
            before += line.read.count_sentences()
        return found

    def joined_with(self, after: Cited) -> Cited:
        """Return the words of both as one."""
        lines = (*(self.lines or (self,)), *(after.lines or (after,)))
        return Cited((*self.citations, *after.citations), self.read.joined_with(after.read), lines)

    def is_followed_by(self, other: Cited) -> bool:
        """Whether another line goes on from this one: the same person's words, right behind it in the same release."""
        last, after = self.citations[-1], other.first
        one_voice = (last.release_id, last.voice, last.speaker) == (after.release_id, after.voice, after.speaker)
        return one_voice and 0 <= after.start - last.end <= GAP


def read_texts(texts: Sequence[str], embedder: Embedder) -> list[ReadText]:
    """Return the texts with their words and the words' vectors, from one pass of the model."""
    tokens = embedder.read(texts)[1] if texts else []
    return [_read(text, read) for text, read in zip(texts, tokens, strict=True)]


def read_evidence(evidence: Sequence[Citation], embedder: Embedder) -> list[Cited]:
    """Return the lines of the evidence, read."""
    texts = [" ".join(filter(None, (one.header, as_corrected(one)))) for one in evidence]
    return [Cited((one,), read) for one, read in zip(evidence, read_texts(texts, embedder), strict=True)]


def _read(text: str, tokens: Tokens) -> ReadText:
    ends = [end for _, end in split_sentences(text)] or [len(text)]
    kept = [word for word in fold_words(text) if word.kind is not Kind.STRUCK]
    sentences = np.searchsorted(ends, [word.end for word in kept])
    words = tuple(
        ReadWord(text[one.start : one.end], one.folded, stem(one.folded), one.start, one.end, int(sentence))
        for one, sentence in zip(kept, sentences, strict=True)
    )
    return ReadText(text, words, _word_vectors(words, tokens))


def _word_vectors(words: Sequence[ReadWord], tokens: Tokens) -> NDArray[np.float32]:
    """Return the unit vector of each word: the mean of its tokens'."""
    first = np.searchsorted(tokens.ends, [word.start for word in words], side="right")
    last = np.searchsorted(tokens.starts, [word.end for word in words], side="left")
    vectors = np.zeros((len(words), tokens.vectors.shape[1]), dtype=np.float32)
    for at, (a, b) in enumerate(zip(first, last, strict=True)):
        if a < b:
            vectors[at] = tokens.vectors[a:b].mean(axis=0)
    lengths: NDArray[np.float32] = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
    return np.divide(vectors, lengths, dtype=np.float32)
