"""The page as a process of its own shows it at an address, without a browser: prints its conversation and its answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from streamlit.testing.v1 import AppTest

if __name__ == "__main__":
    page = AppTest.from_file(str(Path.cwd() / "app.py"), default_timeout=300)
    for name, value in json.loads(sys.argv[1]).items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception
    turns = [turn.answer for turn in page.session_state["exchanges"]]
    named = page.query_params["c"]  # a text where the page has set it, else a list
    print(json.dumps({"c": named if isinstance(named, str) else named[0], "said": [turn.text for turn in turns]}))
