"""Count the English in the code: how many modules hold words of it, in how many patterns, and how many words.

python -m benchmarks.vocabulary [CHECKOUT] [--modules]

A module holds vocabulary where it has string literals with words in them
- in a call of ``re.compile``, ``re.match`` and the like,
- in a call of ``frozenset``, ``set`` or ``dict.fromkeys``, or in a text that is split into words,
- in a constant of the module from which one of these is built, however many steps away, unless it names an entry of
  ``language/*.toml``.

So messages, docstrings and keys do not count, and names of groups, escapes and sets of characters in a pattern are no words.
A word is two letters or more; one that stands twice counts twice. A pattern counts where it holds a word. Of a TOML file the
words of its entries and patterns count; of a table that says what its words mean, those words.
"""

from __future__ import annotations

import argparse
import ast
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.table import draw

PARTS = ("archive", "ingest", "retrieval", "evaluation", "ui", "app.py", "otr.py", "language")
PATTERN_TABLES = ("patterns", "exact_patterns")
_OF_DATA = frozenset(
    {"each_pattern", "entries", "entry", "list_words", "pattern", "patterns", "word_set"}
)  # they take names of entries
_PATTERN_CALLS = frozenset({"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
_NO_WORDS = re.compile(r"\(\?(?:P<\w+>|P=\w+|<?[=!]|[a-z-]*[:)])|\\[a-zA-Z]|(?<!\\)\[(?:\\.|[^\]\\])*\]|\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What one file holds: its patterns with words in them, and the words of patterns and lists."""

    path: str
    patterns: int
    words: int


def count_module(path: str, source: str) -> Vocabulary:
    """Return the vocabulary of a Python module."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    patterns = [call for call in calls if _is_pattern(call)]
    lists = [call for call in calls if _is_list(call, constants)]
    found: dict[int, str] = {}
    for call in [*patterns, *lists]:
        found |= _literals(call, constants, frozenset())
    worded = sum(any(map(_words, _literals(call, constants, frozenset()).values())) for call in patterns)
    return Vocabulary(path=path, patterns=worded, words=sum(len(_words(text)) for text in found.values()))


def count_data(path: str, text: str) -> Vocabulary:
    """Return the vocabulary of a TOML file."""
    held = tomllib.loads(text)
    patterns = sum(len(held.get(table, {})) for table in PATTERN_TABLES)
    return Vocabulary(path=path, patterns=patterns, words=sum(len(_words(text)) for text in _texts(held)))


def _is_pattern(call: ast.Call) -> bool:
    of_re = (
        isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id == "re"
    )
    return of_re and isinstance(call.func, ast.Attribute) and call.func.attr in _PATTERN_CALLS


def _is_list(call: ast.Call, constants: Collection[str]) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in ("frozenset", "set")
    if not isinstance(call.func, ast.Attribute):
        return False
    text = call.func.value
    is_text = isinstance(text, ast.Constant) or (isinstance(text, ast.Name) and text.id in constants)
    return call.func.attr == "fromkeys" or (call.func.attr in ("split", "splitlines") and is_text)


def _literals(node: ast.AST, constants: dict[str, ast.expr], seen: frozenset[str]) -> dict[int, str]:
    """Return the texts in an expression and in the constants that it is built from, by where they stand."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {id(node): node.value}
    if isinstance(node, ast.Name) and node.id in constants and node.id not in seen:
        return _literals(constants[node.id], constants, seen | {node.id})
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _OF_DATA:
        return {}
    parts = [_literals(part, constants, seen) for part in ast.iter_child_nodes(node)]
    return {place: text for part in parts for place, text in part.items()}


def _words(text: str) -> list[str]:
    return _WORD.findall(_NO_WORDS.sub(" ", text))


def _texts(held: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of a file: what its entries and patterns hold, and the keys of its other tables."""
    for name, value in held.items():
        if isinstance(value, dict):
            yield from value.values() if name in PATTERN_TABLES else value
        else:
            yield from _flatten(value)


def _flatten(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _flatten(one)


def count(root: Path) -> list[Vocabulary]:
    """Return the vocabulary of a checkout's modules and of its data in language/, without the files that hold none."""
    modules = [
        path
        for part in PARTS
        for path in ([root / part] if part.endswith(".py") else sorted((root / part).rglob("*.py")))
    ]
    found = [count_module(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in modules]
    data = sorted((root / "language").glob("*.toml"))
    found += [count_data(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in data]
    return [one for one in found if one.words]


def main() -> None:
    """Count, and print a row a part, or a row a file."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.vocabulary",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("checkout", type=Path, nargs="?", default=Path(), help="the folder of a checkout (this one)")
    parser.add_argument("--modules", action="store_true", help="a row a file")
    given = parser.parse_args()
    found = count(given.checkout)
    if given.modules:
        rows = [[one.path, "1", str(one.patterns), str(one.words)] for one in found]
    else:
        groups = {"language/*.toml": [], "language/*.py": [], "everything else": []}
        for one in found:
            suffix = one.path.rpartition(".")[2]
            groups[f"language/*.{suffix}" if one.path.startswith("language/") else "everything else"].append(one)
        rows = [
            [name, str(len(held)), str(sum(one.patterns for one in held)), str(sum(one.words for one in held))]
            for name, held in groups.items()
        ]
    print(draw([["English in", "files", "patterns", "words"], *rows]))


if __name__ == "__main__":
    main()
