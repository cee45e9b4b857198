"""The quotations of a text, and whom it attributes them to."""

from __future__ import annotations

import pytest

from language.attribution import find_attributed


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


def test_quoting_oneself() -> None:
    (one,) = find_attributed("And I said, “Look, we sail at dawn.”")
    assert (one.speaker, one.own) == (None, True)
