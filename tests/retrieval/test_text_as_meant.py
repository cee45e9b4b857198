"""Numbers, text and names as they were meant, from a file to an answer: releases of an invented ministry of forests."""

from __future__ import annotations

import pytest

from archive.models.embedder import SentenceEmbedder
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Archive, Filters, Question, Verdict

pytestmark = pytest.mark.model

_ESTATES = (
    "Alder Birch Cairn Dell Elm Fern Glen Heath Isle Juniper Knoll Larch Moss Nettle Oak Pine Quarry Rowan".split()
)
_ROWS = "\n".join(f"| {name} | {1100 + n * 13} | {200 + n * 7} | {31 + n} |" for n, name in enumerate(_ESTATES))
RELEASES = {
    "trees": (
        "FACT SHEET: Trees Planted",
        "Foresters planted 418<sup>1</sup> oaks at Brannock and 77[^2] elms at Sill.\n\n"
        "<sup>1</sup> Counted on March 30.\n\n[^2]: Replanted in autumn.",
    ),
    "pay": (
        "Statement by Minister Iona Strand on the Foresterâ€™s Pay",
        "The foresterâ€™s pay rises by 6 percent. The wolf&amp;rsquo;s return isn&amp;#8217;t a threat to anybody.",
    ),
    "roads": (
        "Statement by Minister Iona Strand on Roads",
        "{{< map >}}\n\nThe Ministry will mend the trans-\nport road to Brannock, as part of a long-\nterm plan.",
    ),
    "game": (
        "Report on Game, 2031",
        f"The Ministry counts game each year.\n\n| Estate | Deer | Boar | Hares |\n|---|---|---|---|\n{_ROWS}",
    ),
    "timber": ("Report on Timber", "The sale of timber brought 1.234.567,89 marks at home and 3'456'789 marks abroad."),
    "sawmill": (
        "Press Briefing by Deputy Minister Åse Bjørnstad",
        "11:00 A.M.\n\nDEPUTY MINISTER BJØRNSTAD:  Good morning.  The sawmill at Tromsø opens in July with 85 hands.\n\n"
        "Q    Who pays?\n\nDEPUTY MINISTER BJØRNSTAD:  The Ministry pays half of it.\n\n11:05 A.M.",
    ),
    "budget": (
        "Press Briefing by Budget Director Paula Orr",
        "11:00 A.M.\n\nDIRECTOR ORR:  Good morning.\n\nQ    Is it enough?\n\n"
        "DIRECTOR ORR:  It is enough for the oaks, and it is short for the elms.\n\n11:05 A.M.",
    ),
    "school": (
        "Remarks by FERA Administrator Margaret Vale at the Fire School",
        "2:00 P.M.\n\nADMINISTRATOR VALE:  Thank you.  The fire school trains 140 crews a year.\n\n2:07 P.M.",
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Archive:
    """The ministry's archive."""
    folder = tmp_path_factory.mktemp("forests")
    for day, (name, (title, text)) in enumerate(RELEASES.items(), 1):
        source = f'---\ntitle: "{title}"\ndate: 2031-04-{day:02d}\n---\n\n{text}\n'
        (folder / f"{name}.md").write_text(source, encoding="utf-8")
    store = tmp_path_factory.mktemp("store") / "store"
    report = ingest([str(folder)], store=store, embedder=embedder, progress=SilentProgress())
    assert report.notes == {
        "mis-decoded characters were mended": 1,
        "entities that were encoded twice were decoded": 1,
    }
    return Archive.open(store)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many oaks did foresters plant at Brannock?", "planted 418⁽¹⁾ oaks"),
        ("How many boar does the Rowan estate have?", "Rowan | 1321 | 319 | 48"),
        ("How many deer does the Quarry estate have?", "Quarry | 1308 | 312 | 47"),
        ("What did Deputy Minister Bjornstad say about the sawmill?", "The sawmill at Tromsø opens in July"),
        ("When does the sawmill at Tromso open?", "The sawmill at Tromsø opens in July"),
        ("What has Minister Strand's deputy already said about the sawmill?", "The sawmill at Tromsø opens in July"),
        ("What did the FERA chief say about the fire school?", "The fire school trains 140 crews"),
        ("What did Meg Vale say about the fire school?", "The fire school trains 140 crews"),
        ("What did the budget boss say about the elms?", "it is short for the elms"),
    ],
)
def test_asked(archive: Archive, question: str, words: str) -> None:
    answer = archive.ask(question)
    assert answer.answered
    assert words in answer.citations[0].quote
    for one in answer.citations:
        assert one.quote == archive.release(one.release_id).text[one.start : one.end]


def test_a_row_is_cited_with_its_header_and_a_number_with_its_note(archive: Archive) -> None:
    answer = archive.ask("How many boar does the Rowan estate have?")
    assert [one.header for one in answer.citations] == ["Estate | Deer | Boar | Hares"]
    assert "(columns: Estate | Deer | Boar | Hares)" in answer.text
    assert answer.to_json()["citations"][0]["header"] == "Estate | Deer | Boar | Hares"
    (cited,) = archive.ask("How many oaks did foresters plant at Brannock?").citations
    assert [one.note for one in cited.corrections] == ["Counted on March 30.", "Replanted in autumn."]
    assert cited.header == ""


@pytest.mark.parametrize(
    ("quote", "said_by", "verdict"),
    [
        ("Foresters planted 418 oaks at Brannock and 77 elms at Sill", None, Verdict.VERBATIM),
        ("Foresters planted 4,181 oaks at Brannock and 772 elms at Sill", None, Verdict.ALTERED),
        ("The forester's pay rises by 6 percent.", "Iona Strand", Verdict.VERBATIM),
        ("The wolf's return isn't a threat to anybody.", "Strand, Iona", Verdict.VERBATIM),
        ("The Ministry will mend the transport road to Brannock, as part of a long-term plan", None, Verdict.VERBATIM),
        ("brought 1,234,567.89 marks at home and 3,456,789 marks abroad", None, Verdict.VERBATIM),
        ("The sawmill at Tromso opens in July with 85 hands.", "Ase Bjornstad", Verdict.VERBATIM),
        ("It is enough for the oaks, and it is short for the elms.", "Paula Orr", Verdict.VERBATIM),
        ("It is enough for the oaks, and it is short for the elms.", "Paul Orr", Verdict.MISATTRIBUTED),
        ("The fire school trains 140 crews a year.", "Meg Vale", Verdict.VERBATIM),
        ("The fire school trains 140 crews a year.", "Vale Margaret", Verdict.VERBATIM),
        ("The fire school trains 140 crews a year.", "Mark Vale", Verdict.MISATTRIBUTED),
    ],
)
def test_checked(archive: Archive, quote: str, said_by: str | None, verdict: Verdict) -> None:
    assert archive.check_quote(quote, said_by=said_by).verdict is verdict


@pytest.mark.parametrize("name", ["Åse Bjørnstad", "Ase Bjornstad", "Meg Vale", "Margaret Vale"])
def test_a_filter_knows_names_by_the_same_rules(archive: Archive, name: str) -> None:
    found = archive.ask(Question(text="What is said in July of hands and crews?", filters=Filters(speakers=(name,))))
    assert {one.speaker for one in found.retrieved} == {"Margaret Vale" if "Vale" in name else "Åse Bjørnstad"}


def test_what_was_mended_is_told(archive: Archive) -> None:
    told = ("mis-decoded characters were mended", "entities that were encoded twice were decoded")
    assert archive.release("pay.md").notes == told
    assert archive.coverage().notes == dict.fromkeys(told, 1)
    assert archive.release("trees.md").notes == ()
