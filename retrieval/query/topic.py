"""Topic: whether a question has one, beside whose words, of when and in what kind of release it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from language import content_words, stem, word_set
from retrieval.question import Chip

_EMPTY = frozenset(map(stem, word_set("questions.of_no_topic")))


def names_no_topic(text: str, chips: Sequence[Chip], kinds: Iterable[str]) -> bool:
    """Whether a question asks for all that was said where its chips narrow it to: 'What did the Minister say in May?'.

    ``kinds`` are the archive's kinds of release, whose names are no topic either.
    """
    own = [chip for chip in chips if not chip.in_opening]
    if not own:
        return False
    for chip in sorted(own, key=lambda chip: -chip.start):
        if text[chip.start : chip.end] != chip.words:
            return False  # it was read from other words than these
        text = f"{text[: chip.start]} {text[chip.end :]}"
    of_kinds = {stem(word) for kind in kinds for word in kind.lower().split()}
    return not {stem(word) for word in content_words(text)} - of_kinds - _EMPTY
