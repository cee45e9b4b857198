"""What becomes of a model's sentences, and what they cite."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import CheckingModel
from archive.models.embedder import SentenceEmbedder
from retrieval.answering.verify import Reason, SentenceOutcome, Verification, Verifier, verify
from tests.archive.models.test_cross_encoder import save_checker
from tests.retrieval.answering.verify.conftest import EVIDENCE

KEPT, RECITED, QUOTED = SentenceOutcome.KEPT, SentenceOutcome.RECITED, SentenceOutcome.QUOTED


@pytest.mark.parametrize(
    ("sentence", "cited", "outcome", "citations"),
    [
        ("Fenn said that more than 40 pumping stations were opened along the Dray in April.", (1,), KEPT, (1,)),
        ("Fenn said that more than 40 pumping stations were opened along the Dray in April.", (3,), RECITED, (1,)),
        ("Fenn said that more than 40 pumping stations were opened along the Dray in April.", (), RECITED, (1,)),
        ("The Reed Office will not close the dyke at Marlow before the herons have left, Fenn said.", (1, 2), KEPT, (2,)),
        ("The ministry plans to build a second sluice near Tolm.", (3,), KEPT, (3,)),
        ("A second sluice will be built near Tolm.", (3,), KEPT, (3,)),
        ("The sluice near Tolm may cost up to 12 million crowns.", (3,), KEPT, (3,)),
        ("The Fen Survey counted 290 nesting pairs.", (4,), KEPT, (4,)),
        ("The ferry to Osk runs again on June 14.", (7,), KEPT, (7,)),
        ("The ferry to Osk runs again on 14 June, and more than 40 pumping stations were opened.", (7,), RECITED, (1, 7)),
        ("Pell Arden said his farm was flooded twice because the pumps stood still.", (6,), KEPT, (6,)),
        ("The Reed Office will not close the dyke at Marlow before the herons have left.", (), QUOTED, (2,)),
        ("Orla Fenn, 2033-05-09: The ferry to Osk runs again on 14 June, and the fare stays at 5 crowns.", (), QUOTED, (7,)),
    ],
)  # fmt: skip
def test_what_the_evidence_bears_is_given(
    verification: Verification,
    sentence: str,
    cited: tuple[int, ...],
    outcome: SentenceOutcome,
    citations: tuple[int, ...],
) -> None:
    found = verification.verify(sentence, cited=cited)
    assert (found.outcome, found.citations, found.reason) == (outcome, citations, None)


def test_a_quotation_is_the_evidences_own_words(verification: Verification) -> None:
    found = verification.verify(
        "the reed office will NOT close the dyke at marlow before the herons have left", cited=(1,)
    )
    assert found.text == verification.evidence[1].quote


@pytest.mark.model
@pytest.mark.parametrize(
    ("likeliest", "outcome", "reason"), [(1, KEPT, None), (0, SentenceOutcome.DROPPED, Reason.CHECKER)]
)
def test_a_checker_of_the_users_own_has_one_more_vote(
    tmp_path: Path,
    embedder: SentenceEmbedder,
    verifier: Verifier,
    likeliest: int,
    outcome: SentenceOutcome,
    reason: Reason | None,
) -> None:
    name = save_checker(tmp_path, embedder, labels={0: "contradiction", 1: "entailment"}, likeliest=likeliest)
    found = verify(
        "The ferry to Osk runs again on June 14.", EVIDENCE, "", embedder=embedder, bounds=verifier.bounds, cited=(7,),
        checker=CheckingModel(name),
    )  # fmt: skip
    assert (found.outcome, found.reason) == (outcome, reason)
