"""Cut an interview whose labels are not in capitals ('Quayside: ...') into its turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive import Turn, Voice
from ingest.turns.bylines import read_byline
from ingest.turns.labels import Label, classify
from ingest.turns.voices import Setting, decide_voice

_MIXED_LABEL = re.compile(r"(?P<label>[A-Z][^\W\d_]*\.?(?: [^\W\d_][\w.’'-]*){0,4}):\s+")
_FEWEST_SPEAKERS = 2
_LEAST_SPOKEN = 0.6  # of an interview's lines begin with a label


def find_dialogue(text: str, start: int, end: int, *, title: str) -> tuple[Turn, ...]:
    """Return the turns of an interview whose labels are not in capitals ('Quayside: ...'); none where it is none.

    It is one where two labels or more come twice or more each, and most paragraphs begin with one of them.
    """
    lines = [(start + match.start(), match.group()) for match in re.finditer(r"[^\n]+", text[start:end])]
    found = [(at, match) for at, line in lines if (match := _MIXED_LABEL.match(line))]
    counts = Counter(match["label"] for _at, match in found)
    spoken = [(at, match) for at, match in found if counts[match["label"]] > 1]
    if len({match["label"] for _at, match in spoken}) < _FEWEST_SPEAKERS or len(spoken) < len(lines) * _LEAST_SPOKEN:
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
