"""Transcripts in other languages than English: who asks, who answers, and the language that each is told to be in."""

from __future__ import annotations

import pytest

from archive import Voice
from ingest.readers import read_release

# (language, title, [(label, voice, words)]): each of an invented ministry.
TRANSCRIPTS = [
    (
        "es",
        "Conferencia de prensa del secretario de Aguas, Bruno Rivas",
        [
            ("SECRETARIO BRUNO RIVAS", Voice.OFFICIAL, "Buenas tardes. El canal de Oriel abrirá el lunes, muy tarde."),
            ("PREGUNTA", Voice.REPORTER, "¿Quién paga el retraso, señor secretario?"),
            ("SECRETARIO BRUNO RIVAS", Voice.OFFICIAL, "Lo paga la empresa. No se tocará el presupuesto."),
            ("REPORTERA", Voice.REPORTER, "¿Y las multas?"),
            ("SECRETARIO BRUNO RIVAS", Voice.OFFICIAL, "Se cobrarán en junio."),
        ],
    ),
    (
        "fr",
        "Conférence de presse de la ministre des Eaux",
        [
            ("LA MINISTRE", Voice.OFFICIAL, "Bonjour à tous. Le canal de Tarsis ouvrira lundi, avec deux semaines de retard."),
            ("JOURNALISTE", Voice.REPORTER, "Madame la ministre, qui paiera ce retard ?"),
            ("LA MINISTRE", Voice.OFFICIAL, "L’entreprise paiera. Le budget ne changera pas."),
            ("QUESTION", Voice.REPORTER, "Et les amendes ?"),
            ("LA MINISTRE", Voice.OFFICIAL, "Elles seront perçues en juin."),
        ],
    ),
    (
        "de",
        "Pressekonferenz des Ministeriums für Gewässer",
        [
            ("STAATSSEKRETÄRIN LENZ", Voice.OFFICIAL, "Guten Tag. Der Kanal von Tarsis öffnet am Montag, zwei Wochen zu spät."),
            ("FRAGE", Voice.REPORTER, "Wer bezahlt die Verspätung?"),
            ("STAATSSEKRETÄRIN LENZ", Voice.OFFICIAL, "Die Firma bezahlt. Der Haushalt ändert sich nicht."),
            ("ZUSATZFRAGE", Voice.REPORTER, "Und die Bußgelder?"),
            ("STAATSSEKRETÄRIN LENZ", Voice.OFFICIAL, "Sie werden im Juni erhoben."),
        ],
    ),
    (
        "pt",
        "Entrevista coletiva da ministra das Águas, Lia Prado",
        [
            ("MINISTRA LIA PRADO", Voice.OFFICIAL, "Boa tarde. O canal de Tarsis abre na segunda-feira, com atraso."),
            ("JORNALISTA", Voice.REPORTER, "Quem paga o atraso, ministra?"),
            ("MINISTRA LIA PRADO", Voice.OFFICIAL, "A empresa paga. O orçamento não muda."),
            ("PERGUNTA", Voice.REPORTER, "E as multas?"),
            ("MINISTRA LIA PRADO", Voice.OFFICIAL, "Serão cobradas em junho."),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "turns"), TRANSCRIPTS, ids=[one[0] for one in TRANSCRIPTS])
def test_a_press_conference(language: str, title: str, turns: list[tuple[str, Voice, str]]) -> None:
    body = "\n\n".join(f"{label}: {words}" for label, _, words in turns)
    release = read_release(f"---\ntitle: {title}\ndate: 2041-05-04\n---\n\n{body}\n".encode(), release_id="a.md")
    assert release.language == language
    told = [(turn.label, turn.voice, release.text[turn.said : turn.end].strip()) for turn in release.turns]
    assert told == turns
