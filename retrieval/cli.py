"""Console commands that read the store: ``otr ask``, ``otr check``, ``otr status``; ``otr timeline`` is beside them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from archive.errors import UsageError
from archive.settings import Settings
from archive.store import Store, store_state
from retrieval import wording
from retrieval.answer import Answer
from retrieval.articles import ArticleCheck
from retrieval.compose import name_source
from retrieval.coverage import measure_coverage
from retrieval.desk import Archive
from retrieval.options import (
    AskedOnOption,
    JsonOption,
    KindOption,
    SinceOption,
    SpeakerOption,
    StoreOption,
    UntilOption,
    read_day,
    read_filters,
)
from retrieval.question import Question
from retrieval.quotes import QuoteCheck, QuoteMatch
from retrieval.reading import Chip
from retrieval.timeline_cli import timeline_command

SPEAKERS_SHOWN = 8


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("ask")(ask_command)
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
    as_json: JsonOption = False,
) -> None:
    """Ask the archive."""
    filters = read_filters(speaker, since, until, kind)
    asked = Question(text=question, filters=filters, as_asked=as_asked, asked_on=read_day("--asked-on", asked_on))
    answer = Archive.open(store or Settings().store).ask(asked)
    for line in (*describe_chips(answer.chips), *([answer.notice] if answer.notice else [])):
        print(line, file=sys.stderr)
    print(json.dumps(answer.to_json(), ensure_ascii=False, indent=1) if as_json else describe_answer(answer))


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
    generation = Store(folder).generation()
    coverage = measure_coverage(generation)
    quarantined = [{"path": path, "reason": why} for (_, path), (_, why) in generation.catalogue.quarantined().items()]
    if as_json:
        said = {"store": str(folder), "state": "ready", "generation": coverage.generation, "releases": coverage.releases,
                "withdrawn": coverage.withdrawn, "passages": coverage.passages, "kinds": coverage.kinds,
                "from": str(coverage.first), "to": str(coverage.last), "embedding_model": coverage.embedding_model,
                "quarantined": quarantined}  # fmt: skip
        print(json.dumps(said, ensure_ascii=False, indent=1))
        return
    print(
        f"ready: {coverage.releases:,} releases from {coverage.first} to {coverage.last}, {coverage.passages:,} passages"
    )
    print(
        f"generation {coverage.generation}, embedded with {coverage.embedding_model}; {coverage.withdrawn:,} withdrawn"
    )
    print("kinds: " + ", ".join(f"{kind} {count:,}" for kind, count in coverage.kinds.items()))
    print("most heard: " + ", ".join(list(coverage.speakers)[:SPEAKERS_SHOWN]))
    for one in quarantined:
        print(f"quarantined {one['path']}: {one['reason']}")


def describe_answer(answer: Answer) -> str:
    """Return an answer for the terminal: its statements, then its sources, or the refusal with the nearest passages."""
    lines = [answer.text, ""]
    shown = [*answer.citations, *answer.nearest]
    if answer.doubted and not answer.nearest:
        lines += [wording.DENIED_HERE + "".join(f" [{one.n}]" for one in answer.denials), ""]
    first_told = len(answer.citations if answer.doubted else answer.citations or answer.denials)
    for row, citation in enumerate(shown):
        if answer.nearest and row == first_told:
            lines += [*([""] if row else []), wording.DENIED_BESIDE if answer.doubted else wording.NEAREST]
        lines.append(f"[{citation.n}] {citation.title} ({citation.date}, {name_source(citation)})")
        lines.append(
            f"    {citation.release_id}:{citation.start}-{citation.end}" + (f"  {citation.url}" if citation.url else "")
        )
        for one in citation.related:
            said = wording.RELATED[one.relation.value].lower()
            lines.append(f"    {said} “{one.title}” ({one.date}): {one.difference}")
        lines += [f"    footnote: {one.note}" for one in citation.corrections if one.note]
        if row >= first_told:
            lines.append(f"    {citation.quote}")
    if (place := answer.asked_at) is not None:
        lines += ["", wording.ASKED_AT, f"    {place.release_id}:{place.start}-{place.end}"]
    return "\n".join(lines).rstrip()


def describe_chips(chips: Sequence[Chip]) -> list[str]:
    """Return what was read from a question for the terminal, one line a thing, and how to ask without it."""
    lines = []
    for chip in chips:
        read = chip.filters
        days = f"{read.since or '...'} to {read.until or '...'}" if read.since or read.until else ""
        names = " or ".join(read.speakers or read.kinds) or days or " and ".join(voice.value for voice in read.voices)
        lines.append(wording.READ_FROM_QUESTION.format(field=chip.field.value, read=names, words=chip.words))
    return [*lines, wording.AS_ASKED] if lines else []


def describe_check(check: QuoteCheck) -> str:
    """Return a quotation's verdict for the terminal: what it is, whose words, what was changed, and the places."""
    said = f": {check.speaker}" if check.speaker else ""
    lines = [f"{check.verdict.value.upper()}  {wording.VERDICTS[check.verdict.value]}{said}"]
    if check.claimed_speaker:
        lines.append(f"claimed: {check.claimed_speaker}")
    if check.changes:
        lines.append("changes: " + ", ".join(change.value for change in check.changes))
    lines += check.notes
    for match in check.matches:
        lines += ["", *_describe_match(match)]
    return "\n".join(lines)


def _describe_match(match: QuoteMatch) -> list[str]:
    who = match.speaker_name + (f", read out by {match.read_out_by}" if match.read_out_by and match.speaker else "")
    lines = [f"{match.date}  {who} ({match.voice.value}{f', {match.label}' if match.label else ''})  {match.title}"]
    lines.append(f"    {match.release_id}:{match.start}-{match.end}" + (f"  {match.url}" if match.url else ""))
    lines.append(f"    {match.before} [[{match.quote}]] {match.after}".rstrip())
    if match.diff:
        lines.append(
            "    " + " ".join(_describe_part(part.edit.value, part.quoted, part.source) for part in match.diff)
        )
        lines.append(f"    {match.similarity:.0%} of the words are the same ([-the release-] {{+the quotation+}})")
    lines += [f"    left out at a mark: {words}" for words in match.left_out]
    return lines + [f"    corrected: {how}" for how in match.corrected]


def _describe_part(edit: str, quoted: str, source: str) -> str:
    if edit == "equal":
        return quoted
    return " ".join(filter(None, (source and f"[-{source}-]", quoted and f"{{+{quoted}+}}")))


def describe_article(article: ArticleCheck) -> str:
    """Return an article's checks for the terminal: the text with a verdict behind every quotation, then the table."""
    lines = [article.annotated(), ""]
    for one in article.quotations:
        verdict = one.check.verdict.value if one.check else wording.NOT_CHECKED
        lines.append(f"[{one.n}] {verdict}: “{one.quote}”")
        lines.append(f"    attributed to: {one.attributed_to or '-'}" + (f"  {one.note}" if one.note else ""))
        if one.check:
            lines += [f"    {line}" for line in describe_check(one.check).split("\n")[1:] if line]
    counts = ", ".join(f"{count} {name}" for name, count in sorted(article.count().items()))
    return "\n".join([*lines, "", f"{len(article.quotations)} quotations: {counts}"])


def _read_text(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--file {file} cannot be read as text ({error}): give a UTF-8 text file") from error
