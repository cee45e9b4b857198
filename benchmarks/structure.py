"""How the code of a checkout is built, and how many of its modules one question enters.

    python -m benchmarks.structure [CHECKOUT]
    python -m benchmarks.structure trace "QUESTION" --store STORE

A box is a module of a folder, or a folder inside it with all that it holds. What imports none of the others stands on floor 1,
anything else one floor above the highest that it imports. 'All modules' counts those further down too; 'their floors' follow an
import by a face (``__init__.py``) to the module that defines the name. Code has no blank lines, comments and docstrings; data
are all other text files, without blank lines and comments. A move is a call from one of our modules into another; the trace
asks another question first, so that all is loaded.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import sys
import threading
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path
from types import FrameType
from typing import Any

PARTS = ("language", "archive", "ingest", "retrieval", "evaluation", "ui")
DATA = {".css", ".csv", ".html", ".js", ".json", ".jsonl", ".sql", ".toml", ".txt"}


def read_modules(checkout: Path) -> dict[str, Path]:
    """Return the product's modules and faces, by dotted name."""
    paths = {path.relative_to(checkout): path for part in PARTS for path in sorted((checkout / part).rglob("*.py"))}
    return {".".join(low.with_suffix("").parts).removesuffix(".__init__"): path for low, path in paths.items()}


def find_imports(modules: dict[str, Path]) -> dict[str, set[str]]:
    """Return which of the modules each of them imports, faces followed to where a name is defined."""
    imported: dict[str, list[tuple[str, str]]] = {name: [] for name in modules}
    for name, path in modules.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom | ast.Import):
                imported[name] += [(getattr(node, "module", one.name), one.name) for one in node.names]

    def follow(module: str, name: str) -> str:
        if f"{module}.{name}" in modules:
            return f"{module}.{name}"
        sources = [source for source, again in imported.get(module, ()) if again == name]
        return follow(sources[0], name) if sources and modules[module].name == "__init__.py" else module

    return {name: {follow(*one) for one in found} & modules.keys() - {name} for name, found in imported.items()}


def count_floors(graph: dict[str, set[str]]) -> int:
    """Return how many floors a graph of imports has; raises graphlib.CycleError where it goes round in a circle."""
    floor: dict[str, int] = {}
    for name in TopologicalSorter({name: below - {name} for name, below in graph.items()}).static_order():
        floor[name] = 1 + max((floor.get(below, 0) for below in graph[name]), default=0)
    return max(floor.values())


def describe_folders(modules: dict[str, Path]) -> list[str]:
    """Return the table of folders: boxes and their floors, then all modules and theirs."""
    imports = find_imports(modules)
    lines = [f"{'folder':32}{'boxes':>8}{'floors':>8}{'all modules':>14}{'their floors':>14}"]
    for folder in (name for name, path in modules.items() if path.name == "__init__.py"):
        box = {name: name.removeprefix(f"{folder}.").split(".")[0] for name in modules if name.startswith(f"{folder}.")}
        box = {name: each for name, each in box.items() if modules[name].name != "__init__.py"}
        graph = {name: imports[name] & box.keys() for name in box}
        boxes = {each: {box[low] for name in box if box[name] == each for low in graph[name]} for each in box.values()}
        if boxes:
            lines.append(f"{folder:32}{len(boxes):8}{count_floors(boxes):8}{len(box):14}{count_floors(graph):14}")
    return lines


def describe_parts(checkout: Path) -> list[str]:
    """Return the table of parts: files, and lines of code and of data."""
    lines = [f"{'part':12}{'files':>7}{'code':>8}{'data':>8}"]
    for name, parts in [*((part, [part]) for part in PARTS), ("all", PARTS)]:
        paths = [path for part in parts for path in (checkout / part).rglob("*.*")]
        texts = [path.read_text(encoding="utf-8") for path in paths if path.suffix == ".py"]
        others = [path.read_text(encoding="utf-8") for path in paths if path.suffix in DATA]
        data = sum(line.strip()[:1] not in ("", "#") for text in others for line in text.splitlines())
        code = sum(map(count_code, texts))
        lines.append(f"{name:12}{len(texts):7}{code:8,}{data:8,}")
    return lines


def count_code(text: str) -> int:
    """Return how many lines of a module are neither blank, comment nor docstring."""
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr))
    spans = ((node.lineno, node.end_lineno or 0) for node in nodes if isinstance(node.value, ast.Constant))
    docs = {at for first, last in spans for at in range(first, last + 1)}
    return sum(line.strip()[:1] not in ("", "#") and at not in docs for at, line in enumerate(text.split("\n"), 1))


def trace(checkout: Path, question: str, archive: Any) -> list[str]:
    """Return how many of the checkout's modules a question to its open archive enters, with how many moves into each."""
    names = {str(path): name for name, path in read_modules(checkout).items()}
    moves: Counter[str] = Counter()
    begun: set[FrameType] = set()

    def watch(frame: FrameType, event: str, _: object) -> None:
        here = names.get(frame.f_code.co_filename)
        if event != "call" or here is None or frame in begun:
            return
        if frame.f_code.co_flags & inspect.CO_GENERATOR:  # when it goes on after a yield, that is no call
            begun.add(frame)
        caller = frame.f_back
        while caller and caller.f_code.co_filename not in names:
            caller = caller.f_back
        moves[here] += caller is not None and names[caller.f_code.co_filename] != here

    archive.ask("What was announced?")  # so that all is loaded
    threading.setprofile(watch)
    sys.setprofile(watch)
    answer = archive.ask(question)
    sys.setprofile(None)
    threading.setprofile(None)
    rows = [f"{count:8,}  {name}" for name, count in sorted(moves.items())]
    return [f"{answer.status.value}: {len(moves)} modules, {moves.total():,} moves", *rows]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="CHECKOUT | trace QUESTION", help="the present folder, if left out")
    parser.add_argument("--store", type=Path, help="with trace: the store that is asked")
    given = parser.parse_args()
    folder = Path(*given.words[:1] or ".").resolve()
    if len(given.words) < 2 and (folder / "retrieval").is_dir():
        print("\n".join([*describe_folders(read_modules(folder)), "", *describe_parts(folder)]))
    elif len(given.words) == 2 and given.words[0] == "trace" and given.store:
        sys.path.insert(0, str(Path.cwd()))
        from retrieval import Archive

        print("\n".join(trace(Path.cwd(), given.words[1], Archive.open(given.store))))
    else:
        parser.error('give a checkout of the product, or: trace "QUESTION" --store STORE')
