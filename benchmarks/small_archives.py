"""Little archives, of one release or of a few, which is what a new user has: what is right and what is refused there.

    python -m benchmarks.small_archives QUESTIONS.jsonl ARCHIVE STORE --out DIR [--releases 1 5] [--questions 30]

Little archives are made of a large one (its folder, and its store), each around one release, the rest drawn by a seed. Each is
asked three kinds of questions of the large one's set: what its own release answers; what another release does, which is not
in it; and, in one made around the release that the large archive ranks first for a question without an answer, that near miss.
The last two are to be refused. Below --out the little archives are kept, with the plan that they were made by: what changes how
questions are answered is measured on the same ones again, and ``benchmarks.fit`` learns from them. Conversations are left out.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from archive import Embedder, Store
from benchmarks.table import draw
from evaluation import Item, Outcome, Prediction, QuestionSet, make_question, read_questions
from evaluation.judging import judge_item
from evaluation.matching import same_release
from evaluation.resampling import ratio_interval
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Archive, OnTheRecordError, UsageError

SEED = 17
PLAN = "plan.json"
OWN, ANOTHERS, NEAR = "its own", "another's", "near miss"


class Little(BaseModel):
    """A little archive: around which release, with which others in the order they are added, and what it is asked.

    ``asked`` has the kind and the id of each question.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    releases: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]


LITTLES: TypeAdapter[list[Little]] = TypeAdapter(list[Little])


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came of one question of a kind in a little archive of so many releases and passages."""

    kind: str
    releases: int
    passages: int
    item: Item
    outcome: Outcome
    told: str


def main() -> int:
    """Make what is missing, ask, print, and return the exit code."""
    given = _parse()
    try:
        large, questions = Archive.open(given.store), read_questions(given.questions)
        littles = plan(questions, large, given.archive, most=max(given.releases), limit=given.limit)
        (_made(given.out) / PLAN).write_bytes(LITTLES.dump_json(littles, indent=1))
        items, judged = {item.id: item for item in questions.items}, []
        for number, little in enumerate(littles, 1):
            for size in sorted(given.releases):
                store = make(little, size, given.archive, given.out, large.embedder)
                judged += ask(little, items, size, Archive(Store(store), large.embedder))
            print(f"{number} of {len(littles)} archives", file=sys.stderr, flush=True)
    except OnTheRecordError as error:
        print(f"benchmarks.small_archives: {error}", file=sys.stderr)
        return 2
    if given.cases:
        print("\n".join(f"{one.releases}\t{one.kind}\t{one.outcome}\t{one.item.id}\t{one.told}" for one in judged))
    print(draw_figures(judged))
    return 0


def plan(questions: QuestionSet, large: Archive, folder: Path, *, most: int, limit: int) -> list[Little]:
    """Return the little archives for a set: ``limit`` of its answerable questions, and as many without an answer, at most.

    ``most`` is how many releases the largest has. Raises UsageError where the folder holds no release of the set.
    """
    chance = random.Random(SEED)  # noqa: S311 - the same archives each time, no secret
    known = large.store.generation().catalogue.known_releases()
    files = sorted(one for one in known if (folder / one).is_file())
    single = [item for item in questions.items if not item.turn]
    golden = {item.id: _files_of(item, files) for item in single if item.answerable}
    answered = [item for item in single if len(golden.get(item.id, ())) == 1]
    if not answered:
        raise UsageError(f"{folder}: no release that answers a question of {questions.name} is a file below it")
    chosen = chance.sample(answered, min(limit, len(answered)))
    missed = [item for item in single if not item.answerable]
    missed = chance.sample(missed, min(limit, len(missed)))
    littles = []
    for place, item in enumerate(chosen):
        other = next(
            (one for one in [*chosen[place + 1 :], *chosen[:place]] if golden[one.id] != golden[item.id]), None
        )
        asked = [(OWN, item.id)] + ([(ANOTHERS, other.id)] if other else [])
        barred = {release for _, one in asked for release in golden[one]}
        littles.append(_draw(golden[item.id][0], [one for one in files if one not in barred], asked, most, chance))
    for item in missed:
        nearest = next(
            (one.release_id for one in large.ask(make_question(item)).retrieved if one.release_id in files), None
        )
        if nearest is not None:
            littles.append(_draw(nearest, [one for one in files if one != nearest], [(NEAR, item.id)], most, chance))
    return littles


def make(little: Little, size: int, folder: Path, out: Path, embedder: Embedder) -> Path:
    """Return the store of a little archive of so many releases, made by ``otr ingest`` where it is not there.

    One that has fewer releases already is what it begins with, so that nothing is embedded twice.
    """
    made = out / str(size) / little.name
    if made.exists():
        return made
    smaller = [out / str(fewer) / little.name for fewer in range(size - 1, 0, -1)]
    with tempfile.TemporaryDirectory(dir=_made(out)) as work:
        store = Path(work) / "store"
        begun = next((one for one in smaller if one.exists()), None)
        if begun:
            shutil.copytree(begun, store)
        files = Path(work) / "files"
        for release in little.releases[:size]:
            shutil.copyfile(folder / release, _made((files / release).parent) / Path(release).name)
        ingest([str(files)], store=store, embedder=embedder, progress=SilentProgress())
        store.rename(_made(made.parent) / made.name)
    return made


def ask(little: Little, items: Mapping[str, Item], size: int, archive: Archive) -> Iterator[Judged]:
    """Yield what comes of a little archive's questions."""
    passages = archive.store.generation().catalogue.passage_count
    for kind, item_id in little.asked:
        item = items[item_id]
        answer = archive.ask(make_question(item))
        outcome = judge_item(item, Prediction.model_validate({"id": item.id, **answer.to_json()})).outcome
        yield Judged(kind=kind, releases=size, passages=passages, item=item, outcome=outcome, told=_tell(answer.text))


def read_littles(folder: Path, embedder: Embedder) -> Iterator[tuple[Little, Archive]]:
    """Yield the little archives that were made below a folder, each once a size; raises UsageError where there is no plan."""
    try:
        littles = LITTLES.validate_json((folder / PLAN).read_bytes())
    except (OSError, ValidationError) as error:
        raise UsageError(
            f"{folder / PLAN} cannot be read ({error}): make it with python -m benchmarks.small_archives"
        ) from error
    for little in littles:
        for store in sorted(folder.glob(f"*/{little.name}")):
            yield little, Archive(Store(store), embedder)


def draw_figures(judged: Sequence[Judged]) -> str:
    """Return a table: a row a kind of question and a size, with 95% intervals (bootstrap over the questions)."""
    lines = [["asked", "releases", "passages", "questions", "right", "wrong", "refused"]]
    for kind, size in dict.fromkeys((one.kind, one.releases) for one in sorted(judged, key=_order)):
        here = [one for one in judged if (one.kind, one.releases) == (kind, size)]
        median = f"{statistics.median(one.passages for one in here):.0f}"
        counted = (
            [Outcome.RIGHT, Outcome.WRONG, Outcome.REFUSED] if kind == OWN else [None, Outcome.WRONG, Outcome.REFUSED]
        )
        shares = [_share([one.outcome is outcome for one in here]) if outcome else "" for outcome in counted]
        lines.append([kind, str(size), median, str(len(here)), *shares])
    return draw(lines)


def _order(one: Judged) -> tuple[int, int]:
    return (OWN, ANOTHERS, NEAR).index(one.kind), one.releases


def _share(held: Sequence[bool]) -> str:
    columns = np.column_stack([held, np.ones(len(held))]).astype(np.float64)
    low, high = ratio_interval(columns, [str(place) for place in range(len(held))])
    return f"{np.mean(held):.3f} [{low:.2f}, {high:.2f}]"


def _draw(
    around: str, others: Sequence[str], asked: Sequence[tuple[str, str]], most: int, chance: random.Random
) -> Little:
    drawn = chance.sample(others, min(most - 1, len(others)))
    return Little(name=asked[0][1], releases=(around, *drawn), asked=tuple(asked))


def _files_of(item: Item, files: Sequence[str]) -> tuple[str, ...]:
    golden = dict.fromkeys(one.release for one in item.evidence)
    return tuple(file for release in golden for file in files if same_release(file, release))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _tell(text: str) -> str:
    return " ".join(text.split())[:200]


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.small_archives", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("questions", type=Path, help="the large archive's question set")
    parser.add_argument("archive", type=Path, help="its folder, as it was ingested")
    parser.add_argument("store", type=Path, help="its store")
    parser.add_argument("--out", type=Path, required=True, help="folder in which the little archives are kept")
    parser.add_argument(
        "--releases", type=int, nargs="+", default=[1, 5], help="how many releases a little archive has"
    )
    parser.add_argument("--questions", dest="limit", type=int, default=30, help="of each kind, at most")
    parser.add_argument("--cases", action="store_true", help="print every question with what came of it")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
