"""Console commands that read the store: ``otr ask``, ``otr replay``, ``otr check``, ``otr timeline``, ``otr status``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from archive import (
    ChromaServer,
    Generation,
    JsonOption,
    ModelOption,
    Settings,
    Store,
    StoreOption,
    UsageError,
    parse_day,
    store_state,
)
from retrieval import wording
from retrieval.api import Archive
from retrieval.coverage import measure_coverage
from retrieval.exports import ExportForm, export_answers
from retrieval.question import Filters, Question
from retrieval.receipts import make_receipt, read_receipt
from retrieval.rendering import (
    describe_answer,
    describe_article,
    describe_check,
    describe_chips,
    describe_model_use,
    describe_replay,
    describe_timeline,
)
from retrieval.timeline import STATEMENTS_SHOWN
from retrieval.weights import SHIPPED, WeightsFile, load_weights

SPEAKERS_SHOWN = 8
_LISTED = 8
SpeakerOption = Annotated[
    list[str] | None, typer.Option("--speaker", help="Only this person's words; may be given again.")
]
SinceOption = Annotated[str | None, typer.Option("--from", help="Only from this day on: YYYY-MM-DD.")]
UntilOption = Annotated[str | None, typer.Option("--to", help="Only up to this day: YYYY-MM-DD.")]
KindOption = Annotated[list[str] | None, typer.Option("--kind", help="Only this kind of release; may be given again.")]
AskedOnOption = Annotated[
    str | None,
    typer.Option(
        "--asked-on", help="The day that 'last month' is relative to: YYYY-MM-DD.", show_default="the last release's"
    ),
]


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("ask")(ask_command)
    app.command("replay")(replay_command)
    app.command("check")(check_command)
    app.command("timeline")(timeline_command)
    app.command("status")(status_command)


def ask_command(  # noqa: PLR0913, PLR0917 - each is a flag of the console
    question: Annotated[str, typer.Argument(help="The question, in your own words.")],
    store: StoreOption = None,
    speaker: SpeakerOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    asked_on: AskedOnOption = None,
    as_asked: Annotated[bool, typer.Option("--as-asked", help="Read no filters from the question.")] = False,
    model: ModelOption = None,
    as_json: JsonOption = False,
    form: Annotated[
        ExportForm | None, typer.Option("--as", help="Print the answer in this form, to be taken away.")
    ] = None,
    receipt: Annotated[Path | None, typer.Option(help="Write a receipt here, for 'otr replay'.")] = None,
) -> None:
    """Ask the archive."""
    if as_json and form not in (None, ExportForm.JSON):
        raise UsageError(f"--json and --as {form} are two forms of the same: give one of them")
    filters = read_filters(speaker, since, until, kind)
    asked = Question(text=question, filters=filters, as_asked=as_asked, asked_on=parse_day("--asked-on", asked_on))
    settings = Settings() if model is None else Settings(model=model)
    archive = Archive.open(store or settings.store, settings=settings)
    answer = archive.ask(asked)
    told = [*describe_chips(answer.chips), answer.notice, describe_fit(archive.store.generation(), archive.weights),
            *describe_model_use(answer)]  # fmt: skip
    for line in filter(None, told):
        print(line, file=sys.stderr)
    if receipt is not None:
        write_file(receipt, make_receipt(answer).write(), option="--receipt")
    chosen = ExportForm.JSON if as_json else form
    if chosen:
        print(export_answers([answer], chosen, page=settings.public_url), end="")
    else:
        print(describe_answer(answer))


def replay_command(
    receipt: Annotated[Path, typer.Argument(help="A receipt, as 'otr ask --receipt' or the page writes it.")],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask a receipt's question again: exits 0 where the answer is the same today, 1 where not, 2 for what is no receipt."""
    try:
        data = receipt.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the receipt {receipt} cannot be read ({error.strerror}): give the file of a receipt"
        ) from error
    read = read_receipt(data, name=receipt.name)
    replay = Archive.open(store or Settings().store).replay(read)
    print(json.dumps(replay.to_json(), ensure_ascii=False, indent=1) if as_json else describe_replay(replay))
    if not replay.same:
        raise typer.Exit(1)


def write_file(path: Path, text: str, *, option: str) -> None:
    """Write a file that an option names; raises UsageError where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(
            f"{option} {path} cannot be written ({error.strerror}): name a file in a folder of yours"
        ) from error


def check_command(
    quote: Annotated[str | None, typer.Argument(help="The words that are said to have been said.")] = None,
    store: StoreOption = None,
    said_by: Annotated[str | None, typer.Option("--said-by", help="Who is said to have said them.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Check every quotation of this text; - is stdin.")] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="With --file: print a table as CSV.")] = False,
) -> None:
    """Did they really say this? Exits 0 whatever the verdict; 2 for words that cannot be checked."""
    if (quote is None) == (file is None):
        raise UsageError(
            'give either a quotation, otr check "WORDS", or a text with quotations, otr check --file ARTICLE.txt'
        )
    if (as_csv and (file is None or as_json)) or (said_by is not None and file is not None):
        raise UsageError(
            "--csv goes with --file and without --json; --said-by goes with a quotation: leave one of them out"
        )
    archive = Archive.open(store or Settings().store)
    if file is None:
        check = archive.check_quote(quote or "", said_by=said_by)
        print(json.dumps(check.to_json(), ensure_ascii=False, indent=1) if as_json else describe_check(check))
        return
    article = archive.check_article(_read_text(file))
    if as_csv:
        print(article.to_csv(), end="")
    else:
        print(json.dumps(article.to_json(), ensure_ascii=False, indent=1) if as_json else describe_article(article))


def status_command(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Say what the store holds and whether it can serve."""
    folder = store or Settings().store
    state = store_state(folder)
    if state.name != "ready":
        said = {"store": str(folder), "state": state.name, "message": state.message, "next": state.next_step,
                "stage": state.stage, "done": state.done, "total": state.total}  # fmt: skip
        print(json.dumps(said, indent=1) if as_json else f"{state.name}: {state.message} {state.next_step}".strip())
        raise typer.Exit(3)
    opened = Store(folder, server=ChromaServer.chosen(Settings()))
    generation = opened.generation()
    collection = generation.collection
    trouble = generation.index_trouble() if collection else ""
    coverage = measure_coverage(generation)
    fit = describe_fit(generation, load_weights(Settings().weights or SHIPPED))
    quarantined = [{"path": path, "reason": why} for (_, path), (_, why) in generation.catalogue.quarantined().items()]
    if as_json:
        said = {"store": str(folder), "state": "ready", "generation": coverage.generation, "releases": coverage.releases,
                "withdrawn": coverage.withdrawn, "passages": coverage.passages, "kinds": coverage.kinds,
                "from": str(coverage.first) if coverage.first else None,
                "to": str(coverage.last) if coverage.last else None, "embedding_model": coverage.embedding_model,
                "vectors": collection or "in the store", "vectors_trouble": trouble,
                "damage": opened.trouble,
                "searched": coverage.searched, "by_meaning": coverage.by_meaning,
                "arithmetic": coverage.arithmetic,
                "stage": state.stage, "done": state.done, "total": state.total,
                "fitted": not fit, "unsure": list(coverage.unsure),
                "undated": list(coverage.undated), "notes": coverage.notes,
                "quarantined": quarantined}  # fmt: skip
        print(json.dumps(said, ensure_ascii=False, indent=1))
        return
    days = f" from {coverage.first} to {coverage.last}" if coverage.first else f", {wording.UNDATED}"
    print(f"ready: {coverage.releases:,} releases{days}, {coverage.passages:,} passages")
    made = f" ({coverage.arithmetic})" if coverage.arithmetic else ""
    print(
        f"generation {coverage.generation}, embedded with {coverage.embedding_model}{made}; {coverage.withdrawn:,} withdrawn"
    )
    if collection:
        print(f"vectors: {collection}" + (f"; {trouble}" if trouble else ""))
    going_on = f"an ingest is at work: {state.stage}, {state.done:,} of {state.total:,}" if state.stage else ""
    for line in filter(
        None, (opened.trouble, wording.tell_by_meaning(coverage.searched, coverage.by_meaning), going_on, fit)
    ):
        print(line)
    print("kinds: " + ", ".join(f"{kind} {count:,}" for kind, count in coverage.kinds.items()))
    print("most heard: " + ", ".join(list(coverage.speakers)[:SPEAKERS_SHOWN]))
    for told, listed in ((wording.UNSURE_RELEASES, coverage.unsure), (wording.UNDATED_RELEASES, coverage.undated)):
        if listed:
            print("\n".join(_list_releases(told, listed)))
    for note, count in coverage.notes.items():
        print(f"in {count:,} release{'' if count == 1 else 's'}, {note}")
    for one in quarantined:
        print(f"quarantined {one['path']}: {one['reason']}")


def _list_releases(told: str, release_ids: Sequence[str]) -> Iterator[str]:
    """Yield what is to be told of some releases, and the first of them."""
    yield told.format(count=wording.count_of(len(release_ids), wording.N_RELEASES))
    yield from (f"  {release_id}" for release_id in release_ids[:_LISTED])
    if len(release_ids) > _LISTED:
        yield f"  ... and {len(release_ids) - _LISTED:,} more: --json lists them all"


def describe_fit(generation: Generation, weights: WeightsFile) -> str:
    """Return that the learned numbers are for another embedding model than the store's, and how to fit them; '' if they fit."""
    if weights.fits(generation.embedding_digest):
        return ""
    return wording.NOT_FITTED.format(store=generation.embedding_model, fitted=weights.card.embedding_model)


def _read_text(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--file {file} cannot be read as text ({error}): give a UTF-8 text file") from error


def read_filters(speaker: list[str] | None, since: str | None, until: str | None, kind: list[str] | None) -> Filters:
    """Return the filters that the options name; raises UsageError for a day that is none."""
    return Filters(
        speakers=tuple(speaker or ()),
        since=parse_day("--from", since),
        until=parse_day("--to", until),
        kinds=tuple(kind or ()),
    )


def timeline_command(  # noqa: PLR0913, PLR0917 - each is a flag of the console
    topic: Annotated[str, typer.Argument(help="What was spoken about, in a few words.")],
    store: StoreOption = None,
    speaker: SpeakerOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    limit: Annotated[
        int, typer.Option(min=0, help="Only so many statements, the strongest; 0: all.")
    ] = STATEMENTS_SHOWN,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table as CSV, one statement a line.")] = False,
) -> None:
    """Show what officials said on a topic, in order of date, and which numbers changed. Exits 0 where it is nothing, too."""
    if as_json and as_csv:
        raise UsageError("--json and --csv are two forms of the same: give one of them")
    filters = read_filters(speaker, since, until, kind)
    timeline = Archive.open(store or Settings().store).timeline(topic, filters=filters, limit=limit)
    if as_csv:
        print(timeline.to_csv(), end="")
    elif as_json:
        print(json.dumps(timeline.to_json(), ensure_ascii=False, indent=1))
    else:
        print(describe_timeline(timeline))
