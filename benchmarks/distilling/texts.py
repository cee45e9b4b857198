"""Texts: what archives hold to learn from, questions as people ask them and passages in the form in which a store embeds them."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import ASKED, Passage, Release, Voice
from ingest.readers import ReadOptions
from ingest.reading import DateOrders, ReadFile, read_files
from ingest.sources import find_files
from language import split_sentences

RELEASES, TEXTS, QUESTIONS = 4, 8, 5  # in a batch; the others of each release
FEWEST_PASSAGES = 3  # of a release that is learned from
REAL, TITLE = (
    0.4,
    0.5,
)  # up to here a question is a reporter's, up to here a title; the others are made of words of a passage
IN_CONTEXT = 0.6  # of the texts stand below their title, day and speaker, as a store embeds them
LEAST, LONGEST = 180, 420  # characters of a text: its sentences are enough from the one on, and cut at the other
WORDS = (2, 7)  # in a row, of which a question is made
LONGEST_QUESTION = 220  # characters
_MADE = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one release gives: its title, the questions that were put in it, and its passages."""

    title: str
    questions: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Questions and texts; each question is compared with each text."""

    questions: tuple[str, ...]
    texts: tuple[str, ...]


def read_sources(archives: Sequence[str]) -> list[Source]:
    """Read releases as an ingest does, without a store; raises UsageError for a folder that is not there."""
    files = [file for archive in archives for file in find_files(archive).files]
    read = read_files(files, ReadOptions(), DateOrders(), current={})
    items = (one[1].read for one in read if not isinstance(one, ReadFile))
    sources = [_source(item[0], item[1]) for item in items if item is not None]
    return [one for one in sources if len(one.passages) >= FEWEST_PASSAGES]


def _source(release: Release, passages: Sequence[Passage]) -> Source:
    asked = [release.text[turn.said : turn.end] for turn in release.turns if turn.voice is Voice.REPORTER]
    questions = [text[start:end].strip() for text in asked for start, end in split_sentences(text)]
    return Source(
        title=release.title,
        questions=tuple(one for one in questions if one.endswith("?") and len(one.split()) > 3),
        passages=tuple(passages),
    )


def draw_batch(sources: Sequence[Source], chance: random.Random) -> Batch:
    """Return a batch of some releases: hard to tell apart within each, easy between them."""
    questions: list[str] = []
    texts: list[str] = []
    for source in chance.sample(sources, RELEASES):
        passages = chance.sample(source.passages, min(TEXTS, len(source.passages)))
        texts += [_draw_text(passage, chance) for passage in passages]
        questions += [_draw_question(source, passages, chance) for _ in range(QUESTIONS)]
    return Batch(questions=tuple(questions), texts=tuple(texts))


def _draw_text(passage: Passage, chance: random.Random) -> str:
    """Return some sentences of a passage in a row, mostly below what a store puts before them.

    Without the reporter's question: a text that holds what is asked, word for word, teaches to look for copies.
    """
    spans = split_sentences(passage.text) or [(0, len(passage.text))]
    starts = [start for start, _ in spans if start <= len(passage.text) - LEAST] or [0]
    text = passage.text[chance.choice(starts) :][:LONGEST]
    context = passage.context.partition(f" {ASKED}")[0]
    return f"{context}\n{text}" if chance.random() < IN_CONTEXT else text


def _draw_question(source: Source, passages: Sequence[Passage], chance: random.Random) -> str:
    kind = chance.random()
    if kind < REAL and source.questions:
        return chance.choice(source.questions)[:LONGEST_QUESTION]
    if kind < TITLE:
        return source.title[:LONGEST_QUESTION]
    words = chance.choice(passages).text.split()
    size = chance.randint(*WORDS)
    start = chance.randrange(max(1, len(words) - size))
    asked = " ".join(words[start : start + size]).strip('.,;:—–-"“”')
    return str(chance.choice(_MADE["forms"])).format(who=chance.choice(_MADE["who"]), words=asked)
