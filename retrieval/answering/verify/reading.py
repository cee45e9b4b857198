"""Reading: the words of a sentence and of the evidence, each with its vector, read once and compared many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from archive import Embedder, Tokens
from language import STOP_WORDS, Kind, fold_name, fold_words, split_sentences, stem
from retrieval.answer import Citation
from retrieval.citations import as_corrected


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
        """Whether it carries meaning of its own: no function word."""
        return self.folded not in STOP_WORDS and self.folded.split("'")[0] not in STOP_WORDS


@dataclass(frozen=True)
class ReadText:
    """A text, its words in order, and the unit vector of each, float32 of shape (words, dimension); zeros beyond the model."""

    text: str
    words: tuple[ReadWord, ...]
    vectors: NDArray[np.float32]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The folded words, in order."""
        return tuple(word.folded for word in self.words)

    @cached_property
    def sentence_starts(self) -> dict[int, int]:
        """The position of the first word of each sentence, by the sentence's number."""
        starts: dict[int, int] = {}
        for at, word in enumerate(self.words):
            starts.setdefault(word.sentence, at)
        return starts


@dataclass(frozen=True)
class Cited:
    """One line of the evidence: the citation, and its words as the release corrects them, with the header of its table."""

    citation: Citation
    read: ReadText

    @cached_property
    def named_beside(self) -> frozenset[str]:
        """The folded words of who speaks, in what office, and of the release's title: names that need not be in the words."""
        told = self.citation
        beside = (told.speaker, told.speaker_label, told.office, told.title, told.quoted_by)
        return frozenset(word for one in beside if one for word in fold_name(one))


def read_texts(texts: Sequence[str], embedder: Embedder) -> list[ReadText]:
    """Return the texts with their words and the words' vectors, from one pass of the model."""
    tokens = embedder.read(texts)[1] if texts else []
    return [_read(text, read) for text, read in zip(texts, tokens, strict=True)]


def read_evidence(evidence: Sequence[Citation], embedder: Embedder) -> list[Cited]:
    """Return the lines of the evidence, read."""
    texts = [" ".join(filter(None, (one.header, as_corrected(one)))) for one in evidence]
    return [Cited(*pair) for pair in zip(evidence, read_texts(texts, embedder), strict=True)]


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
