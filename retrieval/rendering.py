"""Rendering: answers, checks and timelines as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from language import outer_marks
from retrieval import wording
from retrieval.answer import Answer
from retrieval.citations import name_source
from retrieval.question import Chip
from retrieval.quote_check import ArticleCheck, QuoteCheck, QuoteMatch
from retrieval.timeline import Timeline, name_with_source


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


def describe_timeline(timeline: Timeline) -> str:
    """Return a timeline for the terminal: the numbers that changed, then the statements, a heading a day."""
    if not timeline.entries:
        nothing = wording.NOTHING_ON_TOPIC_SELECTED if timeline.filters.narrows else wording.NOTHING_ON_TOPIC
        return nothing.format(topic=timeline.topic)
    days = f"{timeline.entries[0].citation.date} to {timeline.entries[-1].citation.date}"
    lines = [f"{timeline.topic}: {timeline.found} statements, {days}"]
    if timeline.changing:
        lines += ["", wording.CHANGING_NUMBERS]
    for group in timeline.changing:
        lines.append("")
        lines += [
            f"  {one.citation.date}  {one.citation.quote}  ({name_with_source(one.citation)}) [{one.n}]"
            for one in group.numbers
        ]
    day = None
    for entry in timeline.entries:
        one = entry.citation
        if one.date != day:
            lines += ["", str(one.date)]
            day = one.date
        marks = [wording.FIRST_STATEMENT] * (entry is timeline.first) + [wording.LATEST_STATEMENT] * (
            entry is timeline.latest
        )
        before, after = outer_marks(one.quote)
        said = f"{before}{one.quote}{after}"
        lines.append(f"[{one.n}] {name_with_source(one)}: {said}" + "".join(f"  <- {mark}" for mark in marks))
        lines.append(f"    {one.title}  {one.release_id}:{one.start}-{one.end}" + (f"  {one.url}" if one.url else ""))
        lines += [
            f"    {wording.ALSO_IN}: {again.date}  {again.release_id}:{again.start}-{again.end}"
            for again in entry.also_in
        ]
    if timeline.found > len(timeline.entries):
        lines += ["", wording.MORE_STATEMENTS.format(shown=len(timeline.entries), found=timeline.found)]
    return "\n".join(lines)
