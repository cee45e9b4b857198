"""The quotations of a text, and whom it attributes them to."""

from __future__ import annotations

import pytest

from language.attributed import find_attributed, names_several


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will go,” said Ida Vale, the minister.", [("We will go,", "Ida Vale")]),
        ("“We will go,” Ms. Vale told reporters.", [("We will go,", "Ms. Vale")]),
        ('"We will go," Vale said. "It is late."', [("We will go,", "Vale"), ("It is late.", "Vale")]),
        ("Ida Vale, head of the Office of Ports and Rivers, noted that “it is late.”", [("it is late.", "Ida Vale")]),
        ("On Tuesday, Mr. Orr told reporters, “We never left.”", [("We never left.", "Mr. Orr")]),
        ("Orr spoke. “It is late,” Orr added. He said: “Go home.”", [("It is late,", "Orr"), ("Go home.", "Orr")]),
        ("According to Secretary Ann Lee, “it works.”", [("it works.", "Secretary Ann Lee")]),
        ("In the words of Ida Vale, “it works.”", [("it works.", "Ida Vale")]),
        ("He closed in the old words of Ida Vale: “It works.”", [("It works.", "Ida Vale")]),
        ("The rule that the “safe ship” continues to be the better one stands.", [("safe ship", None)]),
        ("(the crews): “It works.”", [("It works.", None)]),
        ("Ida Vale: “It works.”", [("It works.", "Ida Vale")]),
        ("Ida Vale – Head of Toys\n“It works. It does.”", [("It works. It does.", "Ida Vale")]),
        ("“It works,” said Ida Vale.\n\n“It is late,” said Bo Orr.", [("It works,", "Ida Vale"), ("It is late,", "Bo Orr")]),
        (
            "“It works,” said Ida Vale. Minister Bo Orr told reporters: “Go home.”",
            [("It works,", "Ida Vale"), ("Go home.", "Minister Bo Orr")],
        ),
        ("“It works,” said Gov. J. Vale Jr. of the harbour.", [("It works,", "Gov. J. Vale Jr.")]),
        ("The harbour governor said today that “it sank.”", [("it sank.", "The harbour governor")]),
        ("“It sank.”", [("It sank.", None)]),
        ("«No subirán», dijo la ministra Irene Sosa en Tarsis.", [("No subirán", "Irene Sosa")]),
        ("«No subirán», dijo la ministra de Aguas, Irene Sosa.", [("No subirán", "Irene Sosa")]),
        ("El director general de Presas, Luis Faro, explicó que «no subirán».", [("no subirán", "Luis Faro")]),
        ("Según el director Luis Faro, «la obra costó 3 millones».", [("la obra costó 3 millones", "Luis Faro")]),
        ("Irene Sosa señaló: “No subirán”.", [("No subirán", "Irene Sosa")]),
        ("“Nadie pagará más”, aseguró la ministra.", [("Nadie pagará más", "la ministra")]),
        ("El llamado «canal viejo» sigue abierto.", [("canal viejo", None)]),
        ("A mark “that nothing closes\n\nand a new paragraph", []),
        ("“One paragraph.\n\n“And the next one,” said Ida Vale.", [("One paragraph.\n\n“And the next one,", "Ida Vale")]),
    ],
)  # fmt: skip
def test_attribution(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(text[one.start : one.end], one.speaker) for one in find_attributed(text)] == found


W = "We will go at dawn and come back by night"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # any verb beside a name
        (f"“{W},” sighed Vale.", "Vale"),
        (f"“{W},” sighed Minister Ida Vale, looking at her shoes.", "Minister Ida Vale"),
        (f"“{W},” Ida Vale shot back.", "Ida Vale"),
        (f"“{W},” Vale grumbled on Monday.", "Vale"),
        (f"“{W},” Ida Vale, the minister, shrugged.", "Ida Vale"),
        (f"“{W}!” thundered spokesperson Bo Orr.", "Bo Orr"),
        (f"“{W},” she whispered.", "she"),
        (f"Vale sighed: “{W}.”", "Vale"),
        (f"On Monday, Ida Vale shot back, “{W}.”", "Ida Vale"),
        (f"Vale was blunt: “{W}.”", "Vale"),
        (f"Vale said nothing, but Bo Orr was calm: “{W}.”", "Bo Orr"),
        (f"Orr had fallen silent. Then Vale chimed in: “{W}.”", "Vale"),
        (f"“{W},” as Vale put it.", "Vale"),
        (f"‘{W}’, sighed Vale.", "Vale"),
        (f"„{W}“, sagte Ida Vale.", "Ida Vale"),
        (f"Ida Vale sagte: „{W}.“", "Ida Vale"),
        (f"„{W}“, erklärte Ministerin Ida Vale am Montag.", "Ministerin Ida Vale"),
        (f"«\u00a0{W}\u00a0», a déclaré Ida Vale.", "Ida Vale"),
        (f"Ida Vale a déclaré\u00a0: «\u00a0{W}\u00a0».", "Ida Vale"),
        (f"Selon Ida Vale, «\u00a0{W}\u00a0».", "Ida Vale"),
        (f"“{W}”, dijo Ida Vale.", "Ida Vale"),
        (f"“{W}”, según Ida Vale.", "Ida Vale"),
        (f"“{W},” spokesperson Bo Orr said.", "Bo Orr"),
        (f"“{W},” Ida Vale’s aide Bo Orr said.", "Bo Orr"),
        (f"Asked about it, her spokesperson Bo Orr was brief: “{W}.”", "Bo Orr"),
        (f"While Bo Orr said “{W}”, Ida Vale insisted “it is late, and the quay is shut”.", "Bo Orr"),
        (f"Bo Orr said “it is late”, Ida Vale insisted “{W}”.", "Ida Vale"),
        (f"“{W},” said Ida Vale, “and it is late.”", "Ida Vale"),
        # no verb
        (f"Ida Vale: “{W}.”", "Ida Vale"),
        (f"Ida Vale – “{W}.”", "Ida Vale"),
        (f"“{W}.” — Ida Vale", "Ida Vale"),
        (f"“{W}.”\n— Ida Vale, Harbour Governor", "Ida Vale"),
        (f"“{W},” according to Ida Vale.", "Ida Vale"),
        (f"In the words of Ida Vale, “{W}.”", "Ida Vale"),
        # asides and relative clauses
        (f"Ida Vale, whose aide Bo Orr had said in May that there was no boat, told reporters: “{W}.”", "Ida Vale"),
        (f"Ida Vale, who had met Bo Orr, said: “{W}.”", "Ida Vale"),
        (f"Ida Vale, asked what Bo Orr had said, answered: “{W}.”", "Ida Vale"),
        (f"“{W},” said Ida Vale, whose aide Bo Orr was there.", "Ida Vale"),
        (f"“{W},” Ida Vale, who succeeded Bo Orr, said.", "Ida Vale"),
        # whole names and descriptions
        (f"“{W},” said a lock keeper who goes by the name “Shorty.”", "a lock keeper"),
        (f"“{W},” said an angry old lock keeper in May.", "an angry old lock keeper"),
        (f"“{W},” said the mayor’s deputy yesterday.", "the mayor’s deputy"),
        (f"“{W},” said a spokeswoman for the harbour.", "a spokeswoman for the harbour"),
        (f"“{W},” said Bo “the Beacon” Orr.", "Bo “the Beacon” Orr"),
        (f"Bo “the Beacon” Orr said: “{W}.”", "Bo “the Beacon” Orr"),
        (f"“{W},” said Đorđe Łukasz.", "Đorđe Łukasz"),
        (f"“{W},” Ørsted told the house.", "Ørsted"),
        # pronouns
        (f"Minister Ida Vale opened the quay. “{W},” she said.", "Minister Ida Vale"),
        (f"Minister Ida Vale was late. Bo Orr, her aide, spoke first. “{W},” he said.", "Bo Orr"),
        (f"“Good day,” said Ida Vale.\n\nBo Orr, the pilot, was curt. “{W},” he said.", "Bo Orr"),
        (f"Minister Ida Vale met Mayor Bo Orr. “{W},” she said.", "she"),
        (f"Kessport lay in fog. “{W},” she said.", "she"),
        (f"Upper Dale reopened at noon. “{W},” he said.", "he"),
        (f"Minister Ida Vale spoke at Port Amity. She looked tired. “{W},” she said.", "Minister Ida Vale"),
        (f"Minister Ida Vale spoke. He looked tired. “{W},” she said.", "she"),
        (f"Minister Ida Vale waited. “{W},” they said.", "they"),
        (f"Bo Orr’s aide, Ida Vale, said no. “{W},” she added.", "Ida Vale"),
        # or not at all
        (f"Bo Orr was asked: “{W}?”", None),
        (f"Bo Orr was told by Ida Vale: “{W}.”", None),
        (f"“{W},” added Bo Orr, quoting Ida Vale.", None),
        (f"“{W},” wrote to Bo Orr one of the keepers.", None),
        (f"“{W},” Bo Orr heard Ida Vale say.", None),
        (f"“{W},” Bo Orr did not say.", None),
        (f"Bo Orr never said: “{W}.”", None),
        (f"“{W},” Ida Vale was quoted as saying.", None),
        (f"“{W}.”\n\nBo Orr, the pilot, would not be drawn when we met him in May.\n\nMore soon.", None),
        (f"“{W}.” Bo Orr, the pilot, would not be drawn.", None),
        (f"“{W}.” Bo Orr said on Monday that the quay was shut.", None),
        (f"“{W}!” Bo Orr said the quay was shut.", None),
        (f"Boats Are Back\n\n“{W}.”", None),
        (f"Bo Orr, asked about it, quoted her: “{W}.”", None),
        (f"Bo Orr quoted Vale: “{W}.”", None),
        (f"Bo Orr got a letter from the mayor: “{W}.”", None),
        (f"“{W},” denied Bo Orr.", None),
        (f"“{W}” amused Bo Orr.", None),
        (f"Vale said nothing, and Bo Orr was glad of it when he left: “{W}.”", None),
        (f"Bo Orr read the bill. A crowd had gathered by noon. “{W}.”", None),
    ],
)  # fmt: skip
def test_an_article_attributes_to_the_right_person_or_to_nobody(text: str, speaker: str | None) -> None:
    (one,) = (quotation for quotation in find_attributed(text) if W in text[quotation.start : quotation.end])
    assert one.printed == speaker


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“The ferry sails,” said Ida Vale. “It is late.”", ["Ida Vale", "Ida Vale"]),
        ("“The ferry,” said Ida Vale, “sails at dawn.”", ["Ida Vale", "Ida Vale"]),
        ("“The ferry sails,” said Ida Vale. Bo Orr was curt. “It is late.”", ["Ida Vale", None]),
        ("“The ferry sails,” said Ida Vale.\n\n“It is late.”", ["Ida Vale", None]),
        ("“The ferry sails,” said Ida Vale, and Bo Orr nodded. “It is late.”", ["Ida Vale", None]),
        ("“The ferry sails,” Ida Vale and Bo Orr said. “It is late.”", ["Ida Vale and Bo Orr", "Ida Vale and Bo Orr"]),
    ],
)  # fmt: skip
def test_a_quotation_goes_on_from_the_one_before(text: str, speakers: list[str | None]) -> None:
    assert [one.printed for one in find_attributed(text)] == speakers


@pytest.mark.parametrize(
    ("who", "several"),
    [("Ida Vale and Bo Orr", True), ("Ida Vale", False), ("Secretary of Ports and Rivers Ida Vale", False)],
)
def test_several_names(who: str, several: bool) -> None:
    assert names_several(who) is several


def test_quoting_oneself() -> None:
    (one,) = find_attributed("And I said, “Look, we sail at dawn.”")
    assert (one.speaker, one.own) == (None, True)
