"""A whole text: its quotations found, attributed, checked, and taken away."""

from __future__ import annotations

import csv
import io
import json

import pytest

from retrieval import Archive, ArticleCheck, UsageError
from tests.retrieval.quote_check.test_check import SAMPLE_CHECKS

FOUND = {case["id"]: case for case in SAMPLE_CHECKS}
VERBATIM, ALTERED, ANOTHERS = (
    next(case for case in SAMPLE_CHECKS if case["verdict"] == verdict)
    for verdict in ("verbatim", "altered", "misattributed")
)


def article() -> str:
    return (
        f"“{VERBATIM['quote']}” said {VERBATIM['claimed_speaker']} on Monday, who called it “all done.”\n\n"
        f"{ALTERED['claimed_speaker']} said, “{ALTERED['quote']}”\n\n"
        f"“{ANOTHERS['quote']},” {ANOTHERS['claimed_speaker']} said.\n\n"
        "“=We never promised anybody a bridge made of paper lanterns,” the minister joked.\n"
    )


@pytest.fixture(scope="module")
def checked(sample_archive: Archive) -> ArticleCheck:
    return sample_archive.check_article(
        article().replace(f"{VERBATIM['quote']}”", f"{VERBATIM['quote'].rstrip('.')},”")
    )


def test_each_quotation_is_found_attributed_and_checked(checked: ArticleCheck) -> None:
    verdicts = [one.check.verdict.value if one.check else None for one in checked.quotations]
    assert verdicts == ["verbatim", None, "altered", "misattributed", "not-found"]
    names = [VERBATIM["claimed_speaker"], ALTERED["claimed_speaker"], ANOTHERS["claimed_speaker"]]
    assert [checked.quotations[at].attributed_to for at in (0, 2, 3)] == names
    for one in checked.quotations:
        assert checked.text[one.start : one.end] == one.quote


def test_what_is_not_compared_says_so(checked: ArticleCheck) -> None:
    assert "Fewer than four words" in checked.quotations[1].note
    assert "names nobody" in checked.quotations[4].note
    assert checked.quotations[4].check is not None
    assert checked.quotations[4].check.claimed_speaker is None


def test_it_can_be_taken_away(checked: ArticleCheck) -> None:
    rows = list(csv.DictReader(io.StringIO(checked.to_csv())))
    assert [row["verdict"] for row in rows] == ["verbatim", "not-checked", "altered", "misattributed", "not-found"]
    assert rows[4]["quote"].startswith("'=")
    said = json.loads(json.dumps(checked.to_json()))
    assert said["counts"] == {"verbatim": 1, "not-checked": 1, "altered": 1, "misattributed": 1, "not-found": 1}
    assert checked.annotated().count("[3: altered]") == 1


@pytest.mark.parametrize(
    ("text", "message"), [("No quotation here.", "no quotation"), ("“a b c d” " * 30_000, "limit")]
)
def test_what_cannot_be_checked(sample_archive: Archive, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        sample_archive.check_article(text)
