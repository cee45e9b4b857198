"""Did they really say this? The sample's checks, then each rule on a store of invented releases."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.releases import Release, Turn
from archive.store import Store
from retrieval import Archive, ChangeKind, QuoteCheck, UsageError, Verdict
from retrieval import Voice as PublicVoice
from retrieval.quote_check.claim import LONGEST_QUOTE
from tests.archive.conftest import write_generation
from tests.conftest import PROJECT, run_otr
from tests.retrieval.quote_check.conftest import BRIEFING, briefing

SAMPLE_CHECKS = [
    case
    for line in (PROJECT / "data" / "sample-questions.jsonl").read_text(encoding="utf-8").splitlines()
    if (case := json.loads(line))["kind"] == "quote-check"
]


@pytest.mark.parametrize("case", SAMPLE_CHECKS, ids=[case["id"] for case in SAMPLE_CHECKS])
def test_the_samples_checks(sample_archive: Archive, case: dict[str, str]) -> None:
    check = sample_archive.check_quote(case["quote"], said_by=case["claimed_speaker"])
    assert check.verdict.value == case["verdict"]
    for place in (match.citation for match in check.matches):
        assert place.quote == sample_archive.release(place.release_id).text[place.start : place.end]


@pytest.mark.parametrize(
    ("quote", "said_by", "verdict"),
    [
        ("The ferry sails at dawn on May 13.", "Ida Vale", Verdict.ALTERED),
        ("the FERRY sails -- at dawn on thirteen May", "Ida Vale", Verdict.VERBATIM),
        ("“It carries 13,000 crates of herring, and no passengers at all”", "Vale", Verdict.VERBATIM),
        ("carries thirteen thousand crates of herring", "Spokeswoman Ida Vale", Verdict.VERBATIM),
        ("It carries 14,000 crates of herring, and no passengers at all.", "Ida Vale", Verdict.ALTERED),
        ("It carries thirteen thousand crates ... and no passengers at all", "Ida Vale", Verdict.VERBATIM),
        ("It carries thirteen thousand crates and no passengers at all", "Ida Vale", Verdict.ALTERED),
        ("[The vessel] carries thirteen thousand crates of herring", "Ida Vale", Verdict.VERBATIM),
        ("[i]t carries thirteen thousand crates of herring", "Ida Vale", Verdict.VERBATIM),
        ("It did [indeed] sink, and the northern pier was [always] closed", "Ida Vale", Verdict.ALTERED),
        ("It did ... sink, and the northern pier was ... closed to anybody", "Ida Vale", Verdict.ALTERED),
        ("It carries [sixteen] crates of herring, and no passengers at all", "Ida Vale", Verdict.ALTERED),
        ("It carries [the week’s] thirteen thousand crates of herring", "Ida Vale", Verdict.VERBATIM),
        ("We have full confidence in the harbour master and in his crew", "Ida Vale", Verdict.VERBATIM),
        ("We have full confidence in the harbour master [applause] and in his crew", "Ida Vale", Verdict.VERBATIM),
        ("The cost was 307 crowns", "Ida Vale", Verdict.VERBATIM),
        ("The cost was 370 crowns", "Ida Vale", Verdict.VERBATIM),
        ("The cost was 730 crowns", "Ida Vale", Verdict.ALTERED),
        ("The cost is 307 crowns", "Ida Vale", Verdict.ALTERED),
        ("northern pier was always open to anybody", "Ida Vale", Verdict.NOT_FOUND),
        ("It did sink, and the northern pier was never closed to anybody.", "Ida Vale", Verdict.ALTERED),
        ("the old ferry sank off the northern pier with all hands", "Ida Vale", Verdict.MISATTRIBUTED),
        ("the old ferry sank off the northern pier with all hands", "a reporter", Verdict.VERBATIM),
        ("the old ferry sank off the northern pier with all hands", None, Verdict.VERBATIM),
        (
            "The lighthouse keepers of the outer islands deserve better than a tin roof",
            "Ida Vale",
            Verdict.MISATTRIBUTED,
        ),
        (
            "The lighthouse keepers of the outer islands deserve better than a tin roof",
            "Ida Orr",
            Verdict.MISATTRIBUTED,
        ),
        ("The lighthouse keepers of the outer islands deserve better than a tin roof", "Mr. Orr", Verdict.VERBATIM),
        ("the second lighthouse will be dark for a month", "Ida Vale", Verdict.MISATTRIBUTED),
        ("We are glad that the channel will be marked before the first storms arrive", "Bo Lund", Verdict.VERBATIM),
        (
            "We are glad that the channel will be marked before the first storms arrive",
            "Ida Vale",
            Verdict.MISATTRIBUTED,
        ),
        ("The plan puts forty new buoys into the outer channel", "the Harbour Office", Verdict.VERBATIM),
        ("The plan puts forty new buoys into the outer channel", "Ida Vale", Verdict.VERBATIM),  # not known whose
        ("The plan puts forty new buoys into the outer channel", "the Ministry of Fish", Verdict.VERBATIM),
        ("The ferry sails at dawn and the northern pier was never closed to anybody", "Ida Vale", Verdict.ALTERED),
        ("Nobody will ever take a boat out there again without a licence from me.", "Ida Vale", Verdict.NOT_FOUND),
        (
            "Early in the morning the boat leaves, loaded with fish and without travellers.",
            "Ida Vale",
            Verdict.NOT_FOUND,
        ),
    ],
)
def test_verdicts(harbour: Archive, quote: str, said_by: str | None, verdict: Verdict) -> None:
    assert harbour.check_quote(quote, said_by=said_by).verdict is verdict


@pytest.mark.parametrize(
    ("said_by", "verdict"),
    [
        ("Edmund Marsh", Verdict.VERBATIM),
        ("Dr. Marsh", Verdict.VERBATIM),
        ("Helena Marsh", Verdict.MISATTRIBUTED),
        ("Minister Helena Marsh", Verdict.MISATTRIBUTED),
        ("Minister Marsh", Verdict.MISATTRIBUTED),
    ],
)
def test_two_people_of_one_surname_stay_two(sample_archive: Archive, said_by: str, verdict: Verdict) -> None:
    quote = "As of noon we had 1,870 Verranian citizens registered as living in or visiting the islands."
    check = sample_archive.check_quote(quote, said_by=said_by)
    assert (check.verdict, check.speaker) == (verdict, "Edmund Marsh")


def test_a_question_is_never_the_officials(harbour: Archive) -> None:
    check = harbour.check_quote("the old ferry sank off the northern pier with all hands")
    assert (check.speaker, check.matches[0].citation.voice) == ("a reporter", PublicVoice.REPORTER)


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("The lamps of the harbour will be lit again", Verdict.VERBATIM),
        ("we will light every lamp before the first storms", Verdict.VERBATIM),
        ("the sea shall give back every lamp that it took", Verdict.MISATTRIBUTED),
        ("a lamp is worth more than the ship it saved", Verdict.MISATTRIBUTED),
        ("Nobody ever sailed home by an unlit lamp", Verdict.MISATTRIBUTED),
    ],
)
def test_what_a_signed_text_quotes_is_not_the_signers(harbour: Archive, quote: str, verdict: Verdict) -> None:
    assert harbour.check_quote(quote, said_by="Ida Vale").verdict is verdict


def test_the_gravest_change_comes_first_and_the_diff_shows_it(harbour: Archive) -> None:
    check = harbour.check_quote("It carries 14,000 crates of cod, and no passengers at all.")
    assert check.changes[0] is ChangeKind.NUMBER
    changed = [(part.quoted, part.source) for part in check.matches[0].diff if part.edit.value == "replaced"]
    assert changed == [("14,000", "thirteen thousand"), ("cod", "herring")]


def test_words_left_out_at_a_mark_are_shown(harbour: Archive) -> None:
    check = harbour.check_quote("It carries thirteen thousand crates ... and no passengers at all")
    assert check.matches[0].left_out == ("of herring",)
    assert check.notes


@pytest.mark.parametrize("quote", ["Thank you", "thank you all"])
def test_short_phrases_claim_no_source(harbour: Archive, quote: str) -> None:
    check = harbour.check_quote(quote)
    assert (check.common, check.speaker) == (True, None)
    assert "prove nothing" in check.notes[0]


def test_a_phrase_of_many_claims_no_source(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    releases = []
    for number, who in enumerate(("Vale", "Oak", "Ash", "Elm", "Yew", "Fir")):
        day = date(2031, 5, 1 + number)
        one = briefing(f"a/{number}.md", day, BRIEFING)
        releases.append(
            Release(id=one.id, title=one.title, date=day, kind=one.kind, text=one.text, digest=one.digest,
                    turns=tuple(Turn(start=t.start, said=t.said, end=t.end, voice=t.voice, label=t.label,
                                     speaker=t.speaker and f"Ida {who}") for t in one.turns))
        )  # fmt: skip
    write_generation(tmp_path / "store", releases)
    check = Archive(Store(tmp_path / "store"), embedder).check_quote("Thank you all very much.")
    assert (check.verdict, check.common, check.speaker) == (Verdict.VERBATIM, True, None)
    days = [match.citation.date for match in check.matches]
    assert (days, len(days)) == (sorted(days), 6)
    assert [match.citation.n for match in check.matches] == [1, 2, 3, 4, 5, 6]


def test_no_verdict_needs_the_model(harbour: Archive) -> None:
    without = Archive(harbour.store, SentenceEmbedder("no-such-folder-of-a-model"))
    for quote, verdict in (
        ("The ferry sails at dawn on 13 May.", Verdict.VERBATIM),
        ("The ferry sails at dusk on 13 May.", Verdict.ALTERED),
        ("Nobody will take a boat out there again without me.", Verdict.NOT_FOUND),
    ):
        assert without.check_quote(quote).verdict is verdict


@pytest.mark.parametrize(
    ("quote", "said_by", "message"),
    [
        ("", None, "no words"),
        ("—!“”", None, "no words"),
        ("x " * LONGEST_QUOTE, None, "5,000 is the limit"),
        ("a b c", "--", "give a name"),
    ],
)
def test_what_cannot_be_checked(harbour: Archive, quote: str, said_by: str | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        harbour.check_quote(quote, said_by=said_by)


@pytest.mark.parametrize(
    "quote",
    [
        "a\x00b c d e", "\ud800 we sail at dawn", "AND OR NOT NEAR(", 'x " y OR "z', "of the of the of the of the", "a " * 2400,
        "… we will … not …", "[[[[we]]]] will ((go)) now", "$ % & $5", "😀 we will go 😀", "~~struck~~ words ~~here~~",
    ],
)  # fmt: skip
def test_odd_words_are_not_found_and_break_nothing(harbour: Archive, quote: str) -> None:
    check = harbour.check_quote(quote, said_by="Ida Vale")
    assert check.verdict is Verdict.NOT_FOUND
    assert check.timings_ms["total"] < 5000


def test_json_is_the_machine_interface(sample_archive: Archive) -> None:
    case = SAMPLE_CHECKS[0]
    said = json.loads(json.dumps(sample_archive.check_quote(case["quote"], said_by=case["claimed_speaker"]).to_json()))
    assert {"schema", "quote", "claimed_speaker", "verdict", "speaker", "matches"} <= set(said)
    keys = {"release_id", "start", "end", "quote", "speaker", "voice", "date", "similarity", "diff"}
    assert keys <= set(said["matches"][0])
    assert isinstance(sample_archive.check_quote("No such thing was ever said by anybody."), QuoteCheck)


def test_console(sample_store: Path, tmp_path: Path) -> None:
    case = SAMPLE_CHECKS[0]
    said = run_otr("check", case["quote"], "--said-by", case["claimed_speaker"], "--json", store=sample_store)
    assert (said.returncode, json.loads(said.stdout)["verdict"]) == (0, case["verdict"])
    article = tmp_path / "article.txt"
    article.write_text(f"“{case['quote']}” {case['claimed_speaker']} said.\n", encoding="utf-8")
    assert run_otr("check", "--file", str(article), "--csv", store=sample_store).stdout.count(case["verdict"]) == 1
    shown = run_otr("check", "--file", str(article), store=sample_store).stdout
    assert f"[1: {case['verdict']}]" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check",), "either a quotation"),
        (("check", "words", "--file", "x.txt"), "either a quotation"),
        (("check", "--file", "no-such-file.txt"), "no-such-file.txt"),
        (("check", "some words here", "--csv"), "--csv goes with --file"),
    ],
)
def test_console_names_what_is_wrong(sample_store: Path, arguments: tuple[str, ...], message: str) -> None:
    said = run_otr(*arguments, store=sample_store)
    assert (said.returncode, message in said.stderr, said.stdout) == (2, True, "")
