"""Asked names: whom a question asks for is marked in the quotation, by the full names that the archive knows."""

from __future__ import annotations

import pytest

from language.names import fold_name
from retrieval.query.answer_type import MOST_NAMES, find_names

KNOWN = {
    fold_name(name)
    for name in ("Ada Quill", "Jon R. Okoro", "Bo Vint", "Noor van Haddad", "Ida Vale", "Una Dale", "Mia Holt")
}


@pytest.mark.parametrize(
    ("question", "quote", "names"),
    [
        ("Who leads the delegation?", "The delegation is led by Ada Quill, with Bo Vint.", ["Ada Quill", "Bo Vint"]),
        ("By whom was it signed?", "It was signed by Envoy Jon R. Okoro on Friday.", ["Jon R. Okoro"]),
        ("In May, who came?", "NOOR VAN HADDAD came.", ["NOOR VAN HADDAD"]),
        ("Who met Ada Quill?", "Ada Quill was met by Bo Vint.", ["Bo Vint"]),
        ("Who came with Quill?", "Ada Quill’s guest was Bo Vint.", ["Bo Vint"]),
        ("When did the envoy who signed it come?", "Ada Quill came in May.", []),
        ("How many came?", "Ada Quill and Bo Vint came.", []),
        ("Who came?", "Ada, Quill and the others came with Ada Brown.", []),
        ("Who came?", "", []),
    ],
)
def test_people_asked_for_are_found(question: str, quote: str, names: list[str]) -> None:
    assert [quote[start:end] for start, end in find_names(question, quote, KNOWN)] == names


def test_where_there_are_many_none_stands_out() -> None:
    quote = "Ada Quill, Jon R. Okoro, Bo Vint, Noor van Haddad, Ida Vale, Una Dale and Mia Holt came."
    assert len(KNOWN) > MOST_NAMES
    assert find_names("Who came?", quote, KNOWN) == []
