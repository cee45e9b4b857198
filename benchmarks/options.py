"""Options that several commands share."""

from __future__ import annotations

import argparse


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
