"""Suggestions: questions that the archive answers, made from the archive itself: to begin with, and to go on with.

What is proposed here is tried before it is shown: ``Archive.starters`` and ``Archive.next_questions`` ask each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from archive import OFFICIAL_VOICES, CatalogueReader, Generation
from language import each_pattern, list_words
from retrieval.answer import Answer, Retrieved
from retrieval.query import word_question

STARTERS_TRIED = 40
NEXT_TRIED = 6
LONGEST_TITLE = 120  # characters: a starter is a line or two


def propose_starters(generation: Generation) -> Iterator[str]:
    """Yield questions that the archive's own titles suggest: those that name a speaker first, then topics, then titles."""
    titles = generation.catalogue.latest_by_kind(tuple(OFFICIAL_VOICES), limit=STARTERS_TRIED)
    asked = [(read_topic(title), speaker, ask_about(title, speaker, generation.catalogue)) for title, speaker in titles]
    yield from (question for topic, speaker, question in asked if topic and speaker)
    yield from (question for topic, speaker, question in asked if topic and not speaker)
    yield from (question for topic, _, question in asked if not topic and question)


def propose_next(
    answer: Answer, beside: Sequence[Retrieved], people: Collection[str], catalogue: CatalogueReader
) -> Iterator[str]:
    """Yield what to ask after an answer: what others of these ``people`` said of it, and what releases are about.

    ``beside`` are passages that bear on the question, best first.
    """
    asked = {citation.speaker for citation in answer.citations} | set(answer.filters.speakers)
    asked |= {name for name in people if name.split()[-1] in answer.resolved_question}
    read = {citation.release_id for citation in (*answer.citations, *answer.nearest)}
    official = [one for one in beside if one.voice in OFFICIAL_VOICES]
    others = dict.fromkeys(one.speaker for one in official if one.speaker in people and one.speaker not in asked)
    topics = [one for one in official if one.release_id not in read and read_topic(one.title)]
    of_it = [word_question("asking.said_of_it", catalogue, speaker=name or "") for name in others if answer.answered]
    of_others = dict.fromkeys(
        ask_about(one.title, one.speaker if one.speaker in people else None, catalogue) for one in topics
    )
    for pair in zip_longest(of_it, of_others):
        yield from filter(None, pair)


def ask_about(title: str, speaker: str | None, catalogue: CatalogueReader) -> str:
    """Return a question about what a release's title names, by its only speaker where it has one; '' for a long title."""
    topic = read_topic(title)
    if topic and speaker:
        return word_question("asking.said_about", catalogue, speaker=speaker, topic=topic)
    if topic:
        return word_question("asking.about", catalogue, topic=topic)
    return word_question("asking.of_title", catalogue, title=title) if len(title) <= LONGEST_TITLE else ""


def read_topic(title: str) -> str:
    """Return what a title says that its release is about, '' where it does not say or says it in one word."""
    bare = title
    for day in each_pattern("asking.day"):
        bare = day.sub("", bare)
    found = next(filter(None, (topic.search(bare.strip(" ,")) for topic in each_pattern("asking.topic"))), None)
    topic = found["topic"].strip() if found else ""
    first, _, rest = topic.partition(" ")
    article = first.lower() in list_words("asking.articles")
    return (f"{first.lower()} {rest}" if article else topic) if rest else ""
