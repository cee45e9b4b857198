"""Imports go down only (app, ui -> evaluation -> retrieval, ingest -> archive): proved from the code's own imports."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# What each part may import of the others. `otr`, the console, puts the commands of all together.
MAY_IMPORT = {
    "archive": {"archive"},
    "ingest": {"ingest", "archive"},
    "retrieval": {"retrieval", "archive"},
    "evaluation": {"evaluation", "retrieval", "archive"},
    "ui": {"ui", "evaluation", "retrieval", "archive"},
    "app": {"ui", "retrieval", "archive"},
    "otr": {"ui", "evaluation", "retrieval", "ingest", "archive"},
}
# These know retrieval and evaluation by their public names only, and of archive nothing but the settings.
CLIENTS = {"evaluation", "ui", "app"}
SETTINGS = "archive.settings"

# Where each framework may be imported: a file, or a folder with all below it.
FRAMEWORKS = {
    "chromadb": ("archive/vectors.py",),
    "sentence_transformers": ("archive/embedder.py", "archive/cross_encoder.py"),
    "sqlite3": ("archive/",),
    "streamlit": ("app.py", "ui/"),
}


@dataclass(frozen=True)
class Import:
    """One imported name: `from module import name`, or `import module` with no name."""

    module: str
    name: str | None
    line: int

    @property
    def part(self) -> str:
        return self.module.partition(".")[0]


def imports_of(source: str) -> list[Import]:
    """Return every import of a module's text, those inside functions and `import_module("...")` among them.

    A relative import keeps its dots: `from . import x` is of the module `.`.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found += [Import(alias.name, None, node.lineno) for alias in names]
            case ast.ImportFrom(module=module, names=names, level=level):
                found += [Import("." * level + (module or ""), alias.name, node.lineno) for alias in names]
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                found.append(Import(module, None, node.lineno))
    return found


def public_names(source: str) -> set[str]:
    """Return what a module's `__all__` lists; none where it has no `__all__`."""
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List() | ast.Tuple() as names):
                return {ast.literal_eval(name) for name in names.elts}
    return set()


def breaches(path: str, source: str, *, public: dict[str, set[str]]) -> list[str]:
    """Return what the module at `path` (below the root) imports and may not, one line each.

    `public` holds the names that other parts may use, of each part that has a list of them.
    """
    part = path.partition("/")[0].removesuffix(".py")
    found = []
    for imported in imports_of(source):
        where = f"{path}:{imported.line}"
        if imported.module.startswith("."):
            found.append(f"{where}: import by the full name, not {imported.module}")
        elif imported.part in MAY_IMPORT and imported.part not in MAY_IMPORT[part]:
            found.append(f"{where}: {part} may not import {imported.part}")
        elif (
            part in CLIENTS
            and imported.part in public
            and imported.part != part
            and (imported.module != imported.part or imported.name not in public[imported.part])
        ):
            found.append(f"{where}: {imported.module}.{imported.name} is no public name of {imported.part}")
        elif part in CLIENTS and imported.part == "archive" and not is_settings(imported):
            found.append(f"{where}: of archive, {part} may import the settings only")
        elif not path.startswith(FRAMEWORKS.get(imported.part, ("",))):
            found.append(f"{where}: {imported.part} may be imported in {' and '.join(FRAMEWORKS[imported.part])} only")
    return found


def is_settings(imported: Import) -> bool:
    return SETTINGS in (imported.module, f"{imported.module}.{imported.name}")


def modules() -> list[str]:
    """Return the paths below the root of the product's own modules."""
    found = [path for part in MAY_IMPORT for path in [ROOT / f"{part}.py", *(ROOT / part).rglob("*.py")]]
    return sorted(path.relative_to(ROOT).as_posix() for path in found if path.is_file())


def text_of(path: str) -> str:
    found = ROOT / path
    return found.read_text(encoding="utf-8") if found.exists() else ""


def dotted(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def cycle_among(sources: dict[str, str]) -> list[str]:
    """Return the modules of one circle of imports, by dotted name; none where there is no circle."""
    graph = {
        name: {
            target
            for imported in imports_of(source)
            for target in [f"{imported.module}.{imported.name}", imported.module]
            if target in sources
            and target != name
            # A submodule taken from its package is no import of the package's own names.
            and not (target == imported.module and f"{target}.{imported.name}" in sources)
        }
        for name, source in sources.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("path", modules())
def test_a_module_imports_only_what_lies_below_it(path: str) -> None:
    public = {part: public_names(text_of(f"{part}/__init__.py")) for part in ("retrieval", "evaluation")}
    assert breaches(path, text_of(path), public=public) == []


def test_no_circle_of_imports() -> None:
    assert cycle_among({dotted(path): text_of(path) for path in modules()}) == []


def test_the_product_is_where_this_test_looks() -> None:
    parts = {path.partition("/")[0].removesuffix(".py") for path in modules()}
    assert parts >= {"archive", "ingest", "retrieval", "ui", "app", "otr"}
    assert public_names(text_of("retrieval/__init__.py")) >= {"Answer", "Archive"}


@pytest.mark.parametrize(
    ("path", "source", "breach"),
    [
        ("archive/store.py", "from archive.errors import StoreError", None),
        ("archive/store.py", "from retrieval.answer import Answer", "archive may not import retrieval"),
        ("archive/store.py", "import ingest", "archive may not import ingest"),
        ("ingest/build.py", "from archive.store import Store", None),
        ("ingest/build.py", "from retrieval import Archive", "ingest may not import retrieval"),
        ("retrieval/ask.py", "def f():\n    import ingest.build", "retrieval may not import ingest"),
        ("retrieval/ask.py", "importlib.import_module('ui.theme')", "retrieval may not import ui"),
        ("evaluation/runs.py", "from ui.chat import draw", "evaluation may not import ui"),
        ("ui/chat.py", "from retrieval import Archive", None),
        ("ui/chat.py", "from retrieval import _hidden", "no public name"),
        ("ui/chat.py", "from retrieval import *", "no public name"),
        ("ui/chat.py", "import retrieval", "no public name"),
        ("ui/chat.py", "from retrieval.answer import Archive", "no public name"),
        ("ui/chat.py", "from evaluation import evaluate", None),
        ("ui/chat.py", "from evaluation.report import evaluate", "no public name of evaluation"),
        ("evaluation/report.py", "from evaluation.figures import measure", None),
        ("ui/chat.py", "import app", "ui may not import app"),
        ("ui/chat.py", "from ingest.build import ingest", "ui may not import ingest"),
        ("ui/chat.py", "from archive.settings import Settings", None),
        ("ui/chat.py", "from archive import settings", None),
        ("ui/chat.py", "from archive.store import Store", "the settings only"),
        ("ui/chat.py", "from . import theme", "by the full name"),
        ("app.py", "from ui.chat import draw", None),
        ("app.py", "import streamlit as st", None),
        ("ui/chat.py", "from streamlit.components import v1", None),
        ("retrieval/ask.py", "import streamlit", "app.py and ui/ only"),
        ("archive/vectors.py", "import chromadb.config", None),
        ("archive/store.py", "from chromadb import Client", "archive/vectors.py only"),
        ("retrieval/search.py", "import sqlite3", "archive/ only"),
        ("otr.py", "from ingest.build import ingest", None),
        ("otr.py", "import sentence_transformers", "archive/embedder.py and archive/cross_encoder.py only"),
    ],
)
def test_this_test_can_fail(path: str, source: str, breach: str | None) -> None:
    found = breaches(path, source, public={"retrieval": {"Archive"}, "evaluation": {"evaluate"}})
    assert [breach in line for line in found] == [True] if breach else found == []


@pytest.mark.parametrize(
    ("sources", "circle"),
    [
        ({"archive": "", "archive.a": "from archive import b", "archive.b": ""}, False),
        ({"archive": "", "archive.a": "from archive import b", "archive.b": "from archive.a import x"}, True),
        ({"archive": "from archive.a import x", "archive.a": "from archive import x"}, True),
        ({"archive": "from archive.a import x", "archive.a": "from archive import b", "archive.b": ""}, False),
    ],
)
def test_a_circle_is_seen(sources: dict[str, str], circle: bool) -> None:
    assert bool(cycle_among(sources)) is circle
