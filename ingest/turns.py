"""Cut a release's text into turns, each in one voice.

A release is a transcript when it has dialogue: a reporter's 'Q', or labels with a title or a role ('MS. ORR:',
'MODERATOR:'), at least two in all, or one and a title that says 'Remarks', 'Briefing' or the like. Only then is a line
that begins with capitals and a colon a label at all; in other releases 'FACT SHEET:' and 'SUBJECT:' are headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from archive.releases import Turn, Voice
from ingest.bylines import Named, read_byline, read_signature
from ingest.labels import Label, classify, mend, read_label
from ingest.titles import Role
from ingest.voices import Setting, decide_voice, same_surname

_SPOKEN_TITLE = re.compile(
    r"\b(?:remarks|briefing|gaggle|interview|press call|press conference|background|transcript|conversation|town hall|"
    r"toasts?|address|speech|availability|on-the-record|q&a)\b",
    re.IGNORECASE,
)
_BY_PERSON = re.compile(
    r"\b(?:remarks|statement|message|letter|op-ed|address|speech|testimony|note|readout)\b", re.IGNORECASE
)
_THE_OFFICE = re.compile(r"[Tt]he (?:Vice )?(?:President|Prime Minister|Minister|(?:[A-Z]\w+ )?Secretary)")
_HEADING = re.compile(
    r"(?:FACT SHEET|SUBJECT|UPDATED?|NOTE|WHAT|WHEN|WHERE|WHO|WHY|HOW|BACKGROUND|CONTACT|FROM|TO|DATE|RE|CC|TODAY|"
    r"READOUT|NOMINATIONS?|WITHDRAWALS?|CORRECTION|EDITOR|FOR|BY|PILLAR|SECTION|STEP|PART|GOAL|IN|ON|SUMMARY)\b"
)
_TIME = (
    r"\(?(?:(?:at|as of)\s)?\d{1,2}(?::\d{2})?\s?[AaPp]\.?\s?[Mm]\.?(?:\s\(?[A-Z]{1,5}\)?|\s\(?local(?: time)?\)?)*\)?"
)
_END_LINE = re.compile(
    rf"(?:\W*\bEND\b\W*(?:{_TIME})?|\(?END\)?|{_TIME}|(?:[#*_\-–—]\s*){{2,}}|[-–—]\s*(?:30|END)\s*[-–—]|)\W*"
)
_TIME_FIRST = re.compile(r"(?:START )?\d{1,2}(?::\d{2})?\s?[AP]\.?M\.?(?: [A-Z]{1,4}T)? +")
_LINK = re.compile(r"https?://|\bwww\.")
_LINE = re.compile(r"^[^\n]+$", re.MULTILINE)
_STAGE_DIRECTION = re.compile(r"(?:\([^()\n]+\)[\s.,;—–-]*)+")
_SENTENCE_END = re.compile(r"[.!?][”’\")\]]*$")
_MIXED_LABEL = re.compile(r"(?P<label>[A-Z][^\W\d_]*\.?(?: [^\W\d_][\w.’'-]*){0,4}):\s+")
FEWEST_SPEAKERS = 2
FEWEST_QUESTIONS = 3
MOST_NOTES = 3  # lines below the mark of the end
LEAST_SPOKEN = 0.6  # of an interview's lines begin with a label
LONGEST_HEADER_LINE = 150  # characters; a place, a day or a time above the first label is shorter
SHORTEST_PROSE = 90  # characters; a header line that ends like a sentence and is longer is a note
MOST_NAMES = 4  # words of a label without a title
SHORTEST_SURNAME = 5  # letters; a shorter label that comes once is an acronym as likely as a surname


def find_turns(text: str, *, title: str, kind: str) -> tuple[Turn, ...]:
    """Return the turns of a release's text, end to end; ``speaker`` only where title or signature gives it."""
    byline = read_byline(title)
    labels = _spoken_labels(text, title, byline)
    turns = list(_cut_transcript(text, labels, Setting.of(title, kind, byline, labels, text))) if labels else []
    return (
        _set_stage_directions_apart(turns, text)
        or find_dialogue(text, 0, len(text), title=title)
        or tuple(_cut_prose(text, title, byline))
    )


def _spoken_labels(text: str, title: str, byline: Sequence[Named]) -> list[Label]:
    """Return the labels of a transcript in order; none where the release is no transcript."""
    found = _find_labels(text, known=())
    strong = {label.printed for label in found if _is_strong(label)}
    counts = Counter(label.printed for label in found)
    count = sum(counts[printed] for printed in strong)
    if not count or (count == 1 and not _SPOKEN_TITLE.search(title)):
        return []
    known = {printed for printed in counts if counts[printed] > 1 and printed in strong}
    surnames = {label.surname for label in found if label.printed in strong} | {one.surname.upper() for one in byline}
    mended = (_mend(label, known) for label in _find_labels(text, known=known))
    labels = [label for label in mended if _is_strong(label) or _is_speaker(label, counts, surnames)]
    return sorted([*labels, *_find_labels_within(text, labels)], key=lambda label: label.start)


def _find_labels(text: str, *, known: Collection[str]) -> list[Label]:
    found = (_read_line(line.group(), line.start(), known) for line in re.finditer(r"[^\n]+", text))
    return [label for label in found if label]


def _read_line(line: str, start: int, known: Collection[str]) -> Label | None:
    """Return the label that a line begins with, or that stands after the time of the day at its beginning."""
    if label := read_label(line, start, known=known):
        return label
    time = _TIME_FIRST.match(line)
    label = read_label(line[time.end() :], start + time.end(), known=known) if time else None
    return label if label and _is_strong(label) else None


def _find_labels_within(text: str, labels: Sequence[Label]) -> Iterator[Label]:
    """Yield the labels that stand within a line, where a line break was lost: those that others begin with.

    A reporter's 'Q' is one after the end of a sentence only, and where reporters ask more than once.
    """
    starts = {label.start for label in labels}
    printed = {label.printed: label for label in labels if _is_strong(label) and label.role is not Role.REPORTER}
    patterns = [rf"(?<=[^\n] ){re.escape(one)} ?:(?=\s)\s*" for one in sorted(printed, key=len, reverse=True)]
    if sum(label.printed == "Q" for label in labels) >= FEWEST_QUESTIONS:
        patterns.append(r"(?<=[.?!…)”—] )Q (?=[A-Z“])")
        printed["Q"] = next(label for label in labels if label.printed == "Q")
    for match in re.finditer("|".join(patterns), text) if patterns else ():
        if match.start() not in starts and not any(label.start <= match.start() < label.said for label in labels):
            yield replace(printed[match.group().rstrip(": \n")], start=match.start(), said=match.end())


def _is_strong(label: Label) -> bool:
    """Say whether a label is a speaker's whatever else the release holds."""
    return label.role is Role.REPORTER or (label.role is not Role.BARE and not _HEADING.match(label.printed))


def _mend(label: Label, known: set[str]) -> Label:
    role, title, surname = classify(mend(label.printed, known))
    return replace(label, role=role, title=title, surname=surname) if label.role is Role.BARE else label


def _is_speaker(label: Label, counts: Counter[str], surnames: set[str]) -> bool:
    """Say whether a label without a title is a speaker's: a known surname, one that comes again, or a short name."""
    if label.role is not Role.BARE or _HEADING.match(label.printed) or label.printed.startswith("THE "):
        return False
    words = label.printed.split()
    if any(map(str.isdigit, label.printed)) or len(words) > MOST_NAMES:
        return False
    is_acronym = len(words) == 1 and len(words[0]) < SHORTEST_SURNAME
    return words[-1] in surnames or counts[label.printed] > 1 or not is_acronym


def _cut_transcript(text: str, labels: Sequence[Label], setting: Setting) -> Iterator[Turn]:
    """Yield the header, the turns and the tail of a transcript."""
    tail = _find_end(text, labels[-1].said)
    yield from _matter(text, 0, labels[0].start)
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start if following else tail
        if end > label.start:
            said = min(label.said, end)
            yield Turn(start=label.start, said=said, end=end, voice=decide_voice(label, setting), label=label.printed)
    yield from _matter(text, tail, len(text))


def _matter(text: str, begin: int, end: int) -> Iterator[Turn]:
    """Yield what stands above the first label or below the end: places, times and links as furniture, notes as prose.

    A note ('This transcript has been corrected ...') is the office's own.
    """
    pieces: list[tuple[int, Voice]] = []
    for match in re.finditer(r"[^\n]+", text[begin:end]):
        line = match.group()
        prose = len(line) > LONGEST_HEADER_LINE or (len(line) > SHORTEST_PROSE and _SENTENCE_END.search(line))
        voice = Voice.OFFICE if prose and not _LINK.search(line) else Voice.FURNITURE
        if not pieces or pieces[-1][1] is not voice:
            pieces.append((begin + match.start() if pieces else begin, voice))
    stops = [*(start for start, _voice in pieces[1:]), end]
    for (start, voice), stop in zip(pieces, stops, strict=False):
        yield Turn(start=start, said=start, end=stop, voice=voice)


def _find_end(text: str, floor: int) -> int:
    """Return where a transcript ends: at the marks of the end, which a few lines of notes may follow."""
    lines = [(floor + match.start(), match.group()) for match in re.finditer(r"[^\n]+", text[floor:])]
    for start, line in lines[-MOST_NOTES - 1 :]:
        if start > floor and re.search(r"[\w#]", line) and _END_LINE.fullmatch(line):
            return _tail_start(text[:start], floor)
    return _tail_start(text, floor)


def _tail_start(text: str, floor: int) -> int:
    """Return where the marks of the end begin ('END 3:40 P.M.', '###'), at ``floor`` at the earliest."""
    end = len(text)
    while end > floor:
        start = max(text.rfind("\n", 0, len(text[:end].rstrip())) + 1, floor)
        line = text[start:end].strip()
        if start <= floor or not _END_LINE.fullmatch(line):
            break
        end = start
    return end


def _cut_prose(text: str, title: str, byline: Sequence[Named]) -> Iterator[Turn]:
    """Yield the body of a release without labels, in the voice of who wrote it, and its tail."""
    tail = _tail_start(text, 0)
    voice, speaker = _author(text[:tail], title, byline)
    if tail:
        yield Turn(start=0, said=0, end=tail, voice=voice, speaker=speaker)
    if tail < len(text):
        yield Turn(start=tail, said=tail, end=len(text), voice=Voice.FURNITURE)


def _author(text: str, title: str, byline: Sequence[Named]) -> tuple[Voice, str | None]:
    """Return in whose voice a release without labels is.

    'Remarks by' and 'Statement by' one person are that person's; a document with a signature is the signatory's, unless
    the title names another, so that it is not known whose words begin where; all else is the office's own prose.
    """
    if signed := read_signature(text):
        others = any(
            one.name and one.role is not Role.BARE and not same_surname(one.surname, signed.split()[-1])
            for one in byline
        )
        return (Voice.OFFICE, None) if others else (Voice.OFFICIAL, signed)
    if len(byline) != 1 or byline[0].role is Role.BARE or not _BY_PERSON.search(title):
        return Voice.OFFICE, None
    one = byline[0]
    if not one.name and not _THE_OFFICE.fullmatch(one.office):
        return Voice.OFFICE, None
    speaker = one.name if " " in one.name else f"{one.office[:1].upper()}{one.office[1:]} {one.name}".strip()
    voice = Voice.GUEST if one.foreign or one.role is Role.GUEST else Voice.OFFICIAL
    return voice, speaker.title() if speaker.isupper() else speaker


def set_captions_apart(turns: Sequence[Turn], text: str, *, captions: Sequence[str]) -> tuple[Turn, ...]:
    """Return the turns with the lines that are these captions as turns of their own."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group() in captions] if captions else []
    return _set_apart(turns, text, lines, Voice.CAPTION)


def _set_stage_directions_apart(turns: Sequence[Turn], text: str) -> tuple[Turn, ...]:
    """Return the turns with the lines that are stage directions ('(The bill is signed.)') apart: nobody says them."""
    spoken = [turn for turn in turns if turn.label]
    lines = [
        (match.start(), match.end())
        for turn in spoken
        for match in _LINE.finditer(text, turn.said, turn.end)
        if _STAGE_DIRECTION.fullmatch(match.group())
    ]
    return _set_apart(turns, text, lines, Voice.FURNITURE)


def _set_apart(turns: Sequence[Turn], text: str, lines: Sequence[tuple[int, int]], voice: Voice) -> tuple[Turn, ...]:
    for start, end in lines:
        after = end + len(text[end:]) - len(text[end:].lstrip())
        index = next(i for i, turn in enumerate(turns) if turn.start <= start < turn.end)
        whole = turns[index]
        apart = Turn(start=start, said=start, end=min(after, whole.end), voice=voice)
        before = [replace(whole, end=start, said=min(whole.said, start))] if start > whole.start else []
        rest = [replace(whole, start=apart.end, said=apart.end)] if apart.end < whole.end else []
        turns = [*turns[:index], *before, apart, *rest, *turns[index + 1 :]]
    return tuple(turns)


def find_dialogue(text: str, start: int, end: int, *, title: str) -> tuple[Turn, ...]:
    """Return the turns of an interview whose labels are not in capitals ('Quayside: ...'); none where it is none.

    It is one where two labels or more come twice or more each, and most paragraphs begin with one of them.
    """
    lines = [(start + match.start(), match.group()) for match in re.finditer(r"[^\n]+", text[start:end])]
    found = [(at, match) for at, line in lines if (match := _MIXED_LABEL.match(line))]
    counts = Counter(match["label"] for _at, match in found)
    spoken = [(at, match) for at, match in found if counts[match["label"]] > 1]
    if len({match["label"] for _at, match in spoken}) < FEWEST_SPEAKERS or len(spoken) < len(lines) * LEAST_SPOKEN:
        return ()
    return tuple(_cut_interview(text, start, end, spoken, title))


def _cut_interview(
    text: str, start: int, end: int, spoken: Sequence[tuple[int, re.Match[str]]], title: str
) -> Iterator[Turn]:
    """Yield the introduction, which is the office's prose, and the turns; the one who mostly asks is the reporter."""
    stops = [at for at, _match in spoken[1:]] + [end]
    asked: Counter[str] = Counter()
    for (at, match), stop in zip(spoken, stops, strict=True):
        asked[match["label"]] += 1 if text[at:stop].rstrip().endswith("?") else -1
    asker, surplus = asked.most_common(1)[0]
    if surplus <= 0:  # nobody asks: a list whose items begin alike
        return
    if spoken[0][0] > start:
        yield Turn(start=start, said=start, end=spoken[0][0], voice=Voice.OFFICE)
    labels = [_interview_label(at, match) for at, match in spoken]
    setting = Setting.of(title, "press briefing", read_byline(title), (), text)
    setting = replace(setting, surnames=frozenset(label.last_name for label in labels))
    for label, stop in zip(labels, stops, strict=True):
        voice = Voice.REPORTER if label.printed == asker else decide_voice(label, setting)
        yield Turn(start=label.start, said=min(label.said, stop), end=stop, voice=voice, label=label.printed)


def _interview_label(start: int, match: re.Match[str]) -> Label:
    role, title, surname = classify(match["label"])
    return Label(
        start=start, said=start + match.end(), printed=match["label"], role=role, title=title, surname=surname
    )  # fmt: skip
