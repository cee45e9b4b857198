"""Questions: where in what somebody says the last one begins."""

from __future__ import annotations

from language.sentences import split_sentences
from language.words import content_words

LEANS = 3  # a question of fewer words that carry meaning ('Could you confirm that?') leans on what was said before it


def find_last_question(said: str) -> int:
    """Return the offset where the last question begins, or the sentence before it where it leans on that; 0 without one."""
    sentences = split_sentences(said)
    for place, (start, end) in reversed(list(enumerate(sentences))):
        if "?" in said[start:end]:
            leans = len(content_words(said[start:end])) < LEANS
            return sentences[max(0, place - leans)][0]
    return 0
