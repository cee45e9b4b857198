"""Labels: their shapes, and what they say."""

from __future__ import annotations

import pytest

from ingest.turns.labels import classify, mend
from language.titles import Role
from tests.ingest.turns.conftest import EVENT, labels_in

LABELS = [
    ("MS. ORR: Hello", "MS. ORR", Role.HONORIFIC, "MS", "ORR"),
    ("MR. O’NEILL-VALE: Hello", "MR. O’NEILL-VALE", Role.HONORIFIC, "MR", "O’NEILL-VALE"),
    ("MR. McDOWELL: Hello", "MR. McDOWELL", Role.HONORIFIC, "MR", "MCDOWELL"),
    ("THE PRESIDENT: Hello", "THE PRESIDENT", Role.HEAD_OF_STATE, "PRESIDENT", ""),
    ("MR. PRESIDENT: Hello", "MR. PRESIDENT", Role.HEAD_OF_STATE, "PRESIDENT", ""),
    ("VICE PRESIDENT KOWAL: Hello", "VICE PRESIDENT KOWAL", Role.HEAD_OF_STATE, "VICE PRESIDENT", "KOWAL"),
    ("PRIME MINISTER ŠIMEK (As interpreted): Hi", "PRIME MINISTER ŠIMEK (As interpreted)", Role.GUEST, "PRIME MINISTER", "ŠIMEK"),
    ("LT. GOVERNOR DALE: Hello", "LT. GOVERNOR DALE", Role.GUEST, "LT GOVERNOR", "DALE"),
    ("SECRETARY VALE: Hello", "SECRETARY VALE", Role.OFFICIAL, "SECRETARY", "VALE"),
    ("SECRETARY GENERAL VALE: Hello", "SECRETARY GENERAL VALE", Role.GUEST, "SECRETARY GENERAL", "VALE"),
    ("ACTING DIRECTOR VALE: Hello", "ACTING DIRECTOR VALE", Role.OFFICIAL, "ACTING DIRECTOR", "VALE"),
    ("FORMER SECRETARY VALE: Hello", "FORMER SECRETARY VALE", Role.GUEST, "FORMER SECRETARY", "VALE"),
    ("MS. KING: Hello", "MS. KING", Role.HONORIFIC, "MS", "KING"),
    ("THE FIRST LADY: Hello", "THE FIRST LADY", Role.OFFICIAL, "FIRST LADY", ""),
    ("SENIOR ADMINISTRATION OFFICIAL #2: Hello", "SENIOR ADMINISTRATION OFFICIAL #2", Role.BACKGROUND_OFFICIAL, "", ""),
    ("SENIOR MINISTRY OFFICIAL: Hello", "SENIOR MINISTRY OFFICIAL", Role.BACKGROUND_OFFICIAL, "", ""),
    ("MODERATOR: Hello", "MODERATOR", Role.HOST, "", ""),
    ("MODEARTOR: Hello", "MODEARTOR", Role.HOST, "", ""),
    ("PARTICIPANT 3: Hello", "PARTICIPANT 3", Role.PARTICIPANT, "", ""),
    ("AUDIENCE MEMBER: Hello", "AUDIENCE MEMBER", Role.PUBLIC, "", ""),
    ("OPERATOR: Hello", "OPERATOR", Role.OPERATOR, "", ""),
    ("REPORTER: Hello", "REPORTER", Role.REPORTER, "", ""),
    ("Q Hello", "Q", Role.REPORTER, "", ""),
    ("Q: Hello", "Q", Role.REPORTER, "", ""),
    ("Q. Hello", "Q", Role.REPORTER, "", ""),
    ("*Q Hello", "Q", Role.REPORTER, "", ""),
    ("ORR: Hello", "ORR", Role.BARE, "", "ORR"),
    ("MS. ORR:Hello", "MS. ORR", Role.HONORIFIC, "MS", "ORR"),
    ("SECRETARY VALE: “Hello", "SECRETARY VALE", Role.OFFICIAL, "SECRETARY", "VALE"),
    ("ADMINSTRATOR VALE: Hello", "ADMINSTRATOR VALE", Role.OFFICIAL, "ADMINISTRATOR", "VALE"),
    ("ACTING ADMINSTRATOR VALE: Hello", "ACTING ADMINSTRATOR VALE", Role.OFFICIAL, "ACTING ADMINISTRATOR", "VALE"),
    ("REPSENTATIVE DALE: Hello", "REPSENTATIVE DALE", Role.GUEST, "REPRESENTATIVE", "DALE"),
    ("THE PRESDIENT: Hello", "THE PRESDIENT", Role.HEAD_OF_STATE, "PRESIDENT", ""),
    ("PRIE MINISTER: Hello", "PRIE MINISTER", Role.GUEST, "PRIME MINISTER", ""),
    ("DEPUTY PREMIER VALE: Hello", "DEPUTY PREMIER VALE", Role.GUEST, "DEPUTY PREMIER", "VALE"),
    ("GOV. VALE: Hello", "GOV. VALE", Role.GUEST, "GOVERNOR", "VALE"),
    ("PM: Hello", "PM", Role.GUEST, "PRIME MINISTER", ""),
    ("THE MINISTER FOR THE PROTECTION OF THE TIDES AND THE HARBOURS OF THE COMMONWEALTH: Hello",
     "THE MINISTER FOR THE PROTECTION OF THE TIDES AND THE HARBOURS OF THE COMMONWEALTH", Role.OFFICIAL, "MINISTER",
     "FOR THE PROTECTION OF THE TIDES AND THE HARBOURS OF THE COMMONWEALTH"),
    ("THE SECOND GENTLEMEN: Hello", "THE SECOND GENTLEMEN", Role.OFFICIAL, "SECOND GENTLEMAN", ""),
    ("SENATORS DALE AND ROSE: Hello", "SENATORS DALE AND ROSE", Role.BARE, "", "SENATORS DALE AND ROSE"),
    ("COMMISSION FINDINGS: Hello", "COMMISSION FINDINGS", Role.BARE, "", "COMMISSION FINDINGS"),
    ("DEPUTY ASSISTANT VALE: Hello", "DEPUTY ASSISTANT VALE", Role.OFFICIAL, "DEPUTY ASSISTANT", "VALE"),
    ("NSC SPOKESPERSON: Hello", "NSC SPOKESPERSON", Role.BARE, "", ""),
    ("PRESS OFFICE SPOKESPERSON: Hello", "PRESS OFFICE SPOKESPERSON", Role.BACKGROUND_OFFICIAL, "", ""),
    ("LOCAL HARBOR OFFICIAL: Hello", "LOCAL HARBOR OFFICIAL", Role.GUEST, "", ""),
    ("MEMBERS OF THE BAND: Hello", "MEMBERS OF THE BAND", Role.GUEST, "", ""),
    ("LIGHTSHIP CREW: Hello", "LIGHTSHIP CREW", Role.GUEST, "", ""),
    ("PHOTOGRAPHER: Hello", "PHOTOGRAPHER", Role.REPORTER, "", ""),
    ("QDo you? Hello", "Q", Role.REPORTER, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "printed", "role", "title", "surname"), LABELS, ids=[row[0] for row in LABELS])
def test_shapes(line: str, printed: str, role: Role, title: str, surname: str) -> None:
    text = f"SECRETARY DOE: Welcome.\n\n{line}\n\n{line}"
    label = next(label for label in labels_in(text, EVENT) if label.start == text.index(line))
    assert (label.printed, label.role, label.title, label.surname) == (printed, role, title, surname)
    assert text[label.said :].lstrip("“").startswith(("Hello", "Hi", "Do you"))


@pytest.mark.parametrize(
    "line",
    [
        "Q&A with the Director: Hello",
        "Q1 results: good",
        "Quay: Hello",
        "QAll is well",
        "Director Vale: Hello",
        "We said: Hello",
        "AT 5:30 we left",
        "A LONG HEADING OF FAR TOO MANY WORDS IN ONE LINE OF IT: Hello",
        "- ORR: Hello",
        "FACT SHEET: Hello",
        "Hello",
        "5: five",
    ],
)
def test_what_is_no_label(line: str) -> None:
    assert [label.printed for label in labels_in(f"SECRETARY DOE: One.\n\nQ Two?\n\n{line}", EVENT)] == [
        "SECRETARY DOE",
        "Q",
    ]


def test_a_known_label_may_be_written_small() -> None:
    text = "DR. VALE: One.\n\nQ Two?\n\nDR. VALE: Three.\n\nDr. Vale: Four."
    assert [label.printed for label in labels_in(text, EVENT)] == ["DR. VALE", "Q", "DR. VALE", "Dr. Vale"]


def test_misspelt_labels_are_mended() -> None:
    known = {"THE PRESIDENT", "MS. ORR"}
    assert mend("HE PRESIDENT", known) == "THE PRESIDENT"
    assert mend("QMS. ORR", known) == "MS. ORR"
    assert mend("MR. ORR", known) == "MR. ORR"
    assert mend("S. ORR", {"S. ORR", "MS. ORR"}) == "MS. ORR"
    assert mend("MS. DELACROI", {"MS. DELACROIX"}) == "MS. DELACROIX"
    assert mend("DR. DELARCOIX", {"DR. DELACROIX"}) == "DR. DELACROIX"
    assert mend("MR. DELACROI", {"MS. DELACROIX"}) == "MR. DELACROI"
    assert mend("MS. DELACROI", {"MS. DELACROIX", "MS. DELACROI"}) == "MS. DELACROI"
    assert mend("GAZETTE", known) == "GAZETTE"


def test_classify_never_fails() -> None:
    assert classify("THE")[0] is Role.BARE
    assert classify(".")[0] is Role.BARE


@pytest.mark.parametrize(
    ("label", "role", "title", "surname"),
    [
        ("O señor PRESIDENTE", Role.HEAD_OF_STATE, "PRESIDENTE", ""),
        ("M. LE PRÉSIDENT", Role.HEAD_OF_STATE, "PRÉSIDENT", ""),
        ("El Sr. Presidente", Role.HEAD_OF_STATE, "PRESIDENTE", ""),
        ("Herr Minister", Role.OFFICIAL, "MINISTER", ""),
        ("Präsident Dr. Vale", Role.HEAD_OF_STATE, "PRÄSIDENT", "VALE"),
        ("O VALE", Role.BARE, "", "O VALE"),
    ],
)
def test_articles_and_forms_of_address_before_a_title(label: str, role: Role, title: str, surname: str) -> None:
    assert classify(label) == (role, title, surname)
