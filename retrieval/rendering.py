"""Rendering: answers, checks and timelines as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from language import outer_marks, tell_share
from retrieval import wording
from retrieval.answer import Answer, Citation
from retrieval.citations import name_source
from retrieval.question import Chip
from retrieval.quote_check import ArticleCheck, QuoteCheck, QuoteMatch
from retrieval.receipts import Replay, ReplayKind
from retrieval.timeline import Timeline, name_with_source


def describe_answer(answer: Answer) -> str:
    """Return an answer for the terminal: what it says, its sources, the nearest passages, where a reporter asked."""
    blocks = [[answer.text], [line for one in answer.citations for line in _describe_source(one)]]
    if answer.nearest:
        blocks.append([f"{wording.NEAREST}. {wording.NEAREST_NOTE}", *_describe_passages(answer.nearest)])
    if (place := answer.asked_at) is not None:
        blocks.append([wording.ASKED_AT, f"    {place.release_id}:{place.start}-{place.end}"])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _describe_passages(citations: Sequence[Citation]) -> list[str]:
    return [line for one in citations for line in (*_describe_source(one), f"    {one.quote}")]


def _describe_source(citation: Citation) -> list[str]:
    lines = [f"[{citation.n}] {citation.title} ({_when(citation)}, {name_source(citation)})", f"    {_where(citation)}"]
    lines += [
        f"    {wording.RELATED[o.relation]} “{o.title}” ({_day(o.date)}): {o.difference}" for o in citation.related
    ]
    return [*lines, *(f"    {wording.FOOTNOTE.format(note=one.note)}" for one in citation.corrections if one.note)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else wording.UNDATED


def _when(citation: Citation) -> str:
    return ", ".join(filter(None, (_day(citation.date), wording.write_pages(citation.pages))))


def _where(citation: Citation) -> str:
    return f"{citation.release_id}:{citation.start}-{citation.end}" + (f"  {citation.link}" if citation.url else "")


def describe_chips(chips: Sequence[Chip]) -> list[str]:
    """Return what was read from a question for the terminal, one line a thing, and how to ask without it."""
    lines = []
    for chip in chips:
        read = chip.filters
        days = f"{read.since or '...'} to {read.until or '...'}" if read.since or read.until else ""
        names = " or ".join(read.speakers or read.kinds) or days or " and ".join(voice.value for voice in read.voices)
        lines.append(f"{wording.READ_FROM_QUESTION}: {chip.field.value} {names} (from ‘{chip.words}’)")
    return [*lines, wording.AS_ASKED] if lines else []


def describe_model_use(answer: Answer) -> list[str]:
    """Return what a language model did for an answer for the terminal, one line a thing; [] where none was asked."""
    if (use := answer.model) is None:
        return []
    return wording.tell_model(
        use.name, kept=use.kept, recited=use.recited, quoted=use.quoted, dropped=use.dropped, fell_back=use.fell_back
    )


def describe_replay(replay: Replay) -> str:
    """Return for the terminal what came of asking a receipt's question again: whether it is the same, and what is other."""
    lines = [replay.receipt.asked.text, ""]
    lines.append(wording.SAME_AGAIN if replay.same else wording.NOT_SAME_AGAIN)
    lines += [f"  {one.told}" for one in replay.changes]
    held = not any(one.kind is ReplayKind.RECEIPT or one.kind is ReplayKind.GONE for one in replay.changes)
    if held and replay.receipt.quotations:
        lines.append(wording.QUOTATIONS_HOLD)
    if replay.circumstances:
        lines += [wording.CIRCUMSTANCES, *(f"  {told}" for told in replay.circumstances)]
    return "\n".join(lines)


def describe_check(check: QuoteCheck) -> str:
    """Return a quotation's verdict for the terminal: what it is, whose words, what was changed, and the places."""
    verdict = check.verdict.value
    said = f": {check.speaker}" if check.speaker else ""
    lines = [f"{wording.VERDICT_NAMES[verdict].upper()}  {wording.VERDICTS[verdict]}{said}"]
    if check.claimed_speaker:
        lines.append(f"{wording.CLAIMED}: {check.claimed_speaker}")
    if check.changes:
        lines.append(", ".join(wording.CHANGES[change] for change in check.changes).capitalize())
    lines += check.notes
    for match in check.matches:
        lines += ["", *_describe_match(match)]
    return "\n".join(lines)


def _describe_match(match: QuoteMatch) -> list[str]:
    place, label = match.citation, match.citation.speaker_label
    who = match.speaker_name + (f", read out by {match.read_out_by}" if match.read_out_by and place.speaker else "")
    lines = [f"{_when(place)}  {who} ({place.voice.value}{f', {label}' if label else ''})  {place.title}"]
    lines.append(f"    {_where(place)}")
    if place.header:
        lines.append(f"    {wording.TABLE_HEADER.format(header=place.header)}")
    lines.append(f"    {match.before} [[{place.quote}]] {match.after}".rstrip())
    if match.diff:
        lines.append(
            "    " + " ".join(_describe_part(part.edit.value, part.quoted, part.source) for part in match.diff)
        )
        lines.append(
            f"    {wording.SAME_SHARE.format(share=tell_share(match.similarity))} ([-the release-] {{+the quotation+}})"
        )
    lines += [f"    {wording.LEFT_OUT_HERE}: {words}" for words in match.left_out]
    return lines + [f"    corrected: {how}" for how in match.corrected]


def _describe_part(edit: str, quoted: str, source: str) -> str:
    if edit == "equal":
        return quoted
    return " ".join(filter(None, (source and f"[-{source}-]", quoted and f"{{+{quoted}+}}")))


def describe_article(article: ArticleCheck) -> str:
    """Return an article's checks for the terminal: the text with a verdict behind every quotation, then the table."""
    lines = [article.annotated(), ""]
    for one in article.quotations:
        lines.append(f"[{one.n}] {wording.VERDICT_NAMES[one.verdict]}: “{one.quote}”")
        note = f"  {one.note}" if one.note else ""
        lines.append(f"    {wording.ATTRIBUTED_TO}: {one.attributed_to or '-'}{note}")
        if one.check:
            lines += [f"    {line}" for line in describe_check(one.check).split("\n")[1:] if line]
    return "\n".join([*lines, "", wording.count_verdicts(article.count())])


def describe_timeline(timeline: Timeline) -> str:
    """Return a timeline for the terminal: the numbers that changed, then the statements, a heading a day."""
    if not timeline.entries:
        nothing = wording.NOTHING_ON_TOPIC_SELECTED if timeline.filters.narrows else wording.NOTHING_ON_TOPIC
        return " ".join(filter(None, (nothing.format(topic=timeline.topic), wording.tell_undated(timeline.left_out))))
    lines = [f"{timeline.topic}: {timeline.found} statements, {_days(timeline)}"]
    if timeline.left_out:
        lines.append(wording.tell_undated(timeline.left_out))
    if timeline.changing:
        lines += ["", wording.CHANGING_NUMBERS]
    for group in timeline.changing:
        lines.append("")
        lines += [
            f"  {_when(one.citation)}  {one.citation.quote}  ({name_with_source(one.citation)}) [{one.n}]"
            for one in group.numbers
        ]
    day = ""
    for entry in timeline.entries:
        one = entry.citation
        if _day(one.date) != day:
            day = _day(one.date)
            lines += ["", day]
        marks = [wording.FIRST_STATEMENT] * (entry is timeline.first) + [wording.LATEST_STATEMENT] * (
            entry is timeline.latest
        )
        before, after = outer_marks(one.quote)
        said = f"{before}{one.quote}{after}"
        lines.append(f"[{one.n}] {name_with_source(one)}: {said}" + "".join(f"  <- {mark}" for mark in marks))
        page = wording.write_pages(one.pages)
        lines.append(f"    {', '.join(filter(None, (one.title, page)))}  {_where(one)}")
        lines += [
            f"    {wording.ALSO_IN} {_when(again)}  {again.release_id}:{again.start}-{again.end}"
            for again in entry.also_in
        ]
    if timeline.found > len(timeline.entries):
        lines += ["", wording.MORE_STATEMENTS.format(shown=len(timeline.entries), found=timeline.found)]
    return "\n".join(lines)


def _days(timeline: Timeline) -> str:
    """Return from when to when a timeline goes, and how many of its statements are undated."""
    undated = len(timeline.entries) - len(timeline.dated)
    first, latest = timeline.first, timeline.latest
    dated = f"{first.citation.date} to {latest.citation.date}" if first and latest else ""
    return ", ".join(filter(None, (dated, f"{undated} {wording.UNDATED}" if undated else "")))
