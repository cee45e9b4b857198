"""The curated file: what it may say, whose file holds, and errors that name the line, the field and the value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive.errors import UsageError
from ingest.people.curation import FILE_NAME, CurationFile, find_curation, read_curation

GOOD = """
[[people]]
name = "Helena Marsh"
also = ["Minister Marsh"]
[[people.offices]]
name = "Minister"
from = 2031-01-10

[[apart]]
names = ["Ana Vale", "Ana B. Vale"]
"""


def test_reads_what_it_says() -> None:
    curation = read_curation(GOOD, "people.toml")
    assert curation.people[0].is_called("minister  MARSH")
    assert curation.people[0].offices[0].since == date(2031, 1, 10)
    assert curation.apart_words() == {frozenset({("ana", "vale"), ("ana", "b", "vale")})}
    assert read_curation("", "").people == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[people]\n", "people.toml is no TOML .*line 1"),
        ('\n[[people]]\nname = "A"\nalias = "B"\n', r"line 2: people\[0\]\.alias: .*'B'"),
        ('[[people]]\nname = "A"\n[[people]]\nname = 3\n', r"line 3: people\[1\]\.name: .*3"),
        (
            '[[people]]\nname = "A"\n[[people.offices]]\nname = "M"\nfrom = "soon"\n',
            r"line 1: people\[0\]\.offices\[0\]\.from: .*'soon'",
        ),
        (
            '[[people]]\nname = "A"\n[[people.offices]]\nname = "M"\nfrom = 2031-02-01\nto = 2031-01-01\n',
            "before 'from'",
        ),
        ('[[apart]]\nnames = ["A"]\n', r"line 1: apart\[0\]\.names"),
        ("folk = 1\n", "folk: .*1"),
    ],
)
def test_errors_name_line_field_and_value(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_curation(text, "people.toml")


def test_which_file_holds(tmp_path: Path) -> None:
    given, folder, other = tmp_path / "given.toml", tmp_path / "a", tmp_path / "b"
    folder.mkdir()
    other.mkdir()
    given.write_text(GOOD)
    kept = CurationFile(path="/elsewhere/people.toml", text="kept")
    assert find_curation(None, [folder], CurationFile()) == CurationFile()
    assert find_curation(None, [folder], kept) == kept
    (folder / FILE_NAME).write_text(GOOD)
    in_folder = find_curation(None, [folder], kept)
    assert in_folder.text == GOOD
    assert find_curation(given, [folder], kept).path == str(given)
    (folder / FILE_NAME).unlink()
    assert find_curation(None, [folder], in_folder) == CurationFile()
    for one in (folder, other):
        (one / FILE_NAME).write_text(GOOD)
    with pytest.raises(UsageError, match="--people"):
        find_curation(None, [folder, other], kept)
    with pytest.raises(UsageError, match=r"none\.toml cannot be read"):
        find_curation(tmp_path / "none.toml", [], kept)
