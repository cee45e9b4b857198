"""Names: one rule book for whether two of them can be one person's."""

from __future__ import annotations

import pytest

from language.names import ends_with, first_names_agree, fold_name, is_first_name, may_be_one, name_words


@pytest.mark.parametrize(
    ("name", "other", "agree"),
    [
        ("ruth", "ruth", True),
        ("r", "ruth", True),
        ("p", "ruth", False),
        ("joe", "joseph", True),
        ("meg", "margaret", True),
        ("abby", "abigail", True),
        ("ron", "aaron", True),
        ("vicky", "victoria", True),
        ("deb", "debra", True),
        ("ann", "anna", True),
        ("jo", "joanna", True),
        ("stan", "stanley", True),
        ("peggy", "margaret", True),
        ("meg", "peggy", True),  # both are Margaret for short
        ("paco", "francisco", True),
        ("sepp", "josef", True),
        ("kathe", "katharina", True),
        ("manu", "emmanuelle", True),
        ("jr", "james", True),  # initials
        ("jr", "ruth", False),
        ("paul", "paulo", False),  # that it begins so says nothing
        ("ann", "annika", False),
        ("mark", "marko", False),
        ("carl", "carlos", False),
        ("barb", "barbara", True),
        ("vlad", "vladimir", True),
        ("ann", "angela", False),
        ("alexand", "alexandra", False),
        ("paul", "paula", False),
        ("paul", "paulina", False),
        ("carl", "carla", False),
        ("christian", "christiana", False),
        ("louis", "louise", False),
        ("ernest", "ernestine", False),
        ("daniel", "danielle", False),
        ("don", "donna", False),
        ("dean", "deanna", False),
        ("glen", "glenda", False),
        ("ivan", "ivanka", False),
        ("juan", "juanita", False),
        ("leo", "leona", False),
        ("noel", "noelle", False),
        ("jean", "jeanette", True),  # Jean is known as its short form
    ],
)
def test_first_names(name: str, other: str, agree: bool) -> None:
    assert first_names_agree(name, other) is agree
    assert first_names_agree(other, name) is agree


@pytest.mark.parametrize(
    ("name", "other", "one"),
    [
        ("Joe Vale", "Joseph R. Vale", True),
        ("Joe T. Vale", "Joseph R. Vale", False),
        ("Joe Rolf Vale", "Joseph R. Vale Jr.", True),
        ("J. Vale", "Joseph Vale", True),
        ("Vale", "Joseph Vale", True),
        ("Lund Vale", "Ana Lund Vale", True),
        ("Ana Vale", "Joseph Vale", False),
        ("Joë Vale", "Joe Vale", True),
        ("Jørgen Væle", "Jorgen Vaele", True),
        ("J.R. Vale", "Joseph Vale", True),
        ("Vale Meg", "Margaret Vale", True),  # the family's name first
        ("Orr Paul", "Paula Orr", False),
        ("Ana de Vale", "Ana R. Vale", True),  # a particle is no middle name
        ("Paul Orr", "Paula Orr", False),
        ("Omar Rashid", "Harbour Master Omar al-Rashid", True),
        ("Al Vale", "Ida Vale", False),
    ],
)
def test_names_of_one_person(name: str, other: str, one: bool) -> None:
    assert may_be_one(name_words(name), name_words(other)) is one
    assert may_be_one(name_words(other), name_words(name)) is one


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Joseph Q. Vale, Jr.", ("joseph", "q", "vale")),
        ("Joseph Vale III", ("joseph", "vale")),
        ("The O’Neill-Šimek’s", ("oneill", "simek")),
        ("Jr.", ("jr",)),
        ("", ()),
    ],
)
def test_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words


def test_a_surname_has_a_first_name_before_it() -> None:
    assert ends_with(fold_name("Ana Lund Vale"), fold_name("Lund Vale"))
    assert not ends_with(fold_name("Lund Vale"), fold_name("Lund Vale"))
    assert not ends_with(fold_name("Ana Vale"), ())


def test_first_names_are_known() -> None:
    assert is_first_name("ashley")
    assert not is_first_name("lund")
