"""The language of a release and of a question."""

from __future__ import annotations

import pytest

from language.detection import detect_foreign, detect_language, name_language

QUESTIONS = {
    "es": [
        "¿Qué dijo la ministra sobre el agua?", "Cuántas presas se cerraron en marzo", "¿Cuándo se abrió el canal?",
        "Quién es el secretario de Aguas", "¿Cuánto costó la obra?", "por qué cerraron el puente",
        "QUÉ RESPONDIÓ EL PRESIDENTE A LA PRENSA", "¿Dónde está la presa nueva?", "¿La ministra negó el acuerdo?",
        "Qué pasó ayer en el puerto", "Cómo va el plan de riego", "¿Irene Salvatierra dijo que no subirán las tarifas?",
    ],
    "fr": [
        "Qu'a dit la ministre sur l'eau ?", "Combien de ponts ont été fermés en mars", "Quand le canal a-t-il ouvert ?",
        "Qui est le ministre de l'Eau", "Combien a coûté le chantier ?", "Pourquoi le pont est-il fermé",
        "QUE RÉPOND LE PRÉSIDENT À LA PRESSE", "Où se trouve le nouveau barrage ?", "La ministre a-t-elle nié l'accord ?",
        "Y a-t-il des amendes ?", "Où en est le plan d'irrigation", "Est-ce que les tarifs vont augmenter ?",
    ],
    "de": [
        "Was hat die Ministerin zum Wasser gesagt?", "Wie viele Brücken wurden im März gesperrt", "Wer ist der Wasserminister",
        "Wann wurde der Kanal eröffnet?", "Was kostete der Bau?", "Warum ist die Brücke zu", "Wann endet die Dürre",
        "WAS ANTWORTETE DER PRÄSIDENT DER PRESSE", "Wo liegt der neue Damm?", "Hat die Ministerin das Abkommen bestritten?",
        "Was geschah gestern am Hafen", "Wie steht es um die Bewässerung",
    ],
    "pt": [
        "O que disse a ministra sobre a água?", "Quantas pontes foram fechadas em março", "Quando foi aberto o canal?",
        "Quem é o ministro das Águas", "Quanto custou a obra?", "Por que fecharam a ponte", "A ministra negou o acordo?",
        "O QUE RESPONDEU O PRESIDENTE À IMPRENSA", "Onde fica a nova barragem?", "O que aconteceu ontem no porto",
        "Como está o plano de irrigação", "As tarifas vão subir?",
    ],
    "it": ["Cosa ha detto la ministra?"], "nl": ["Wat zei de minister over water?"], "zh": ["这个部门说了什么"],
    "el": ["Τι είπε η υπουργός για το νερό"], "ja": ["何人が救助されましたか"],  # noqa: RUF001
}  # fmt: skip
ENGLISH = [
    "Cod?", "Ida Vale", "What now?", "Visa fees", "Odalys Brenner", "El Salvador", "Marseille floods", "no", "NATO",
    "Obrador on trade", "And Mexico?", "HOW MANY VISAS WERE ISSUED IN FEBRUARY 2032?", "Rio de Janeiro summit", "La Niña",
    "rio de janeiro summit", "Nord Stream", "cod quota 2031", "Bundeswehr", "Emmanuel Macron’s visit", "Los Angeles-area ports",
    "San Juan, Puerto Rico", "Medicare Part D", "Guantánamo", "Did she?", "Mobilisation", "carbon price", "ferry wages",
    "What did Ibarra de la Vega say?", "Le Havre and Dieppe ferries", "did the minister comment on Los Cabos",
]  # fmt: skip


@pytest.mark.parametrize(("language", "question"), [(tag, one) for tag, asked in QUESTIONS.items() for one in asked])
def test_a_question_in_another_language_is_told(language: str, question: str) -> None:
    assert detect_foreign(question, ["en"]) == language
    assert detect_foreign(question, ["en", language]) is None


@pytest.mark.parametrize("question", ENGLISH)
def test_names_capitals_and_short_questions_in_english_are_none(question: str) -> None:
    assert detect_foreign(question, ["en"]) is None
    assert detect_foreign(question.upper(), ["en"]) is None


def test_english_is_told_where_an_archive_is_not_in_it() -> None:
    assert detect_foreign("What did the minister say about the dam?", ["es"]) == "en"
    assert detect_foreign("Irene Salvatierra", ["es"]) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Ministry reopened the lower lock on Monday, after three weeks of work on its gates.", "en"),
        ("El Ministerio reabrió el lunes la esclusa baja, tras tres semanas de obras en sus compuertas.", "es"),
        ("Le ministère a rouvert lundi l’écluse basse, après trois semaines de travaux sur ses portes.", "fr"),
        ("Das Ministerium hat am Montag die untere Schleuse nach drei Wochen Arbeit wieder geöffnet.", "de"),
        ("O Ministério reabriu na segunda-feira a eclusa baixa, depois de três semanas de obras.", "pt"),
        ("Presa 12: 4,5", None),
        ("", None),
    ],
)
def test_the_language_of_a_release(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_a_language_has_a_name() -> None:
    assert name_language("es") == "Spanish"
    assert name_language("xx") == "xx"
