"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_held(parser: argparse.ArgumentParser) -> None:
    """Let a command take sets that nothing is fitted on: ``held`` is a list of (question set, store), as they were typed."""
    parser.add_argument(
        "--held",
        nargs=2,
        action="append",
        default=[],
        metavar=("QUESTIONS", "STORE"),
        help="a set that is only measured",
    )


def add_write(parser: argparse.ArgumentParser) -> None:
    """Let a command that fits write its weights into a file."""
    parser.add_argument("--write", type=Path, metavar="WEIGHTS.toml", help="write the fitted weights into this file")
