"""Sentences: the hard cases by which the library was chosen, and what its repairs must keep."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from language.sentences import split_sentences

# What each text splits into, the sentences set apart by ' ¶ '.
CASES = [
    "It rained. ¶ We left.",
    "I met Mr. Alden today. ¶ He was kind.",
    "Thanks to Ms. Orr and Dr. Vane for coming. ¶ Please sit.",
    "The U.S. Government agreed to it. ¶ Fine.",
    "He came home to the U.S. ¶ She stayed abroad.",
    "Across the U.S. people are waiting.",
    "We met at 9 a.m. on Tuesday. ¶ It was short.",
    "We met at 9 a.m. ¶ Then we left.",
    "We met at 3:00 P.M. EDT on Monday. ¶ It was short.",
    "It cost $1.2 billion in 2021. ¶ We paid.",
    "J. R. Tolk spoke first. ¶ Then we left.",
    "Robert B. Hale Jr. spoke at noon. ¶ Then we left.",
    "See Resolution No. 5 of the council. ¶ It passed.",
    "No. ¶ That is not so.",
    "Sec. 2. ¶ Policy. ¶ It is the policy of the council to listen.",
    "“We will not go,” he said. ¶ Then he left.",
    "“Have we a plan?” she asked. ¶ Then she left.",
    "“Have at it.” ¶ Look, we tried.",
    "He said, “We will go.” ¶ Then he left.",
    "“Go!” they cried. ¶ We went.",
    "He asked, “Why?” ¶ I said nothing.",
    "“It is a business. ¶ It breeds graft... ¶ So it’s counter to all,” he said. ¶ Then he left.",
    'He left. ¶ "We go." ¶ She said "No." ¶ Then he came.',
    "She said, “He told me, ‘Wait.’ ¶ I waited.” ¶ Then she left.",
    "It was… well, hard. ¶ We tried.",
    "I thought... maybe not. ¶ We tried.",
    "He — he did — he does have con- — confidence. ¶ Yes.",
    "That was fun. ¶ (Laughter.) ¶ Anyway, let us go.",
    "Thank you. ¶ (Applause.) ¶ Thank you.",
    "We met (as planned.) ¶ We left.",
    "Is it so? ¶ Yes. ¶ No!",
    "We went to St. Orland and to Ft. Brane. ¶ We stayed.",
    "Gen. Marl and Sen. Pike agreed. ¶ Rep. Dale did not.",
    "Growth was 3.5 percent. ¶ Prices fell 0.2 percent.",
    "Ships, trains, etc. were late. ¶ We waited.",
    "Some goods (e.g. grain, i.e. wheat) were late. ¶ We waited.",
    "On Jan. 5 we met. ¶ On Feb. 6 we left.",
    "See www.example.org for more. ¶ Thanks.",
    "Section 5.2 applies. ¶ See para. 4 of it.",
    "Under 22 U.S.C. 2151 we act. ¶ It is law.",
    "Dr. Ana Bell, Ph.D., spoke. ¶ We listened.",
    "We had 20. ¶ 30 came later.",
    "Here is the plan: We go. ¶ You stay.",
    "Orr Inc. and Vane Co. signed it. ¶ Good.",
    "He lives in Washington, D.C. ¶ She lives abroad.",
    "He lives in Washington, D.C., with her. ¶ She left.",
    "It costed [sic] more. ¶ We paid.",
    "It was not I. ¶ She did it.",
    "Take vitamin C. ¶ It helps.",
    "1. Open the door. ¶ 2. Close it.",
    "- Open the door. ¶ Close it.",
    "It took approx. five days. ¶ We waited.",
]

# The same in Spanish, French, German and Portuguese: nothing says which language a text is in.
CASES_OF_OTHERS = [
    "El Sr. Vega y la Dra. Rey llegaron tarde. ¶ ¿Por qué? ¶ No se sabe.",
    "Viajó a EE. UU. en mayo. ¶ Volvió.",
    "¡Basta! ¶ ¿Quién lo dijo? ¶ La ministra.",
    "El art. 5 de la ley rige. ¶ Véase la pág. 12.",
    "Son 1.234,5 hectáreas. ¶ Y 3.000 familias.",
    "«No subirán las tarifas», dijo. ¶ Luego se fue.",
    "La ministra dijo: «No subirán. ¶ Lo prometo». ¶ Y se fue.",
    "D. Luis Faro y Dña. Ana Rey firmaron. ¶ Nadie más.",
    "Vive en la Av. Central. ¶ Es grande.",
    "Costó 3 millones de dólares aprox. y tardó. ¶ Fin.",
    "Llegó a las 10 a. m. y habló. ¶ Se fue.",
    "Ud. lo sabe. ¶ Nosotros no.",
    "El núm. 4 se cerró. ¶ El 5 no.",
    "Dijo que... no. ¶ Así fue.",
    "El Lic. Ortiz y el Ing. Pardo asistieron. ¶ Fin.",
    "«¿Subirán?», preguntó. ¶ «No», dijo ella.",
    "J. Ángel Ruiz habló. ¶ Bien.",
    "M. Dupré et Mme Lenoir sont venus. ¶ Ils ont parlé.",
    "« Non », dit-il. ¶ Il partit.",
    "Mme. Roy a parlé. ¶ M. le ministre aussi.",
    "Il vit av. Foch. ¶ C’est loin.",
    "Cf. p. 12. ¶ Voir aussi l’art. 3 du code.",
    "Est-ce vrai ? ¶ Oui ! ¶ Bien.",
    "Das gilt z. B. für Schleusen. ¶ Gut.",
    "Das gilt z.B. für Schleusen. ¶ Gut.",
    "Dr. Weber und Prof. Lang kamen am 2. Oktober. ¶ Sie sprachen.",
    "Es gibt ca. 300 Schiffe, d. h. viele. ¶ Gut.",
    "Nr. 5 ist zu. ¶ Nr. 6 nicht.",
    "„Nein“, sagte sie. ¶ Dann ging sie.",
    "Die Fähren, Boote usw. fahren. ¶ Heute nicht.",
    "Am 3. Mai öffnet der Kanal. ¶ Endlich.",
    "Das sind bzw. waren Boote. ¶ Gut.",
    "Er kam u. a. aus Bonn. ¶ Gut.",
    "O Sr. Vega e a Dra. Rey chegaram. ¶ Falaram.",
    "A Exma. Sra. Ministra falou. ¶ Depois saiu.",
    "Não! ¶ Por quê? ¶ Não sei.",
    "V. Exa. sabe disso. ¶ Nós não.",
    "Eng. Pardo falou na Av. Brasil. ¶ Fim.",
]


@pytest.mark.parametrize("case", [*CASES, *CASES_OF_OTHERS])
def test_hard_cases(case: str) -> None:
    sentences = case.split(" ¶ ")
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_no_sentence_crosses_a_line() -> None:
    text = "A heading\nIt rained all\n\n  We left.  She stayed. \n- one\n"
    found = [text[start:end] for start, end in split_sentences(text)]
    assert found == ["A heading", "It rained all", "We left.", "She stayed.", "- one"]


def test_nothing_is_lost_and_nothing_overlaps() -> None:
    pieces = [
        "“",
        "”",
        '"',
        "(",
        ")",
        ". ",
        "? ",
        "… ",
        "A",
        "b",
        "Mr.",
        " ",
        "\n",
        "U.S.",
        "1.",
        "—",
        "👏",
        "é",
        "’",
        "[",
    ]
    chance = random.Random(4)
    for _ in range(500):
        text = "".join(chance.choices(pieces, k=30))
        spans = split_sentences(text)
        assert "".join(text[start:end] for start, end in spans).split() == text.split() or _bare(text, spans)
        assert all(a < b for a, b in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def _bare(text: str, spans: list[tuple[int, int]]) -> bool:
    """Say whether all that lies outside the spans is white space."""
    outside = list(text)
    for start, end in spans:
        outside[start:end] = [""] * (end - start)
    return not "".join(outside).strip()
