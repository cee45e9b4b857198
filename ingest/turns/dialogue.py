"""Find the labels of a transcript by evidence: what is repeated at the head of paragraphs where the voice changes.

Labels in capitals with a colon, of a title or a role ('MS. ORR:', 'MODERATOR:'), are taken for speakers' where there are two
at least, or one under a title such as 'Remarks'. Any other way of setting them must show that it is a dialogue: two labels or
more, one of them repeated, with sentences behind them, and one of them a role, a titled name, somebody whom the title
names, or somebody who mostly asks. A list ('Location: ...') and the headings of a fact sheet show none of this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.turns.bylines import Named
from ingest.turns.labels import Label, classify, mend, split_label
from ingest.turns.shapes import PossibleLabel, Shape, find_possible_labels, is_capitals
from language import ROLE_WORDS, Role, expand, fold_name, is_office_word, patterns

_SPOKEN_TITLE, _HEADING = patterns("speakers", "spoken_title", "heading")
_FEWEST_QUESTIONS = 3
_MOST_NAMES = 4  # words of a label without a title
_SHORTEST_SURNAME = 5  # letters; a shorter label that comes once is an acronym as likely as a surname
_FEWEST_TURNS = 3
_LEAST_SENTENCES = 0.7  # of a dialogue's turns end like a sentence
_LEAST_ASKED = 0.5  # of the turns of somebody who asks end with a question mark
_FEWEST_UNSURE = 4  # paragraphs that seem labelled
_FEWEST_ASKED = 2
_LETTERS = 2  # of a dialogue in letters: one asks, one answers
_END = "[.?!…)”—]"
_SENTENCE_END = re.compile(r"[.?!…—–-][”’\"'»“)\]*_]*$")
_ASKED = re.compile(r"\?[”’\"'»“)\]*_]*$")
_ROLES = frozenset(ROLE_WORDS.values())


def find_spoken_labels(text: str, title: str, byline: Sequence[Named]) -> list[Label]:
    """Return the labels of a transcript in order; none where the release is no transcript."""
    possible = find_possible_labels(text)
    shown = {shape: _dialogue_of(possible, shape, text, title=title, byline=byline) for shape in Shape}
    with_colon = {label.start: label for label in shown.pop(Shape.COLON)}
    with_colon |= {label.start: label for label in _find_capitals(possible, title, byline)}
    labels = max([*with_colon.values()], *shown.values(), key=len)  # the first of those that find as many
    found = sorted([*labels, *_find_labels_within(text, labels)], key=lambda label: label.start)
    return [replace(label, said=_skip_space(text, label.said)) for label in found]


def _skip_space(text: str, at: int) -> int:
    """Return where the words behind a label begin: below it, where it has a line of its own."""
    return at + len(text[at:]) - len(text[at:].lstrip())


# --- In capitals, with a colon ---


def _find_capitals(possible: Sequence[PossibleLabel], title: str, byline: Sequence[Named]) -> list[Label]:
    found = list(_read(possible, known=()))
    strong = {label.printed for label in found if _is_strong(label)}
    counts = Counter(label.printed for label in found)
    count = sum(counts[printed] for printed in strong)
    if not count or (count == 1 and not _SPOKEN_TITLE.search(title)):
        return []
    known = {printed for printed in counts if counts[printed] > 1 and printed in strong}
    surnames = {label.surname for label in found if label.printed in strong} | {
        named.surname.upper() for named in byline
    }
    mended = (_mend(label, known) for label in _read(possible, known=known))
    return [label for label in mended if _is_strong(label) or _is_speaker(label, counts, surnames)]


def _read(possible: Iterable[PossibleLabel], *, known: Collection[str]) -> Iterator[Label]:
    """Yield the labels in capitals, and those that are ``known``, however they are written."""
    end = 0
    for one in possible:
        if one.start < end:
            continue
        in_capitals = one.shape is Shape.COLON and (one.is_capitals or " ".join(one.name.upper().split()) in known)
        if one.shape is Shape.ASKING or in_capitals:
            end = one.said
            yield _label(one)


def _label(one: PossibleLabel) -> Label:
    if one.shape is Shape.ASKING:
        return Label(start=one.start, said=one.said, printed=one.name, role=Role.REPORTER)
    role, title, surname = split_label(one.name, one.aside)
    return Label(
        start=one.start, said=one.said, printed=one.printed, role=role, title=title, surname=surname
    )  # fmt: skip


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


# --- In any other type ---


@dataclass(frozen=True, slots=True)
class _Line:
    """A possible label, and what stands behind it up to the next one of the same shape."""

    found: PossibleLabel
    behind: str


def _dialogue_of(
    possible: Sequence[PossibleLabel], shape: Shape, text: str, *, title: str, byline: Sequence[Named]
) -> list[Label]:
    """Return the labels of a shape; none where they show no dialogue."""
    ours = [one for one in possible if one.shape is shape and _names_anybody(one)]
    if shape is Shape.ASKING:
        return []
    named = frozenset(word for one in byline for word in fold_name(one.name)) | frozenset(fold_name(title))
    spoken = _SPOKEN_TITLE.search(title) is not None
    counts = Counter(one.key for one in ours)
    labels = {one.key: _label(one) for one in reversed(ours)}
    telling = {key for key, label in labels.items() if _is_telling(label, named)}
    telling |= {key for key, label in labels.items() if counts[key] > 1 and _is_full_name(label, text)}
    if shape is Shape.LETTER and not _asks_and_answers(labels):
        return []
    kept = {key for key in counts if counts[key] > 1} | (telling if spoken else set())
    if any(counts[key] >= _FEWEST_TURNS and labels[key].surname and labels[key].role is not Role.BARE for key in kept):
        # One who chairs, and who speaks once: 'Vale (Harbour List)', 'Orr, Clerk'.
        kept |= {one.key for one in ours if one.aside or "," in one.name}
    if kept:  # who speaks once is somebody too, beside those who come again
        kept |= telling | {key for key, label in labels.items() if is_capitals(label.printed) and _is_name(label, text)}
    lines = _lines([one for one in ours if one.key in kept], text)
    askers = _find_askers(lines)
    if not _is_dialogue(lines, telling | askers, spoken=spoken):
        return []
    in_capitals = all(line.found.is_capitals for line in lines if counts[line.found.key] > 1)
    # 'Prime Minister', where 'PM' comes again and again.
    meant = {expand(key).upper() for key in counts if counts[key] > 1}
    ones = [
        one
        for one in ours
        if (counts[one.key] > 1 and one.key in kept)
        or labels[one.key].role in _ROLES
        or expand(one.key).upper() in meant
        or (one.is_capitals >= in_capitals and (one.key in kept or _is_name(labels[one.key], text)))
    ]
    return [_label(one) for one in ones]


def _names_anybody(one: PossibleLabel) -> bool:
    """Say whether a label is more than a form of address ('Ms.')."""
    label = _label(one)
    return label.role is not Role.HONORIFIC or bool(label.surname)


def _asks_and_answers(labels: Mapping[str, Label]) -> bool:
    """Say whether letters are those of a question and of an answer ('Q.', 'A.'), and not a list's."""
    return {Role.REPORTER, Role.ANSWER} <= {label.role for label in labels.values()} and len(labels) == _LETTERS


def _is_telling(label: Label, named: Collection[str]) -> bool:
    """Say whether a label by itself says that somebody speaks: a role, a title before a name, or a name of the title's."""
    if label.role in _ROLES:
        return True
    if label.role is Role.BARE:
        words = fold_name(label.surname)
        return bool(words) and set(words) <= set(named) and not any(map(is_office_word, label.surname.split()))
    return bool(label.surname) or label.role is not Role.HONORIFIC


def _is_name(label: Label, text: str) -> bool:
    """Say whether a label that comes once in a dialogue is a speaker's: titled, a role, or a name of two words or more."""
    if label.role is not Role.BARE:
        return not _HEADING.match(label.printed)
    words = label.surname.split(",")[0].split()
    if not 2 <= len(words) <= _MOST_NAMES or any(map(str.isdigit, label.surname)):
        return False
    return is_capitals(label.printed) or _has_no_small_word(words, text)


def _is_full_name(label: Label, text: str) -> bool:
    """Say whether a label is a name of two words or more in capitals, none of which the text writes small elsewhere."""
    is_name = label.role is Role.BARE and is_capitals(label.printed) and _is_name(label, text)
    return is_name and _has_no_small_word(label.surname.split(",")[0].split(), text)


def _has_no_small_word(words: Sequence[str], text: str) -> bool:
    return all(re.search(rf"\b{re.escape(word.lower())}\b", text) is None for word in words)


def _lines(ours: Sequence[PossibleLabel], text: str) -> list[_Line]:
    stops = [*(one.start for one in ours), len(text)][1:]
    return [_Line(one, text[min(one.said, stop) : stop].strip()) for one, stop in zip(ours, stops, strict=True)]


def _find_askers(lines: Sequence[_Line]) -> set[str]:
    """Return the keys of those whose turns mostly end with a question."""
    counts = Counter(line.found.key for line in lines)
    asked = Counter(line.found.key for line in lines if _ASKED.search(line.behind))
    return {key for key in counts if counts[key] > 1 and asked[key] >= _LEAST_ASKED * counts[key]}


def _is_dialogue(lines: Sequence[_Line], telling: Collection[str], *, spoken: bool) -> bool:
    """Say whether labelled lines are a dialogue: several labels in turns, sentences behind them, one that says who speaks."""
    keys = Counter(line.found.key for line in lines)
    if not keys:
        return False
    repeated = [key for key, count in keys.items() if count > 1]
    needs_less = spoken and lines[0].found.shape is Shape.COLON
    if len(keys) < 2 or len(lines) < (2 if needs_less else _FEWEST_TURNS) or not (repeated or needs_less):
        return False
    if not keys.keys() & set(telling):
        return False
    return _say_sentences(lines)


def seems_spoken(text: str) -> bool:
    """Say whether a text without labels may still be what several say, so that nobody can be named.

    Its paragraphs begin in turns with a few repeated words set apart as labels are, and hold sentences; or dashes open
    them, and questions are answered there.
    """
    possible = find_possible_labels(text)
    for shape in (Shape.COLON, Shape.STOP, Shape.DASH, Shape.LINE):
        ours = [one for one in possible if one.shape is shape]
        counts = Counter(one.key for one in ours)
        repeated = _lines([one for one in ours if counts[one.key] > 1], text)
        # In capitals, with a colon, somebody may speak once.
        once = shape is Shape.COLON and repeated and all(line.found.is_capitals for line in repeated)
        in_capitals = _lines([one for one in ours if one.is_capitals], text) if once else []
        if _take_turns(repeated, _FEWEST_UNSURE) or _take_turns(in_capitals, _FEWEST_TURNS):
            return True
    opened = [match.group() for match in re.finditer(r"(?m)^[–—-] ?(?=[^\W\d_])[^\n]+$", text)]
    asked = sum(_ASKED.search(a) is not None and _ASKED.search(b) is None for a, b in pairwise(opened))
    return asked >= _FEWEST_ASKED and len(opened) >= _FEWEST_UNSURE


def _take_turns(lines: Sequence[_Line], fewest: int) -> bool:
    """Say whether so many labelled lines at least change their label mostly, and hold sentences."""
    turns = sum(a.found.key != b.found.key for a, b in pairwise(lines))
    return len(lines) >= fewest and turns >= len(lines) / 2 and _say_sentences(lines)


def _say_sentences(lines: Sequence[_Line]) -> bool:
    # A heading may stand below what somebody says last.
    whole = [
        line
        for line in lines
        if any(map(_SENTENCE_END.search, (line.behind, line.behind.split("\n")[0]))) and len(line.behind.split()) > 1
    ]
    return len(whole) >= _LEAST_SENTENCES * len(lines)


# --- Within a line ---


def _find_labels_within(text: str, labels: Sequence[Label]) -> Iterator[Label]:
    """Yield the labels that stand within a line, where a line break was lost: those that others begin with.

    A reporter's 'Q' is one after the end of a sentence only, and where reporters ask more than once.
    """
    starts = {label.start for label in labels}
    printed = {label.printed: label for label in labels if _is_strong(label) and label.printed[:1] != "Q"}
    within = [
        (r"(?<=[^\n] )" if is_capitals(label) else rf"(?<={_END} )") + rf"{re.escape(label)} ?:(?=\s)\s*"
        for label in sorted(printed, key=len, reverse=True)
    ]
    if sum(label.printed == "Q" for label in labels) >= _FEWEST_QUESTIONS:
        within.append(rf"(?<={_END} )Q (?=[A-Z“])")
        printed["Q"] = next(label for label in labels if label.printed == "Q")
    for match in re.finditer("|".join(within), text) if within else ():
        if match.start() not in starts and not any(label.start <= match.start() < label.said for label in labels):
            yield replace(printed[match.group().rstrip(": \n")], start=match.start(), said=match.end())
