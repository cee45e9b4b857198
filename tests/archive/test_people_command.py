"""`otr people`: what it prints, and its exit codes."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from otr import app

LISTED = [
    ([], "Jon Sorel"),
    (["Marsh"], "printed as"),
    (["minister marsh"], "MINISTER MARSH"),
]


def otr(store: Path, *arguments: str) -> str:
    """Run `otr people`, and return what it prints."""
    result = CliRunner().invoke(app, ["people", *arguments, "--store", str(store)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout
