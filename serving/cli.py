"""Console command that serves the archive to a language model's program: ``otr mcp``."""

from __future__ import annotations

from typing import Annotated

import typer

from archive import Settings, StoreOption

_GROWING = 32  # answers that a language model still words


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("mcp")(mcp_command)


def mcp_command(
    store: StoreOption = None,
    public_url: Annotated[
        str | None, typer.Option(help="Address of the page, for links to passages.", show_default="OTR_PUBLIC_URL")
    ] = None,
) -> None:
    """Serve the archive's tools over MCP on stdin and stdout, to a program that starts this command itself."""
    from serving.desk import shared_desk
    from serving.tools import ArchiveTools
    from serving.workers import Workers

    settings = Settings()
    desk = shared_desk(store or settings.store)
    workers = Workers(desk.gate.at_once + desk.gate.queue + _GROWING)
    url = settings.public_url if public_url is None else public_url
    ArchiveTools(desk, workers, public_url=url).serve().run("stdio")
