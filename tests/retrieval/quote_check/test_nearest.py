"""What comes nearest to words that are nowhere: by the words they share, by their meaning, each place once."""

from __future__ import annotations

from retrieval import Archive, QuoteMatch


def nearest(archive: Archive, quote: str) -> tuple[QuoteMatch, ...]:
    check = archive.check_quote(quote)
    assert check.verdict.value == "not-found"
    return check.matches


def test_whole_sentences_are_shown_each_place_once(harbour: Archive) -> None:
    matches = nearest(harbour, "No passengers and no lamps were ever lost off the northern pier, whatever he says")
    assert 1 <= len(matches) <= 3
    for match in matches:
        assert not any(match.overlaps(other) for other in matches if other is not match)
        assert match.citation.quote[-1:] in ".?”"


def test_what_shares_no_word_is_found_by_its_meaning(harbour: Archive) -> None:
    matches = nearest(harbour, "Illumination shall return")
    assert all(match.meaning is not None for match in matches)


def test_the_best_by_words_or_by_meaning_comes_first(harbour: Archive) -> None:
    matches = nearest(harbour, "Early each morning the ferry sails with herring aboard and nobody else on it")
    scores = [max(match.similarity, match.meaning or 0.0) for match in matches]
    assert scores == sorted(scores, reverse=True)
