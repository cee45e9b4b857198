"""Find the labels of a transcript, and say whether a release is one.

A release is a transcript when it has dialogue: a reporter's 'Q', or labels with a title or a role ('MS. ORR:',
'MODERATOR:'), at least two in all, or one and a title that says 'Remarks', 'Briefing' or the like. Only then is a line
that begins with capitals and a colon a label at all; in other releases 'FACT SHEET:' and 'SUBJECT:' are headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ingest.turns.bylines import Named
from ingest.turns.labels import Label, classify, mend, read_label
from language import Role, patterns

_SPOKEN_TITLE, _HEADING, _TIME_FIRST = patterns("speakers", "spoken_title", "heading", "time_before_label")
_FEWEST_QUESTIONS = 3
_MOST_NAMES = 4  # words of a label without a title
_SHORTEST_SURNAME = 5  # letters; a shorter label that comes once is an acronym as likely as a surname


def find_spoken_labels(text: str, title: str, byline: Sequence[Named]) -> list[Label]:
    """Return the labels of a transcript in order; none where the release is no transcript."""
    found = _find_labels(text, known=())
    strong = {label.printed for label in found if _is_strong(label)}
    counts = Counter(label.printed for label in found)
    count = sum(counts[printed] for printed in strong)
    if not count or (count == 1 and not _SPOKEN_TITLE.search(title)):
        return []
    known = {printed for printed in counts if counts[printed] > 1 and printed in strong}
    surnames = {label.surname for label in found if label.printed in strong} | {
        named.surname.upper() for named in byline
    }
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
    within = [rf"(?<=[^\n] ){re.escape(label)} ?:(?=\s)\s*" for label in sorted(printed, key=len, reverse=True)]
    if sum(label.printed == "Q" for label in labels) >= _FEWEST_QUESTIONS:
        within.append(r"(?<=[.?!…)”—] )Q (?=[A-Z“])")
        printed["Q"] = next(label for label in labels if label.printed == "Q")
    for match in re.finditer("|".join(within), text) if within else ():
        if match.start() not in starts and not any(label.start <= match.start() < label.said for label in labels):
            yield replace(printed[match.group().rstrip(": \n")], start=match.start(), said=match.end())


def _is_strong(label: Label) -> bool:
    """Say whether a label is a speaker's whatever else the release holds."""
    titled = label.role is not Role.BARE and label.is_spelt_right and not _HEADING.match(label.printed)
    return titled or label.role is Role.REPORTER


def _mend(label: Label, known: set[str]) -> Label:
    role, title, surname = classify(mend(label.printed, known))
    return replace(label, role=role, title=title, surname=surname) if label.role is Role.BARE else label


def _is_speaker(label: Label, counts: Counter[str], surnames: set[str]) -> bool:
    """Say whether a label is a speaker's in a transcript.

    Without a title it is one where it is a known surname, where it comes again, or where it is a short name.
    """
    if label.role is not Role.BARE or _HEADING.match(label.printed) or label.printed.startswith("THE "):
        return label.role is not Role.BARE and not _HEADING.match(label.printed)
    words = label.printed.split()
    if any(map(str.isdigit, label.printed)) or len(words) > _MOST_NAMES:
        return False
    is_acronym = len(words) == 1 and len(words[0]) < _SHORTEST_SURNAME
    return words[-1] in surnames or counts[label.printed] > 1 or not is_acronym
