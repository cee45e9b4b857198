"""Imports go down only (app, ui -> evaluation, serving -> retrieval, ingest -> archive -> language); rooms have faces.

Proved from the code's own imports.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# What each part may import of the others. `otr`, the console, puts the commands of all together.
MAY_IMPORT = {
    "language": {"language"},
    "archive": {"archive", "language"},
    "ingest": {"ingest", "archive", "language"},
    "retrieval": {"retrieval", "archive", "language"},
    "evaluation": {"evaluation", "retrieval", "archive"},
    "serving": {"serving", "retrieval", "archive"},
    "ui": {"ui", "serving", "evaluation", "retrieval", "archive"},
    "app": {"ui", "retrieval", "archive"},
    "server": {"serving", "archive"},
    "otr": {"ui", "serving", "evaluation", "retrieval", "ingest", "archive"},
}
# The rooms inside a part, and which of its other rooms each may import. What stands beside the rooms, at the top of a part,
# is either a noun that all of them use (NOUNS), or puts the rooms together and is imported by none of them.
ROOMS = {
    "archive.generations": set(),
    "archive.catalogue": set(),
    "archive.models": {"archive.catalogue"},
    "archive.usage": set(),
    "archive.vectors": {"archive.generations", "archive.catalogue"},
    "archive.verifying": {"archive.generations", "archive.catalogue", "archive.vectors"},
    "archive.transfer": {"archive.generations", "archive.catalogue", "archive.models", "archive.vectors"},
    "ingest.turns": set(),
    "ingest.quotations": {"ingest.turns"},
    "ingest.readers": {
        "ingest.turns",
        "ingest.quotations",
        "ingest.readers.text",
        "ingest.readers.pages",
        "ingest.readers.records",
        "ingest.readers.documents",
    },
    "ingest.readers.text": {"ingest.turns"},
    "ingest.readers.pages": {"ingest.turns", "ingest.readers.text"},
    "ingest.readers.records": {"ingest.turns", "ingest.readers.text"},
    "ingest.readers.documents": {"ingest.turns", "ingest.readers.text"},
    "ingest.people": {"ingest.turns"},
    "ingest.relations": set(),
    "ingest.fetching": set(),
    "retrieval.query": set(),
    "retrieval.search": {"retrieval.query"},
    "retrieval.citations": set(),
    "retrieval.browsing": set(),
    "retrieval.listing": {"retrieval.query", "retrieval.search", "retrieval.citations"},
    "retrieval.answering": {
        "retrieval.query",
        "retrieval.search",
        "retrieval.citations",
        "retrieval.listing",
        "retrieval.answering.premises",
        "retrieval.answering.verify",
    },
    "retrieval.answering.verify": {"retrieval.citations"},
    "retrieval.answering.premises": {
        "retrieval.query",
        "retrieval.search",
        "retrieval.citations",
        "retrieval.answering",
    },
    "retrieval.quote_check": {"retrieval.search", "retrieval.citations"},
    "retrieval.timeline": {"retrieval.search", "retrieval.citations"},
    "retrieval.writing": {"retrieval.citations", "retrieval.answering.verify"},
    "retrieval.receipts": {"retrieval.citations"},
    "retrieval.exports": {"retrieval.citations"},
    "ui.chat": set(),
    "ui.browse": set(),
    "ui.staff": set(),
}
NOUNS = {
    "retrieval": {"answer", "csv_export", "links", "question", "spans", "weights", "wording"},
    "ingest": set(),
    "ui": {"components", "languages", "links", "pieces", "states", "wording"},
}
# What outsiders import by its face (`__init__.py`) only.
FACED = {"language", "archive", *ROOMS}
# These know retrieval and evaluation by their public names only; of archive nothing but the settings, and in a cli.py what all
# console commands share.
CLIENTS = {"evaluation", "serving", "ui", "app"}
SETTINGS = "archive.settings"
SETTINGS_NAMES = {"Settings", "BUNDLED_MODEL"}
CONSOLE_NAMES = {"ConsoleProgress", "JsonOption", "ModelOption", "StoreOption", "VectorsOption", "parse_day"}

# Each public class and function has a name of its own in the whole product, but for what every part has one of.
IN_EVERY_PART = {"add_commands"}

# Where each framework may be imported: a file, or a folder with all below it.
FRAMEWORKS = {
    "chromadb": ("archive/vectors/",),
    "langchain": ("retrieval/writing/model.py",),
    "sentence_transformers": ("archive/models/",),
    "sqlite3": ("archive/",),
    "streamlit": ("app.py", "server.py", "ui/"),
    "fastapi": ("serving/",),
    "fastapi_offline": ("serving/",),
    "starlette": ("serving/",),
    "mcp": ("serving/",),
    "prometheus_client": ("serving/",),
    "limits": ("serving/",),
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
        elif room_breach(path, imported):
            found.append(f"{where}: {room_breach(path, imported)}")
        elif (
            part in CLIENTS
            and imported.part in public
            and imported.part != part
            and (imported.module != imported.part or imported.name not in public[imported.part])
        ):
            found.append(f"{where}: {imported.module}.{imported.name} is no public name of {imported.part}")
        elif part in CLIENTS and imported.part == "archive" and not is_open_to_clients(path, imported):
            found.append(f"{where}: of archive, {part} may import the settings only")
        elif not path.startswith(FRAMEWORKS.get(imported.part, ("",))):
            found.append(f"{where}: {imported.part} may be imported in {' and '.join(FRAMEWORKS[imported.part])} only")
    return found


def is_open_to_clients(path: str, imported: Import) -> bool:
    names = SETTINGS_NAMES | (CONSOLE_NAMES if path.endswith("/cli.py") else set())
    return imported.module == "archive" and imported.name in names


def room_of(module: str) -> str:
    """Return the innermost room with a face that a module lies in, '' where it lies in none."""
    return max((room for room in FACED if f"{module}.".startswith(f"{room}.")), key=len, default="")


def room_breach(path: str, imported: Import) -> str:
    """Return what a module breaks of the rooms' rules by an import, '' where it breaks none."""
    here, there = room_of(dotted(path)), room_of(imported.module)
    part = path.partition("/")[0]
    if there and not f"{here}.".startswith(f"{there}."):
        if imported.module != there:
            return f"import from {there}, not from {imported.module}"
        if here in ROOMS and there in ROOMS and there not in ROOMS[here]:
            return f"{here} may not import {there}"
    elif here in ROOMS and imported.part == part and not there:
        noun = imported.module.partition(".")[2].partition(".")[0] or imported.name
        if noun not in NOUNS[part]:
            return f"a room may not import {imported.module}, which puts the rooms together"
    return ""


def defined_names(source: str) -> set[str]:
    """Return the public classes and functions that a module defines at its top."""
    defined = (node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef | ast.FunctionDef))
    return {name for name in defined if not name.startswith("_")}


def shared_names(sources: dict[str, str]) -> set[str]:
    """Return the public names that more than one of the modules defines."""
    counts = Counter(name for source in sources.values() for name in defined_names(source))
    return {name for name, count in counts.items() if count > 1}


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
    public = {part: public_names(text_of(f"{part}/__init__.py")) for part in ("retrieval", "evaluation", "serving")}
    assert breaches(path, text_of(path), public=public) == []


def test_each_public_name_is_defined_once() -> None:
    shared = shared_names({path: text_of(path) for path in modules()})
    assert shared - IN_EVERY_PART == set()


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("class Claim: ...", "class Claim: ...", {"Claim"}),
        ("def read(): ...", "class read: ...", {"read"}),
        ("def _read(): ...", "def _read(): ...", set()),
        ("from a import read", "def read(): ...", set()),
        ("class Claim:\n    def read(self): ...", "def read(): ...", set()),
    ],
)
def test_a_name_that_two_modules_define_is_seen(one: str, other: str, shared: set[str]) -> None:
    assert shared_names({"a.py": one, "b.py": other}) == shared


def test_no_circle_of_imports() -> None:
    assert cycle_among({dotted(path): text_of(path) for path in modules()}) == []


def test_the_product_is_where_this_test_looks() -> None:
    parts = {path.partition("/")[0].removesuffix(".py") for path in modules()}
    assert parts >= {"language", "archive", "ingest", "retrieval", "serving", "ui", "app", "server", "otr"}
    assert {room for room in ROOMS if not (ROOT / room.replace(".", "/") / "__init__.py").exists()} == set()
    assert public_names(text_of("retrieval/__init__.py")) >= {"Answer", "Archive"}


@pytest.mark.parametrize(
    ("path", "source", "breach"),
    [
        ("archive/store.py", "from archive.errors import StoreError", None),
        ("archive/store.py", "from retrieval.answer import Answer", "archive may not import retrieval"),
        ("archive/store.py", "import ingest", "archive may not import ingest"),
        ("ingest/build.py", "from archive import Store", None),
        ("ingest/build.py", "from archive.store import Store", "import from archive, not from archive.store"),
        ("language/names.py", "from archive import Store", "language may not import archive"),
        ("ingest/turns/labels.py", "from ingest.turns.voices import is_own_office", None),
        (
            "ingest/turns/labels.py",
            "from ingest.people import register_people",
            "ingest.turns may not import ingest.people",
        ),
        ("ingest/people/register.py", "from ingest.turns import Named", None),
        ("ingest/people/register.py", "from ingest.turns.labels import Named", "import from ingest.turns"),
        ("ingest/people/register.py", "from ingest.build import ingest", "puts the rooms together"),
        ("retrieval/search/features.py", "from retrieval.question import Heard", None),
        ("retrieval/search/features.py", "from retrieval import wording", None),
        ("retrieval/search/features.py", "from retrieval.api import Archive", "puts the rooms together"),
        (
            "retrieval/search/features.py",
            "from retrieval.answering import Sentence",
            "may not import retrieval.answering",
        ),
        ("retrieval/api.py", "from retrieval.search import Ranking", None),
        ("retrieval/api.py", "from retrieval.search.retriever import Ranking", "import from retrieval.search"),
        ("retrieval/answering/premises/denied_claims.py", "from retrieval.answering.state import Findings", None),
        ("ingest/build.py", "from retrieval import Archive", "ingest may not import retrieval"),
        ("retrieval/answering/pipeline.py", "def f():\n    import ingest.build", "retrieval may not import ingest"),
        ("retrieval/answering/pipeline.py", "importlib.import_module('ui.theme')", "retrieval may not import ui"),
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
        ("ui/chat.py", "from serving import shared_desk", None),
        ("ui/chat.py", "from serving.doors import Doors", "no public name of serving"),
        ("serving/api.py", "from serving.desk import Desk", None),
        ("serving/api.py", "from retrieval import Archive", None),
        ("serving/api.py", "from archive import Store", "the settings only"),
        ("serving/api.py", "from ui.links import read_span", "serving may not import ui"),
        ("retrieval/api.py", "import fastapi", "serving/ only"),
        ("ui/chat.py", "from ingest.build import ingest", "ui may not import ingest"),
        ("ui/chat.py", "from archive import Settings", None),
        ("ui/chat.py", "from archive.settings import Settings", "import from archive"),
        ("ui/chat.py", "from archive import Store", "the settings only"),
        ("ui/cli.py", "from archive import StoreOption", None),
        ("ui/chat.py", "from archive import StoreOption", "the settings only"),
        ("ui/chat.py", "from . import theme", "by the full name"),
        ("app.py", "from ui.chat import draw", None),
        ("app.py", "import streamlit as st", None),
        ("ui/chat.py", "from streamlit.components import v1", None),
        ("retrieval/answering/pipeline.py", "import streamlit", "app.py and server.py and ui/ only"),
        ("archive/vectors/folder.py", "import chromadb.config", None),
        ("retrieval/writing/writer.py", "from langchain.chat_models import x", "retrieval/writing/model.py only"),
        ("archive/store.py", "from chromadb import Client", "archive/vectors/ only"),
        ("retrieval/search/search.py", "import sqlite3", "archive/ only"),
        ("otr.py", "from ingest.build import ingest", None),
        ("otr.py", "import sentence_transformers", "archive/models/ only"),
    ],
)
def test_this_test_can_fail(path: str, source: str, breach: str | None) -> None:
    found = breaches(
        path, source, public={"retrieval": {"Archive"}, "evaluation": {"evaluate"}, "serving": {"shared_desk"}}
    )
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
