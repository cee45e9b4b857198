"""Quotation marks: the words inside them, of any country, and which marks quoted words still need."""

from __future__ import annotations

import pytest

from language.quotation_marks import find_marked, outer_marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“It sails,” said Orr. “It is late.”", ["It sails,", "It is late."]),
        ("“He said, ‘It’s late,’ and left.”", ["He said, ‘It’s late,’ and left."]),
        ("“He said, “It is late,” and left.”", ["He said, “It is late,” and left."]),
        ("“One.\n\n“Two ‘three’ four.”", ["One.\n\n“Two ‘three’ four."]),
        ("“One.\n\nTwo, unmarked.”", ["One.\n\nTwo, unmarked."]),
        ("A mark “that nothing closes\n\nand another “one”.", ["one"]),
        ('"We go," said Orr. "It is late."', ["We go,", "It is late."]),
        ('"One.\n\n"Two."', ['One.\n\n"Two.']),
        ('"One.\n\n“Two.”', ['One.\n\n“Two.']),
        ('A pipe of 12" and one of 14" for the pump.', []),
        ("‘We go,’ said Orr. ‘It’s late, isn’t it?’", ["We go,", "It’s late, isn’t it?"]),
        ("‘The keepers’ board pays it,’ he said.", ["The keepers’ board pays it,"]),
        ("‘He said, “It’s the keepers’ way,” and left,’ she said.", ["He said, “It’s the keepers’ way,” and left,"]),
        ("He called it ‘a mess’ and left.", ["a mess"]),
        ("He called it ‘a mess’. The keepers’ wages rise.", ["a mess"]),
        ("‘Never!’ ‘Always!’", ["Never!", "Always!"]),
        ("‘One.\n\n‘Two’s four.’", ["One.\n\n‘Two’s four."]),
        ("'We go,' said Orr. 'It's late, isn't it?'", ["We go,", "It's late, isn't it?"]),
        ("The keepers' wages, the '90s, 'tis all rock 'n' roll and don't.", []),
        ("The keepers’ wages, the ’90s and the men’s wages don’t.", []),
        ("„Sie ist zu“, sagte Vale. „Sie bleibt ‚für immer‘ zu.“", ["Sie ist zu", "Sie bleibt ‚für immer‘ zu."]),
        ("»Die Schleuse ist ›zu‹«, sagte Vale.", ["Die Schleuse ist ›zu‹"]),
        ("„Eins.\n\n„Zwei.“", ["Eins.\n\n„Zwei."]),
        ("„Śluza stoi”, powiedział. „Mówił »idź« i poszedł.”", ["Śluza stoi", "Mówił »idź« i poszedł."]),
        ("«\u00a0L’écluse “tient” bien\u00a0», a dit Vale.", ["\u00a0L’écluse “tient” bien\u00a0"]),
        ("« Un.\n\n» Deux », dit-elle.", [" Un.\n\n» Deux "]),
        ("«Uno “dos” ‘tres’», dijo Vale.", ["Uno “dos” ‘tres’"]),
        ("”Slussen är stängd”, sade Vale.", ["Slussen är stängd"]),
    ],
)  # fmt: skip
def test_what_stands_in_marks(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_marked(text, 0, len(text))] == found


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("The ferry sails at dawn.", ("“", "”")),
        ("The ferry, which they call “the old lady”, sails at dawn.", ("“", "”")),
        ("They call it “the old lady.”", ("“", "”")),
        ("“The ferry sails at dawn.”", ("", "")),
        ('"The ferry sails at dawn."', ("", "")),
        ("“The ferry sails at dawn,” she said.", ("", "")),
        ("“The ferry,” said Ida Vale. “It sails at dawn.”", ("", "")),
        ("“The ferry sails at dawn. Nobody was told.", ("", "”")),
        ("It sails at dawn,” she said.", ("“", "")),
        ("It sails at dawn,” she said. “Every day.”", ("“", "")),
        ('The ferry, which they call "the old lady", sails at dawn.', ("“", "”")),
        ("‘The ferry sails,’ she said.", ("", "")),
        ("’Tis late.", ("“", "”")),
        ("„Die Fähre fährt.“", ("", "")),
        ("„Die Fähre fährt. Niemand", ("", "“")),
        ("« Le bac part », dit-elle.", ("", "")),
        ("“", ("", "”")),
        ("", ("“", "”")),
    ],
)
def test_outer_marks(text: str, marks: tuple[str, str]) -> None:
    assert outer_marks(text) == marks
