"""Ask an archive every question of a set, and write the answers down as predictions.

python -m benchmarks.ask_questions QUESTIONS.jsonl OUT.jsonl --store DIR
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.questions import questions_of
from retrieval import Archive


def main() -> None:
    """Ask, and write one prediction a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--store", type=Path, default=Path("data/store"))
    given = parser.parse_args()
    archive = Archive.open(given.store)
    archive.warm()
    with given.out.open("w", encoding="utf-8") as file:
        for case_id, question in questions_of(given.questions):
            file.write(json.dumps({"id": case_id, **archive.ask(question).to_json()}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
