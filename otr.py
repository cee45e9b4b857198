"""The console command ``otr``: puts the parts' commands together, and turns an error into a message and an exit code."""

from __future__ import annotations

import sys

import typer

from archive import OnTheRecordError
from archive import add_commands as add_archive_commands
from evaluation.cli import add_commands as add_evaluation_commands
from ingest.cli import add_commands as add_ingest_commands
from retrieval.cli import add_commands as add_retrieval_commands
from serving.cli import add_commands as add_serving_commands
from ui.cli import add_commands as add_page_commands

app = typer.Typer(
    name="otr",
    help="Ask an archive of official releases; get the officials' own words back, cited to the exact span.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for add_commands in (
    add_ingest_commands,
    add_retrieval_commands,
    add_archive_commands,
    add_evaluation_commands,
    add_page_commands,
    add_serving_commands,
):
    add_commands(app)


def main() -> None:
    """Run the command line. Exits 0 when done, 1 on a failed check, 2 on wrong use, 3 where the store cannot serve."""
    try:
        app()
    except OnTheRecordError as error:
        print(f"otr: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("otr: stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
