"""Which words of a sentence are denied, and which replies deny from the start."""

from __future__ import annotations

import pytest

from language.negation import calls_untrue, denies_outright, find_denials, reads_undecided


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("The survey has never said that the dam was unsafe.", ["said that the dam was unsafe"]),
        (
            "There was no payment of money, and there was no exchange of crews.",
            ["payment of money", "exchange of crews"],
        ),
        ("It is not the old ferry but the harbour that is closed.", ["the old ferry"]),
        ("We aren’t charging any rent; we are paying it.", ["charging any rent"]),
        ("Nobody in a centre pays.", ["in a centre pays"]),
        ("She did not sign the treaty because she was away.", ["sign the treaty"]),
        (
            "We set no conditions — political or other — on the doses.",
            ["conditions — political or other — on the doses"],
        ),
        ("It is inaccurate to say that the ferry was sold.", ["to say that the ferry was sold"]),
        ("La presa no se cerró en marzo.", ["se cerró en marzo"]),
        ("Nunca dijimos que subirían las tarifas.", ["dijimos que subirían las tarifas"]),
        ("Tampoco se cobrará por el riego, pero habrá multas.", ["se cobrará por el riego,"]),
        ("No solo abrimos el canal viejo.", []),
        ("No sé si se firmó el acuerdo.", []),
        ("Si no se firma el acuerdo, se cierra.", []),
        ("No vamos a especular sobre ese informe.", []),
        ("¿No se cerró la presa en marzo?", []),
        ("No, the ferry sails on Monday.", []),
        ("I have nothing new on the ferry of Skarrow.", []),
        ("You didn’t ask me about the ferry.", []),
        ("We have not only mended the bridge.", []),
        ("It opens no later than May.", []),
        ("The list includes but is not limited to ferries.", []),
        ("The minister should not sign the treaty.", []),
        ("If the treaty is not signed, the ferries stop.", []),
        ("She wouldn’t sign such a treaty.", []),
        ("A clerk who does not sing in the choir signed it.", []),
        ("We cannot sign it this year.", []),
        ("There is no reason why she signed the treaty.", []),
        ("They pay no tax.", []),
        ("I don’t know whether the treaty was signed.", []),
        ("I’m not going to comment on the treaty.", []),
        ("We don’t have any update on the treaty.", []),
        ("Why has the treaty not been signed?", []),
        ("Don’t sign the treaty.", []),
        ("The envoy read out “the treaty was not signed” to us.", []),
        ("The treaty was not signed" + " by the envoy of the province" * 12 + ".", []),
    ],
)
def test_what_a_sentence_denies(sentence: str, denied: list[str]) -> None:
    assert [sentence[one.start : one.end].strip() for one in find_denials(sentence)] == denied


@pytest.mark.parametrize(
    ("reply", "denial"),
    [
        ("No, they are not. They are moored.", "No, they are not. They are moored."),
        ("Well, no. That one never sailed. It was sold.", "Well, no. That one never sailed."),
        ("Not yet. (Laughter.)", "Not yet."),
        ("That’s not accurate, so let me say what is. We bought two.", "That’s not accurate, so let me say what is."),
        ("On the second part, that is not true. We bought two.", "On the second part, that is not true."),
        ("There is no annex, secret or otherwise. It has a map.", "There is no annex, secret or otherwise."),
        ("No, no es así. Las tarifas quedan igual.", "No, no es así. Las tarifas quedan igual."),
        ("Eso es falso y lo diré una vez. Nadie vendió nada.", "Eso es falso y lo diré una vez."),
        ("No lo sé. Mañana se verá.", ""),
        ("Sí, así es. Se abrió en mayo.", ""),
        ("No doubt about it. It is signed.", ""),
        ("No, I wouldn’t read it that way.", ""),
        ("No, I don’t have anything on that.", ""),
        ("I’m not going to talk about that.", ""),
        ("No? I heard that it did.", ""),
        ("We signed it on Monday. It was not easy.", ""),
        ("", ""),
    ],
)
def test_a_reply_that_denies_from_its_first_words(reply: str, denial: str) -> None:
    assert reply[: denies_outright(reply)] == denial


@pytest.mark.parametrize(
    ("sentence", "undecided"),
    [
        ("We have not made a decision about the name.", True),
        ("No final decisions have been made.", True),
        ("A decision has not yet been taken.", True),
        ("The committee is still assessing it.", True),
        ("The bill has yet to reach her desk.", True),
        ("Todavía no hay una decisión.", True),
        ("No se ha firmado el acuerdo.", True),
        ("El acuerdo se firmó ayer.", False),
        ("We have made a decision about the name.", False),
        ("Have you not made a decision?", False),
        ("The decision was made on Monday.", False),
    ],
)
def test_what_is_not_decided(sentence: str, undecided: bool) -> None:
    assert reads_undecided(sentence) is undecided


@pytest.mark.parametrize(
    ("sentence", "untrue"),
    [
        ("That report is inaccurate.", True),
        ("Simply not true.", True),
        ("There is no truth to that allegation.", True),
        ("That is a lie.", True),
        ("If that is not true, we will say so.", False),
        ("Eso es falso.", True),
        ("No es cierto.", True),
        ("Es una obra cara.", False),
        ("Is that not true?", False),
        ("The vote was built on a lie.", False),
        ("The survey is true.", False),
    ],
)
def test_what_is_called_untrue(sentence: str, untrue: bool) -> None:
    assert calls_untrue(sentence) is untrue
