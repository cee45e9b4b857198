"""How often officials are said to contradict a question, or not to have said, on sets whose answers are known.

    python -m benchmarks.contradictions SET.jsonl STORE [SET.jsonl STORE ...] [--show]

Sets of our own, over the archives that they are named after, are in ``benchmarks/premises``: questions that take for granted what
officials contradict, with the places of the officials' words, and questions of the same form whose premise holds, most of which
stand beside a denial of something similar. A question set of the usual form may be given too. Prints, for each set and kind of
question, how many are answered by 'Officials said otherwise', at the right place where places are given, and how many by
'Officials were asked, and did not say'. ``--show`` prints each with the words that are cited, to be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.table import draw
from evaluation.matching import same_release
from retrieval import Answer, Archive, OnTheRecordError, Status

NOT_ASKED = {"conversation", "quote-check"}


def main() -> int:
    """Ask, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contradictions")
    parser.add_argument("sets", nargs="+", metavar="SET STORE", help="a set, and after it the store of its archive")
    parser.add_argument("--show", action="store_true", help="print each statement about officials with its words")
    given = parser.parse_args()
    if len(given.sets) % 2:
        print("benchmarks.contradictions: each set needs the store of its archive after it", file=sys.stderr)
        return 2
    rows: list[tuple[str, ...]] = [("set", "kind", "questions", "said otherwise", "at the right place", "did not say")]
    try:
        for path, store in zip(map(Path, given.sets[::2]), map(Path, given.sets[1::2]), strict=True):
            rows += [
                (path.stem, kind, *map(str, counts)) for kind, counts in count(path, store, show=given.show).items()
            ]
    except (OnTheRecordError, OSError, ValueError) as error:
        print(f"benchmarks.contradictions: {error}", file=sys.stderr)
        return 2
    print(draw(rows))
    return 0


def count(path: Path, store: Path, *, show: bool) -> Mapping[str, tuple[int, int, int, int]]:
    """Return for each kind of question how many there are, are contradicted, are so at the right place, and were not answered."""
    archive = Archive.open(store)
    archive.warm()
    asked, against, placed, declined = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        kind = item["kind"]
        if kind in NOT_ASKED:
            continue
        answer = archive.ask(item["question"])
        asked[kind] += 1
        against[kind] += answer.status is Status.CONTRADICTED
        placed[kind] += answer.status is Status.CONTRADICTED and is_placed(answer, item)
        declined[kind] += answer.status is Status.DECLINED
        if show and answer.status in {Status.CONTRADICTED, Status.DECLINED}:
            print(f"{item['id']} {kind}, {answer.status}: {item['question']}")
            print("".join(f"    {one.speaker}: {one.quote}\n" for one in answer.citations))
    return {kind: (asked[kind], against[kind], placed[kind], declined[kind]) for kind in asked}


def is_placed(answer: Answer, item: Mapping[str, Any]) -> bool:
    """Whether an answer cites words that overlap one of the places that a question's line gives."""
    places = [one for one in item.get("evidence", ()) if "start" in one]
    return any(
        same_release(one.release_id, place["release"]) and one.start < place["end"] and place["start"] < one.end
        for one in answer.citations
        for place in places
    )


if __name__ == "__main__":
    raise SystemExit(main())
