"""What a question takes for granted and officials contradict: shown as such, and only where they do."""

from __future__ import annotations

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.releases import Voice
from archive.store import Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Answer, Archive, Question, Status, wording
from retrieval.answering.premises.contradiction import list_claims, takes_for_granted
from retrieval.rendering import describe_answer
from retrieval.weights import WeightsFile, load_weights


def weigh(**sections: dict[str, float]) -> WeightsFile:
    """Return the weights that are shipped, with other bounds in some sections."""
    file = load_weights()
    changed = {name: getattr(file.fitted, name).model_copy(update=bounds) for name, bounds in sections.items()}
    return file.model_copy(update={"fitted": file.fitted.model_copy(update=changed)})


RELEASES = {
    "dam.md": """---
title: Press Briefing by Spokesperson Ilse Brandt
date: 2040-03-02
tags: press-briefings
---

MS. BRANDT: Good afternoon.

Q The Harbour Gazette says that the engineers called the Orlen dam unsafe last autumn. Why was the valley told nothing?

MS. BRANDT: I have read the Gazette. The engineers have never called the Orlen dam unsafe. They asked for a new
gate, and it has one.

Q Is the ministry going to lower the lake?

MS. BRANDT: We will lower it by two metres in April, for the new gate.

Q And is it true that the Minister sold the ferry Kittiwake to a cousin of hers?

MS. BRANDT: No. She did nothing of the sort. The ferry was given to the school of navigation.

Q Will the Minister be at the opening of the lighthouse?

MS. BRANDT: I don’t have anything on her plans for the lighthouse. I’ll get back to you.

Q How many divers work on the gate?

MS. BRANDT: There are 14 divers at work on the gate of the Orlen dam. They work in two shifts.
""",
    "ferry.md": """---
title: Press Briefing by Spokesperson Ilse Brandt
date: 2040-05-21
tags: press-briefings
---

MS. BRANDT: Good morning. The shipyard of Skarrow delivers the new ferry in June. We have not made a decision about the name
of the new ferry. Children of the valley sent us 300 names.

Q The Gazette reported that the crew of the new ferry went on strike over their cabins?

MS. BRANDT: That report is false. The crew of the new ferry sails every day.

Q Thank you.

Q Now that the court of Vintry has stopped the toll for lorries, are you thinking of a toll for cyclists on the pier?

MS. BRANDT: No. Nobody wants that.

Q Did the Minister get the letter about the harbour?

MS. BRANDT: I have not read the letter about the harbour myself.

Q What happened to the barge Heron?

MS. BRANDT: It was blown up by her crew, but not with the boat of the Ministry.

MS. BRANDT: We shall not forget Anders Molv. The bells will never sound for Anders Molv.

MS. BRANDT: Some say that the tunnel under the fjord was paid by a foreign bank. That is simply not true. The province paid.
""",
    "fish.md": """---
title: Remarks by Minister Ada Quill at the Fishing Fair
date: 2040-04-10
tags: speeches-remarks
---

MINISTER QUILL: Thank you all for coming. The quota for herring stays at 900 tonnes, as we promised in the winter.

The smokehouses of the old quay open again on Monday. Forty people have found work there. The road
to the quay was mended in March by the province.

We have not raised the licence fee for small boats, and we pay half of the fuel of every boat below nine metres.

The lighthouse of Orlen shows its lamp to visitors. If the lighthouse of Orlen were closed to visitors, the valley would miss it.
The ministry set the herring cap of the fjord at 62,500 for the year.
""",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Archive:
    """Two releases in which an official denies three things, and evades a fourth."""
    folder = tmp_path_factory.mktemp("premises")
    (folder / "releases").mkdir()
    for name, text in RELEASES.items():
        (folder / "releases" / name).write_text(text, encoding="utf-8")
    ingest([str(folder / "releases")], store=folder / "store", embedder=embedder, progress=SilentProgress())
    return Archive(Store(folder / "store"), embedder)


@pytest.mark.parametrize(
    ("question", "words", "denied"),
    [
        ("When did the engineers call the Orlen dam unsafe?", "call the Orlen dam unsafe", "have never called"),
        (
            "Why has the ministry raised the licence fee for small boats?", "raised the licence fee for small boats",
            "have not raised",
        ),
        (
            "For how much did the Minister sell the ferry Kittiwake to her cousin?",
            "Minister sell the ferry Kittiwake to her cousin",
            "No. She did nothing of the sort. The ferry was given to the school of navigation.",
        ),
        ("Why do 45 divers work on the gate of the Orlen dam?", "45 divers work", "14 divers"),
        (
            "Why did the ministry set the herring cap of the fjord at 125,000 for the year?", "125,000",
            "herring cap of the fjord at 62,500",
        ),
        (
            "Which name did the ministry choose for the new ferry?", "name did the ministry choose for the new ferry",
            "have not made a decision about the name",
        ),
        (
            "Why did the crew of the new ferry go on strike over their cabins?",
            "crew of the new ferry go on strike over their cabins",
            "That report is false. The crew of the new ferry sails every day.",
        ),
        (
            "Which foreign bank paid the tunnel under the fjord?", "foreign bank paid the tunnel under the fjord",
            "That is simply not true.",
        ),
    ],
    ids=[
        "a sentence denies it", "another speaker", "a reporter asked it", "another number",
        "a number that counts nothing", "not decided",
        "a report called false", "what was said before",
    ],
)  # fmt: skip
def test_officials_who_contradict_a_premise_come_first(
    archive: Archive, question: str, words: str, denied: str
) -> None:
    for caution in (0.01, 1.01):
        answer = Archive(archive.store, archive.answerer.embedder, caution=caution).ask(question)
        assert answer.status is Status.CONTRADICTED
        assert answer.premise is not None
        assert answer.premise.words == words
        (first,) = answer.denials
        assert denied in first.quote
        assert first.voice is Voice.OFFICIAL
        assert first.quote == archive.release(first.release_id).text[first.start : first.end]
        assert answer.text.startswith(wording.CONTRADICTED)
        assert f"“{first.quote}” [1]" in answer.text
        assert answer.citations == answer.denials
        numbers = [one.n for one in (*answer.citations, *answer.nearest)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert not {one.quote for one in answer.nearest} & {one.quote for one in answer.citations}
        assert answer.to_json()["premise"] == {"words": words, "contradicted_by": [1]}


def test_what_is_taken_for_granted_is_not_answered_as_if_it_stood(archive: Archive) -> None:
    eager = Archive(archive.store, archive.answerer.embedder, caution=0.01)
    taken = "When did the engineers call the Orlen dam unsafe?"
    assert eager.ask(taken).premise is not None
    # Who asks whether it is so, or what was said of it, is answered by the same words; and at 0 all is answered.
    assert eager.ask("Did the engineers call the Orlen dam unsafe?").answered
    assert eager.ask("What did Brandt say about the unsafe Orlen dam?").answered
    every = Archive(archive.store, archive.answerer.embedder, caution=0.0)
    assert every.ask(taken).answered


@pytest.mark.parametrize(
    "bounds",
    [{"held": 2.0}, {"best_sentences": 0}],
    ids=["of fewer words the same", "outdone by others"],
)
def test_what_is_not_sure_is_not_said(archive: Archive, bounds: dict[str, float]) -> None:
    wary = Archive(archive.store, archive.answerer.embedder, caution=1.01, weights=weigh(premises=bounds))
    answer = wary.ask("When did the engineers call the Orlen dam unsafe?")
    assert (answer.status, answer.premise) == (Status.NOT_IN_ARCHIVE, None)
    assert wording.CONTRADICTED not in describe_answer(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Why have the engineers never called the Orlen dam unsafe?",
        "By how much will the lake be lowered in April?",
        "What is the quota for herring?",
        "When was the road to the quay mended?",
        "Why will the Minister open the lighthouse?",
        "Which boats get half of their fuel paid?",
        "Why do 14 divers work on the gate of the Orlen dam?",
        "Why do 40 people work at the smokehouses of the old quay?",
        "Why does the ministry pay two thirds of the fuel?",
        "When do the smokehouses of the old quay open again?",
        "When was the lighthouse of Orlen opened to visitors?",
        "Why did the ministry set the herring cap of the fjord at 62,500 for the year?",
        "When does the shipyard of Skarrow deliver the new ferry?",
        "Why was the lighthouse of Skarrow closed?",
        "Why did the smokehouses of the old quay close?",
        "Which dam did the engineers call unsafe, beside the one in Skarrow?",
        "What did the Minister ask the school of navigation for?",
        "When did the Minister read the letter about the harbour?",
        "Which lorries does the court of Vintry spare the toll?",
        "How many crews does the chief pilot of Vintry lead?",
        "Why did the Ministry blow up the barge Heron?",
        "How often does Anders Molv sing on Sundays?",
    ],
)
def test_nothing_is_contradicted_that_stands(archive: Archive, question: str) -> None:
    for caution in (0.01, 1.01):
        assert Archive(archive.store, archive.answerer.embedder, caution=caution).ask(question).premise is None


def test_the_exchange_is_led_to(archive: Archive) -> None:
    wary = Archive(archive.store, archive.answerer.embedder, caution=1.01)
    answer = wary.ask("For how much did the Minister sell the ferry Kittiwake to her cousin?")
    assert answer.asked_at is not None
    text = archive.release(answer.asked_at.release_id).text
    assert "sold the ferry Kittiwake" in text[answer.asked_at.start : answer.asked_at.end]


def test_console_tells_denials_from_the_nearest(archive: Archive) -> None:
    wary = Archive(archive.store, archive.answerer.embedder, caution=1.01)
    answer: Answer = wary.ask("When did the engineers call the Orlen dam unsafe?")
    told = describe_answer(answer)
    contradicted, nearest = told.index(wording.CONTRADICTED), told.index(wording.NEAREST)
    assert contradicted < told.index("never called the Orlen dam unsafe") < nearest
    assert told.index("[1] ") < nearest < told.index("\n[2] ", nearest)


@pytest.mark.parametrize(
    ("question", "granted"),
    [
        ("Why hasn’t she signed the treaty of Skarrow?", False),
        ("whom shouldnt the fee be raised for", False),
        ("Which harbour of the north cannot be closed?", False),
        ("Which harbour of the north can be closed?", True),
        ("What did Brandt say about the treaty of Skarrow?", False),
        ("Has the treaty of Skarrow been signed?", False),
        ("Why did she sign?", False),
        ("Why did she sign the treaty of Skarrow?", True),
    ],
)
def test_what_takes_nothing_for_granted(archive: Archive, question: str, granted: bool) -> None:
    assert (
        takes_for_granted(archive.answerer.look(Question(text=question)).findings, load_weights().fitted.premises)
        is granted
    )


@pytest.mark.parametrize(
    "question",
    [
        "Why did she keep the annex of the treaty secret?",
        "Why did she leave Skarrow off the list of harbours?",
        "Why did she give the ferry away instead of selling it?",
    ],
)
def test_what_was_withheld_is_borne_out_by_a_denial(archive: Archive, question: str) -> None:
    findings = archive.answerer.look(Question(text=question)).findings
    assert not list_claims(findings, load_weights().fitted.premises)
