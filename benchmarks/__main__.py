"""On the Record and its peers on one archive and one question set: everything in one run, one table at its end.

    python -m benchmarks QUESTIONS.jsonl --store DIR --out DIR

The peers are given the releases' texts as the store has them, each with its title and day.

Below --out every program gets a folder with its ``predictions.jsonl``; ``table.txt`` and ``table.json`` hold the figures,
which are those of ``otr evaluate``. Vectors and indexes are kept below --cache and made once. A peer that is not installed
is named and skipped. Needs the ``bench`` extra.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.answering import answer_all
from benchmarks.peer import Peer, open_peer
from benchmarks.peers import PEERS
from benchmarks.pieces import Piece, fingerprint, read_texts
from benchmarks.public import draw_public, measure_public
from benchmarks.table import Row, draw_table, make_row
from benchmarks.vectors import KeptEmbedder
from evaluation import PREDICTIONS, QuestionSet, evaluate, read_predictions, read_questions
from retrieval import Archive, OnTheRecordError, UsageError

OURS = "on-the-record"
OUR_SET_UP = (
    "passages within one turn; candidates by Chroma and BM25 (FTS5), ranked by both ranks and late interaction;"
    " caution {caution}"
)
PUBLIC = Path(__file__).resolve().parents[2] / "shared" / "benchmarks"
CAPTION = """\
All programs embed with one model, {model}, in one precision ({precision}), and
share one cache of vectors. Intervals in brackets: 95%, by bootstrap over the cases.
A peer has no language model here: its answer is the pieces that it hands on to one, and it never refuses.
hit@k: one of the first k passages holds the words that answer."""
PRECISIONS = {"auto": "bfloat16 where the processor multiplies it, else float32"}


def main() -> int:
    """Run the benchmark; return the exit code."""
    given = _parse()
    try:
        _run(given)
    except OnTheRecordError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2
    return 0


def _run(given: argparse.Namespace) -> None:
    questions = _questions(given.questions)
    archive = Archive.open(given.store)
    texts = read_texts(archive)
    if not {quote.release for item in questions.items for quote in item.evidence} & {one.release_id for one in texts}:
        raise UsageError(
            f"the store {given.store} has no release that {given.questions} is about: give it with --store"
        )
    embedder = KeptEmbedder(given.cache / "vectors")
    rows, skipped = _ask_all(given, questions, archive, texts, embedder)
    public = measure_public(given.public, embedder, cache=given.cache)
    text = "\n\n".join([_describe(rows, skipped, embedder), draw_table(rows), *draw_public(public)])
    record = {"questions": questions.fingerprint, "archive": fingerprint(texts), "model": embedder.digest}
    table = {**record, "rows": [row.to_json() for row in rows], "skipped": skipped, "public": public}
    (given.out / "table.json").write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (given.out / "table.txt").write_text(text + "\n", encoding="utf-8")
    print(text)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path, help="question set over it")
    parser.add_argument(
        "--store", type=Path, default=Path("data/store"), help="folder of the archive's store (data/store)"
    )
    parser.add_argument("--out", type=Path, default=Path("runs/bench"), help="folder for what is written (runs/bench)")
    parser.add_argument("--cache", type=Path, default=Path("data/stores/bench"), help="folder of vectors and indexes")
    parser.add_argument(
        "--only", nargs="+", choices=[OURS, *(peer.name for peer in PEERS)], help="these programs alone"
    )
    parser.add_argument("--public", type=Path, default=PUBLIC, help="folder of public test data (../shared/benchmarks)")
    return parser.parse_args()


def _questions(path: Path) -> QuestionSet:
    """Return a question set without its quote checks, which no peer can do."""
    questions = read_questions(path)
    return questions.narrowed(kinds=tuple({case.kind for case in questions.cases} - {"quote-check"}))


def _ask_all(
    given: argparse.Namespace,
    questions: QuestionSet,
    archive: Archive,
    texts: Sequence[Piece],
    embedder: KeptEmbedder,
) -> tuple[list[Row], dict[str, str]]:
    """Return every program's line, the product's first, and why the others were skipped."""
    wanted = set(given.only or [OURS, *(peer.name for peer in PEERS)])
    rows = [_ask_ours(given, questions, archive)] if OURS in wanted else []
    skipped: dict[str, str] = {}
    for peer in PEERS:
        if peer.name not in wanted:
            continue
        if why := peer.missing():
            skipped[peer.name] = why
            print(f"{peer.name} is skipped: {why}", file=sys.stderr)
        else:
            rows.append(_ask_peer(peer, given, questions, texts, embedder))
    return rows, skipped


def _ask_ours(given: argparse.Namespace, questions: QuestionSet, archive: Archive) -> Row:
    """Return the product's own line; the run is one of ``otr evaluate``, report and all."""
    print(f"{OURS}: {len(questions.cases)} cases", file=sys.stderr, flush=True)
    report, _ = evaluate(questions, archive, given.out / OURS)
    return make_row(
        read_predictions(given.out / OURS / PREDICTIONS), questions, {}, name=OURS, title="On the Record",
        set_up=OUR_SET_UP.format(caution=report.run.caution),
        verbatim=report.figures["verbatim"].value,
    )  # fmt: skip


def _ask_peer(
    peer: Peer, given: argparse.Namespace, questions: QuestionSet, texts: Sequence[Piece], embedder: KeptEmbedder
) -> Row:
    search = open_peer(peer, texts, given.cache / fingerprint(texts)[:16], embedder)
    print(f"{peer.name}: {len(questions.items)} questions", file=sys.stderr, flush=True)
    path = given.out / peer.name / PREDICTIONS
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = answer_all(search, questions.items, handed_on=peer.handed_on)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    set_up = f"{peer.versions()}; {peer.splitter}; {peer.retriever}; the first {peer.handed_on} handed on"
    return make_row(
        read_predictions(path), questions, {one.release_id: one.text for one in texts},
        name=peer.name, title=peer.title, set_up=set_up,
    )  # fmt: skip


def _describe(rows: Sequence[Row], skipped: dict[str, str], embedder: KeptEmbedder) -> str:
    lines = [CAPTION.format(model=embedder.name, precision=PRECISIONS.get(embedder.precision, embedder.precision))]
    lines += [f"  {row.title}: {row.set_up}" for row in rows]
    lines += [f"  skipped: {name}: {why}" for name, why in skipped.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
