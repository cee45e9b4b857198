"""Late interaction: what a question's tokens find among a passage's, and how much each of them counts."""

from __future__ import annotations

import numpy as np
import pytest

from archive.tokens import TokenCodes, Tokens
from language import stem
from retrieval.search.late_interaction import AskedTokens, Interaction, interact, weigh_tokens
from retrieval.weights import LateInteraction


def test_what_stands_outside_a_part_counts_less() -> None:
    asked = AskedTokens(
        vectors=np.eye(4, dtype=np.float32),
        weights=np.full(4, 0.25, dtype=np.float32),
        ranking=np.full(4, 0.25, dtype=np.float32),
        starts=np.array([0, 6, 12, 20], dtype=np.uint16),
    )
    shares = asked.share_part(6, 20, outside=0.3)
    assert shares.tolist() == pytest.approx([0.3, 1, 1, 0.3])
    focused = FOUND.focus(np.array([0.3, 1], dtype=np.float32))
    assert focused.weights == pytest.approx(np.array([0.3 * 0.75, 0.25]) / (0.3 * 0.75 + 0.25))
    assert focused.bear(0, 16)[0] == pytest.approx((0.3 * 0.9 + 0.6) / 1.3)


@pytest.mark.parametrize(("cut", "expected"), [(12, [2, 3]), (20, [0, 1])])  # cut off: what was not read stays as it is
def test_a_follow_ups_tokens_are_read_behind_its_opening(cut: int, expected: list[int]) -> None:
    def tokens(rows: list[int], starts: list[int]) -> AskedTokens:
        weights = np.full(len(rows), 1 / len(rows), dtype=np.float32)
        return AskedTokens(
            vectors=np.eye(4, dtype=np.float32)[rows],
            weights=weights,
            ranking=weights,
            starts=np.array(starts, dtype=np.uint16),
        )

    whole, own = tokens([0, 1, 2, 3], [0, 6, 12, 20]), tokens([0, 1], [0, 8])
    behind = own.read_behind(whole, cut)
    assert behind.vectors.argmax(axis=1).tolist() == expected
    assert (behind.weights.tolist(), behind.starts.tolist()) == (own.weights.tolist(), own.starts.tolist())


def test_two_questions_beside_each_other_count_half_each() -> None:
    first, second = (
        Interaction(
            similarities=np.array(rows, dtype=np.float32),
            weights=np.full(len(rows), 1 / len(rows), dtype=np.float32),
            starts=np.array([0, 8], dtype=np.uint16),
        )
        for rows in ([[1.0, 0.0], [0.0, 0.0]], [[0.0, 1.0]])
    )
    both = first.beside(second)
    assert both.score() == pytest.approx((first.score() + second.score()) / 2)
    assert both.score(0, 8) == pytest.approx(first.score() / 2)
    assert both.bear(0, 16)[0] == pytest.approx((first.bear(0, 16)[0] + second.bear(0, 16)[0]) / 2)


# Two asked tokens, the first of three quarters of the weight, and four tokens of a text that begin at 0, 4, 8 and 12.
FOUND = Interaction(
    similarities=np.array([[0.9, 0.1, 0.5, 0.0], [0.0, 0.6, 0.2, 0.4]], dtype=np.float32),
    weights=np.array([0.75, 0.25], dtype=np.float32),
    starts=np.array([0, 4, 8, 12], dtype=np.uint16),
)


@pytest.mark.parametrize(
    ("start", "end", "score", "about"),
    [
        (0, 16, 0.75 * 0.9 + 0.25 * 0.6, (0.9 + 0.6 + 0.5 + 0.4) / 4),
        (4, 12, 0.75 * 0.5 + 0.25 * 0.6, (0.6 + 0.5) / 2),
        (5, 9, 0.75 * 0.5 + 0.25 * 0.2, 0.5),  # a token belongs where it begins
        (13, 16, 0, 0),
    ],
)
def test_each_asked_token_takes_the_nearest_of_the_place(start: int, end: int, score: float, about: float) -> None:
    assert FOUND.score(start, end) == pytest.approx(score)
    assert FOUND.about(start, end) == pytest.approx(about)
    assert FOUND.score_all([(start, end)]) == pytest.approx(score)


def test_several_places_are_taken_together() -> None:
    assert FOUND.score_all([(0, 4), (12, 16)]) == pytest.approx(0.75 * 0.9 + 0.25 * 0.4)
    assert FOUND.score_all([]) == 0


def test_each_asked_token_counts_the_same_where_a_sentence_is_chosen() -> None:
    match, about = FOUND.bear(0, 16)
    assert (match, about) == pytest.approx(((0.9 + 0.6) / 2, FOUND.about(0, 16)))
    assert FOUND.bear(4, 8, header=(0, 4))[0] == pytest.approx((0.9 + 0.6) / 2)
    assert FOUND.bear(13, 16) == (0, 0)


COUNTS = LateInteraction(stop_word=0.3, ranking_stop_word=2.0, ranking_pronoun=4.0, no_word=0.1, outside_part=0.3)


def test_a_rare_word_counts_for_more_and_not_for_more_by_being_cut_into_tokens() -> None:
    text = "Did Pelorra pay?"
    starts = [0, 4, 6, 8, 12, 15]  # Did, Pe, lor, ra, pay, ?
    tokens = Tokens(
        starts=np.array(starts, dtype=np.uint16),
        ends=np.array([*starts[1:], 16], dtype=np.uint16),
        vectors=np.zeros((6, 2), dtype=np.float32),
    )
    asked = weigh_tokens(text, tokens, {stem("Pelorra"): 6.0, stem("pay"): 1.0}, COUNTS)
    did, *name, pay, mark = asked.weights
    assert asked.weights.sum() == pytest.approx(1)
    assert name == pytest.approx([name[0]] * 3)
    assert name[0] / pay == pytest.approx(6 / 3**0.5)
    assert did / pay == pytest.approx(COUNTS.stop_word)
    assert mark / pay == pytest.approx(COUNTS.no_word)
    assert asked.ranking.sum() == pytest.approx(1)
    assert asked.ranking[0] / asked.ranking[4] == pytest.approx(COUNTS.ranking_stop_word)


@pytest.mark.parametrize(("pointing_from", "first", "last"), [(None, 2.0, 2.0), (13, 2.0, 4.0), (0, 4.0, 4.0)])
def test_a_pronoun_of_a_follow_up_counts_as_a_name_in_ranking(
    pointing_from: int | None, first: float, last: float
) -> None:
    starts = [0, 4, 9, 13, 17]  # Did, they, pay, did, they
    tokens = Tokens(
        starts=np.array(starts, dtype=np.uint16), ends=np.array([3, 8, 12, 16, 21], dtype=np.uint16),
        vectors=np.zeros((5, 2), dtype=np.float32),
    )  # fmt: skip
    asked = weigh_tokens("Did they pay did they", tokens, {stem("pay"): 1.0}, COUNTS, pointing_from=pointing_from)
    assert (asked.ranking / asked.ranking[2]).tolist() == pytest.approx([2.0, first, 1, 2.0, last])
    assert (asked.weights / asked.weights[2]).tolist() == pytest.approx([0.3, 0.3, 1, 0.3, 0.3])


def test_tokens_are_compared_with_the_kept_signs() -> None:
    asked = AskedTokens(
        vectors=np.eye(2, dtype=np.float32),
        weights=np.full(2, 0.5, np.float32),
        ranking=np.full(2, 0.5, np.float32),
        starts=np.array([0, 4], np.uint16),
    )
    kept = TokenCodes(starts=np.array([0, 7, 9], np.uint16), signs=np.array([[1, 0], [0, -1], [0, 1]], np.float32))
    found = interact(asked, kept)
    assert found.similarities.tolist() == [[1, 0, 0], [0, -1, 1]]
    assert found.score(0, 9) == pytest.approx(0.5)
    assert found.score() == pytest.approx(1)
