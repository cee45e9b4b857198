"""`otr people`: what it prints, and what it does with what it cannot use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archive.errors import EmptyStoreError, UsageError
from otr import app


def otr_people(store: Path, *arguments: str) -> str:
    """Run `otr people`, and return what it prints to stdout."""
    result = CliRunner().invoke(app, ["people", *arguments, "--store", str(store)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_lists_everybody_or_one(sample_store: Path) -> None:
    everybody = otr_people(sample_store).splitlines()
    assert any(line.startswith("Helena Marsh, ") and "turns in" in line for line in everybody)
    assert not any("Senior Ministry Official" in line or "Petra L." in line for line in everybody)
    one = otr_people(sample_store, "minister marsh")
    assert one.startswith("Helena Marsh, ")
    assert "MINISTER MARSH (" in one
    assert "Minister of Foreign Affairs: 2031-" in one


@pytest.mark.parametrize(
    ("on", "name"), [("2031-12-11", "Helena Marsh"), ("2032-01-16", "Tobias Renn"), ("2032-04-02", "Tobias Renn")]
)
def test_office_on_a_day(sample_store: Path, on: str, name: str) -> None:
    held = json.loads(otr_people(sample_store, "--office", "the minister", "--on", on, "--json"))
    assert [one["name"] for one in held] == [name]


def test_one_person_with_several_offices(sample_store: Path) -> None:
    people = json.loads(otr_people(sample_store, "--json"))
    marsh, renn = (next(one for one in people if one["name"] == name) for name in ("Helena Marsh", "Tobias Renn"))
    assert {"MINISTER MARSH", "HIGH COMMISSIONER MARSH"} <= {alias["name"] for alias in marsh["aliases"]}
    assert {"MINISTER RENN", "DEPUTY MINISTER RENN"} <= {alias["name"] for alias in renn["aliases"]}
    assert any(
        "DR. MARSH" in {alias["name"] for alias in one["aliases"]} for one in people if one["name"] == "Edmund Marsh"
    )


def test_nobody_is_no_error(sample_store: Path) -> None:
    assert json.loads(otr_people(sample_store, "quist", "--json")) == []


@pytest.mark.parametrize(
    ("arguments", "error"), [(["--on", "soon"], UsageError), (["--store", "no/store"], EmptyStoreError)]
)
def test_what_cannot_be_used(arguments: list[str], error: type[Exception]) -> None:
    with pytest.raises(error):
        CliRunner().invoke(app, ["people", *arguments], catch_exceptions=False)
