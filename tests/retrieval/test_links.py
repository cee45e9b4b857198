"""Links: which addresses may be followed, and how one leads to the words."""

from __future__ import annotations

import pytest

from retrieval import link_to_words

PAGE = "https://ministry.example/news/1"


@pytest.mark.parametrize(
    ("url", "words", "link"),
    [
        (PAGE, "No visa was refused.", f"{PAGE}#:~:text=No%20visa%20was%20refused."),
        (PAGE, "a well-known, “old” & <b>bold</b> claim",
         f"{PAGE}#:~:text=a%20well%2Dknown%2C%20%E2%80%9Cold%E2%80%9D%20%26%20%3Cb%3Ebold%3C%2Fb%3E%20claim"),
        (PAGE, "one two three four five six seven eight nine ten eleven twelve thirteen",
         f"{PAGE}#:~:text=one%20two%20three%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve%20thirteen"),
        (PAGE, "The first line.\n\nThe last line.", f"{PAGE}#:~:text=The%20first%20line.,The%20last%20line."),
        (PAGE, "We sail at ~~noon~~ [dusk] today.", f"{PAGE}#:~:text=We%20sail%20at,today."),
        (PAGE, " \n ", PAGE),
        (f"{PAGE}#part", "No visa", f"{PAGE}#part"),
        (f"{PAGE}.pdf#page=2", "No visa", f"{PAGE}.pdf#page=2"),
        (f"{PAGE}.PDF", "No visa", f"{PAGE}.PDF"),
        ("javascript:alert(1)", "No visa", None),
        (None, "No visa", None),
    ],
)  # fmt: skip
def test_a_link_names_the_words(url: str | None, words: str, link: str | None) -> None:
    assert link_to_words(url, words) == link
