"""Console command that starts the server with the page: ``otr serve``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from archive import ModelOption, Settings, StoreOption, VectorsOption
from retrieval import open_model
from serving import AccessKeys
from ui import wording

ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - only told apart from an address with a name
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SERVER = Path(__file__).parent.parent / "server.py"


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("serve")(serve_command)


def serve_command(
    store: StoreOption = None,
    port: Annotated[int, typer.Option(help="Port of the page.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = "localhost",
    model: ModelOption = None,
    vectors: VectorsOption = None,
    evaluate_page: Annotated[
        bool | None,
        typer.Option(
            "--evaluate-page/--no-evaluate-page",
            help="Whether the evaluators' page is there; a run keeps the machine busy.",
            show_default="on this machine's own address, off elsewhere",
        ),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Start the server: the page, the API (/api/docs), the chat model (/v1) and MCP (/mcp) on one port."""
    keys = AccessKeys(Settings().api_keys.get_secret_value())  # a file without keys is told here
    if address not in LOOPBACK and not keys:
        print(f"otr: {wording.OUTSIDE.format(address=address)}", file=sys.stderr)
    environment = {**os.environ, **({"OTR_STORE": str(store)} if store else {})}
    if model is not None:
        environment["OTR_MODEL"] = model
    if vectors is not None:
        environment["OTR_VECTORS"] = vectors
    if chosen := environment.get("OTR_MODEL"):
        open_model(Settings(model=chosen))  # told here, and not on the page, where it cannot be
    if evaluate_page is not None:
        environment["OTR_EVALUATE_PAGE"] = str(evaluate_page).lower()
    elif address not in LOOPBACK:
        environment.setdefault("OTR_EVALUATE_PAGE", "false")
    if address not in (*LOOPBACK, *ANY_ADDRESS):
        environment.setdefault("OTR_HOSTS", address)
    os.environ.update(environment)
    from streamlit.web import cli as streamlit

    # In this process: what has been imported for it is not imported again, which would take seconds.
    headless = "false" if open_browser and _has_display() else "true"
    streamlit.main([
        "run", str(SERVER), "--server.port", str(port), "--server.address", address,
        "--server.headless", headless, "--browser.gatherUsageStats", "false",
    ])  # fmt: skip


def _has_display() -> bool:
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
