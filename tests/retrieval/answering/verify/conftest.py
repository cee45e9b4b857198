"""Evidence over an invented ministry of fens, open to be verified against."""

from __future__ import annotations

from datetime import date

import pytest

from archive import Voice
from archive.models.embedder import SentenceEmbedder
from language import find_markings
from retrieval.answer import Citation
from retrieval.answering.verify import Verification, Verifier
from retrieval.weights import load_weights

SAID = date(2033, 5, 9)


def line(n: int, quote: str, **told: object) -> Citation:
    """Return a line of evidence: the words of Minister Orla Fenn, where nothing else is told."""
    fields: dict[str, object] = {
        "release_id": f"fen-{n}.md", "title": "Briefing on the fens", "date": SAID, "url": None, "kind": "briefing",
        "voice": Voice.OFFICIAL, "speaker": "Orla Fenn", "speaker_label": "MINISTER FENN", "office": "Minister of Fens",
        "start": 0, "end": len(quote), "corrections": find_markings(quote),
    }  # fmt: skip
    return Citation(n=n, quote=quote, **(fields | told))  # type: ignore[arg-type]


EVIDENCE = (
    line(1, "We opened more than 40 pumping stations along the Dray in April, and they moved 3 million litres a day."),
    line(2, "The Reed Office will not close the dyke at Marlow before the herons have left."),
    line(3, "We plan to build a second sluice near Tolm, and it may cost up to 12 million crowns."),
    line(4, "Last year the Fen Survey counted ~~310~~ [290] nesting pairs, which surprised all of us."),
    line(5, "Is it true that the dyke leaks every winter?", voice=Voice.REPORTER, speaker=None, speaker_label="Q", office=None),
    line(6, "My farm was flooded twice because the pumps stood still.", voice=Voice.GUEST, speaker="Pell Arden",
         speaker_label="MR. ARDEN", office=None),
    line(7, "The ferry to Osk runs again on 14 June, and the fare stays at 5 crowns."),
)  # fmt: skip


@pytest.fixture(scope="session")
def verifier(embedder: SentenceEmbedder) -> Verifier:
    """The verifier by the shipped bounds."""
    return Verifier(embedder, load_weights().for_model(embedder.digest).verification)


@pytest.fixture(scope="session")
def verification(verifier: Verifier) -> Verification:
    """The evidence, open."""
    return verifier.open(EVIDENCE, "What did Fenn and Minister Quill say about the fens?")
