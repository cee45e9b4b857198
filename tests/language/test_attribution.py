"""Every clause, heading and signature beside a quotation that says whose it is."""

from __future__ import annotations

import pytest

from language.attribution import AttributionPlace, find_attributions

AFTER, BEFORE, HEAD, HEADING, SIGNATURE, SUBJECT, PRECEDING = (
    AttributionPlace.AFTER, AttributionPlace.BEFORE, AttributionPlace.HEAD, AttributionPlace.HEADING, AttributionPlace.SIGNATURE,
    AttributionPlace.SUBJECT, AttributionPlace.PRECEDING,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "thorough", "found"),
    [
        ("“It sails,” said Ida Vale.", True, [("Ida Vale", AFTER)]),
        ("“It sails,” said Bo “Sails” Orr.", True, [("Bo Orr", AFTER)]),
        ("“It sails,” sighed Ida Vale.", True, []),
        ("“It sails,” sighed Ida Vale.", False, [("Ida Vale", AFTER)]),
        ("Ida Vale spoke of ice, adding, “It sails.”", True, [("Ida Vale", SUBJECT)]),
        ("Ida Vale spoke of ice, adding, “It sails.”", False, []),
        ("Ida Vale spoke of ice. “It sails.”", True, [("Ida Vale", PRECEDING)]),
        ("Ida Vale, whose aide Bo Orr said no, told us: “It sails.”", False, [("Ida Vale", BEFORE)]),
        ("Ida Vale: “It sails.”", True, [("Ida Vale", HEAD)]),
        ("Ida Vale\n“It sails.”", True, [("Ida Vale", HEADING)]),
        ("“It sails.”\n— Ida Vale, pilot", True, [("Ida Vale", SIGNATURE)]),
    ],
)
def test_what_is_found_beside_a_quotation(text: str, thorough: bool, found: list[tuple[str, AttributionPlace]]) -> None:
    quotations = [
        one for one in find_attributions(text, thorough=thorough) if "sails" in text[one.start : one.end].lower()
    ]
    assert [(one.who, one.place) for one in quotations[0].found] == found
