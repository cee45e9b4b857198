"""Attribution: every clause, heading and signature beside words in quotation marks that says whose they are, as written.

'“...,” said Ida Vale', 'Ida Vale, the minister, said that “...”', 'Ida Vale: “...”', a heading with a name above a paragraph
that is one quotation, or a name below it. In an article also any verb between the words and a name: '“...,” sighed Vale'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from language.quotation_marks import MASK, find_marked, mask_marked
from language.sentences import split_sentences
from language.vocabulary import patterns, word_set

CAPITALISED, NAME = (exact.pattern for exact in patterns("saying", "capitalised", "name"))
_AFTER = patterns("saying", "apposition_after", "verb_after", "subject_after", "source_after")
_BEFORE = patterns(
    "saying", "words_before", "apposition_source", "apposition_before", "who_before", "second_verb_before", "verb_before",
    "source_before",
)  # fmt: skip
_PLAIN_BEFORE = patterns("saying", "apposition_source", "apposition_before", "plain_verb_before", "plain_source_before")
# Any verb at all, right between the words and a name: for articles.
_SHAPES_AFTER = patterns("saying", "shape_after", "shape_subject_after", "role_subject_after")
_SHAPES_BEFORE = patterns("saying", "shape_before", "colon_before", "dash_before")
_UNSAYING, _QUOTES_ANOTHER, _OTHER_SUBJECT, _CLAUSE_BEHIND, _TO_SOMEBODY, _LEADS_ON = patterns(
    "saying", "unsaying", "quotes_another", "other_subject", "clause_behind", "to_somebody", "leads_on"
)
_NO_VERBS = word_set("saying.no_verbs", "words.stop_words")
_SUBJECT = patterns("saying", "later_verb", "participle", "colon")
_HEAD, _NAME_LINE, _SIGNED, _TRAILING = patterns("saying", "head", "name_line", "signed", "trailing")
_BULLET, _CLAUSE, _FINISHED, _LEADING = patterns("saying", "bullet", "clause", "finished", "leading")
_DASHED = re.compile(r"\s*[—–-]")
_ENDED = re.compile(r"[.!?…][”’\")\]]*\s*$")
_NICKNAME = re.compile(rf"(?<=[\w.] ){MASK}{{3,18}} (?=[^\W\d_])")  # 'Mayor Bo “Sails” Orr'
_NEXT = re.compile(
    rf"(?<!{MASK})(?<![\w.] ){MASK}|{MASK}{{19,}}|(?<!{MASK}){MASK}{{3,18}}(?!{MASK}| [^\W\da-z_])"
)  # no nickname
FURTHEST_HEADING = 200  # characters of a heading above a paragraph that is a quotation, or of a signature below it
LONGEST_ABBREVIATION = 3  # characters, the full stop among them
LONGEST_AFTER = 260  # characters read after a quotation for whom it is attributed to


class AttributionPlace(Enum):
    """Where an attribution stands."""

    AFTER = auto()
    """'“...,” said Ida Vale.'"""
    BEFORE = auto()
    """'Ida Vale said, “...”'"""
    SUBJECT = auto()
    """'Ida Vale spoke of the harbour, saying, “...”'; not strong where a colon stands in place of 'saying'."""
    PRECEDING = auto()
    """'Ida Vale spoke of the harbour. “...”': the sentence before it, of whose subject it may be."""
    HEAD = auto()
    """'Ida Vale, Harbour Governor: “...”'"""
    HEADING = auto()
    """The line above."""
    SIGNATURE = auto()
    """The line below, or what follows in the same one without a verb."""
    EARLIER = auto()
    """The quotation before it in its paragraph, which goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have spoken, as written, and where that stands: ``text[start:end]`` are the attributing words.

    ``described`` is what follows the name in a heading or a signature. ``strong`` is whether the verb leads to nothing but
    what somebody said, or a dash to a signature. ``gap`` counts the characters between the verb and the opening mark.
    ``printed`` is the name with a nickname in it.
    """

    who: str
    start: int
    end: int
    place: AttributionPlace
    described: str = ""
    strong: bool = True
    gap: int = 0
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Attributed:
    """Words in quotation marks: ``text[start:end]`` without the marks, and whom they are attributed to, as written.

    ``speaker`` is None where the prose does not say; ``printed`` is the same with a nickname in it. ``own`` is whether the one
    who is speaking quotes himself ('I said'). ``found`` holds every attribution that was found, the most telling first.
    """

    start: int
    end: int
    speaker: str | None = None
    printed: str | None = None
    own: bool = False
    found: tuple[Attribution, ...] = ()


def find_attributions(
    text: str, start: int = 0, end: int | None = None, *, blocks: Sequence[tuple[int, int]] = (), thorough: bool = True
) -> Iterator[Attributed]:
    """Yield the quotations of ``text[start:end]`` in order with every attribution found; ``speaker`` is left open.

    ``thorough`` reads written prose, its long sentences too; without it, what is sure in speech as well.
    ``blocks`` are spans that are quotations by how they are set off, without marks; marks inside them are theirs.
    """
    stop = len(text) if end is None else end
    marked = [
        span
        for span in find_marked(text, start, stop)
        if any(map(str.isalnum, text[span[0] : span[1]])) and not any(a <= span[0] < b for a, b in blocks)
    ]
    spans = sorted([*marked, *blocks])
    masked = mask_marked(text, spans)
    for a, b in spans:
        # A block has no mark before it.
        opened = a if (a, b) in blocks else a - 1
        after, before = list(_after(text, masked, a, b, thorough)), list(_before(masked, start, opened, thorough))
        if before and after and not thorough and _LEADS_ON.fullmatch(masked[after[0].end :].partition(MASK)[0]):
            after = []  # it leads to the next one
        found = [
            *after,
            *before,
            *_around(text, start, opened, b, stop),
        ]
        named = (
            replace(one, who=_clean(_NICKNAME.sub("", one.who)), printed=_clean(_unmask(one, text)))
            for one in found
            if one.who
        )
        yield Attributed(a, b, found=tuple(one for one in named if one.who and MASK not in one.who))


def _unmask(found: Attribution, text: str) -> str:
    """Return a name as it is printed, with the nickname that was blotted out in it."""
    at = found.start + max(0, text[found.start : found.end].find(found.who.split(MASK)[0]))
    return text[at : at + len(found.who)] if MASK in found.who else found.who


def _after(text: str, masked: str, start: int, end: int, thorough: bool) -> Iterator[Attribution]:
    """Yield what follows a quotation in its line and names who said it."""
    words = text[start:end].rstrip()
    # What follows a full stop inside the marks is the next sentence.
    if words.endswith("."):
        return
    at = end + 1
    after = masked[at : at + LONGEST_AFTER].split("\n", maxsplit=1)[0]
    after = after[: other.start()] if (other := _NEXT.search(after)) else after
    pauses = words.endswith((",", "!", "?", "…", "—", "–", "-")) or after.lstrip().startswith(",")
    for shape in (*_AFTER, *(_SHAPES_AFTER if pauses and not thorough else ())):
        match = shape.match(after)
        if match is None or (not thorough and _is_no_saying(match, after, words)):
            continue
        strong = "strong" not in match.groupdict() or match["strong"] is not None
        yield Attribution(
            who=match["who"], start=at + match.start(), end=at + match.end(), place=AttributionPlace.AFTER, strong=strong
        )  # fmt: skip
        return


def _is_no_saying(match: re.Match[str], after: str, words: str) -> bool:
    """Say whether what follows a quotation gives it to nobody: 'denied Vale', or 'Vale said that' of another sentence."""
    verb = match.groupdict().get("verb")
    if verb and verb.casefold() in _NO_VERBS:
        return True
    rest = after[match.end() :].split(". ", maxsplit=1)[0]
    another = words.endswith(("!", "?", "…")) and _CLAUSE_BEHIND.match(rest) is not None
    # 'according to Ida Vale' has no verb.
    to_somebody = match.re.groups > 1 and _TO_SOMEBODY.search(after[: match.start("who")])
    quotes = _QUOTES_ANOTHER.search(rest)
    return bool(another or to_somebody or quotes or _UNSAYING.search(match.group()))


def _before(masked: str, start: int, mark: int, thorough: bool) -> Iterator[Attribution]:
    """Yield what stands before a quotation in its sentence and says who said it, the nearest."""
    line, end = _lead(masked, start, mark)
    lead = masked[line:end]
    sentences = split_sentences(lead)
    if not sentences:
        return
    at = line + sentences[-1][0]
    sentence = masked[at:end]
    if _ENDED.search(sentence):
        if thorough and (match := _FINISHED.match(sentence)):
            yield _attribution(match, at, AttributionPlace.PRECEDING)
        return
    found = list(_in_sentence(sentence, at, _BEFORE if thorough else _PLAIN_BEFORE, thorough))
    whole = line == start or masked[line - 1] == "\n"
    head = _HEAD.match(lead) if end == mark and whole else None
    if not thorough and not found and _QUOTES_ANOTHER.search(sentence) is None:
        shapes = (shape.search(sentence) for shape in _SHAPES_BEFORE)
        found = [_attribution(match, at, AttributionPlace.BEFORE) for match in shapes if match and _is_verb(match)][:1]
    if not found and head and not _CLAUSE.search(head["who"]):
        found = [read_head(head["who"], line + head.start("who"))]
    if not found and thorough:
        subjects = (subject.match(sentence) for subject in _SUBJECT)
        found = [_attribution(match, at, AttributionPlace.SUBJECT) for match in subjects if match][:1]
    yield from found


_LONGEST_LEAD = 2_000  # characters before a quotation in which its sentence begins


def _lead(masked: str, start: int, mark: int) -> tuple[int, int]:
    """Return the span of what leads to a quotation: its line up to the mark, or the line above where that says 'said:'."""
    line = max(masked.rfind("\n", start, mark) + 1, start, mark - _LONGEST_LEAD)
    if masked[line:mark].strip(" -•*"):
        return line, mark
    above = masked[start:line].rstrip()
    if not above.endswith((":", ",")):
        return line, line
    return start + above.rfind("\n") + 1, start + len(above)


def _is_verb(match: re.Match[str]) -> bool:
    return match.groupdict().get("verb", "").casefold() not in _NO_VERBS and _UNSAYING.search(match.group()) is None


def _in_sentence(sentence: str, at: int, clauses: Sequence[re.Pattern[str]], thorough: bool) -> Iterator[Attribution]:
    """Yield the clauses of a sentence that lead to the quotation at its end."""
    for clause in clauses:
        # The last of them stands nearest to the words; others of the same verb may be its subject, this one in an aside.
        matches = list(_every(clause, sentence))
        if not thorough:
            # The verb that stands nearest, after all asides; not one that quotes another, or after which another speaks.
            nearest = min((len(match.groupdict().get("gap") or "") for match in matches), default=0)
            matches = [
                match
                for match in matches
                if len(match.groupdict().get("gap") or "") == nearest
                and not _QUOTES_ANOTHER.search(match.group())
                and not _UNSAYING.search(match.group())
                and not _OTHER_SUBJECT.search(match.groupdict().get("gap") or "")
            ]
        found = [_attribution(match, at, AttributionPlace.BEFORE) for match in matches]
        if found:
            yield from (attribution for attribution in reversed(found) if attribution.end == found[-1].end)
            return


def _attribution(match: re.Match[str], at: int, place: AttributionPlace) -> Attribution:
    fields = match.groupdict()
    strong = fields.get("strong", "") is not None
    gap = fields.get("gap") or ""
    end = at + match.end() - len(gap)
    return Attribution(
        who=match["who"],
        start=at + match.start("who"),
        end=end,
        place=place,
        strong=strong,
        gap=len(gap.replace(MASK, "").strip(" ,:")),
    )


def read_head(head: str, start: int) -> Attribution:
    """Return what heads a quotation as its attribution: the name, and what follows it ('Ida Vale', ', Harbour Governor')."""
    cut = re.search(r", ?(?!(?:Jr|Sr)\b)| [–—|-]+ | ?\(", head)
    at = cut.start() if cut else len(head)
    return Attribution(
        who=head[:at].strip(), start=start, end=start + len(head), place=AttributionPlace.HEAD, described=head[at:]
    )


def _around(text: str, floor: int, mark: int, b: int, stop: int) -> Iterator[Attribution]:
    """Yield the name that follows a quotation that begins its line, the line above it and the line below it."""
    line = max(text.rfind("\n", 0, mark) + 1, floor)
    if _BULLET.fullmatch(text, line, mark) is None:
        return
    tail = text.find("\n", b, stop)
    rest = text[b + 1 : tail if tail >= 0 else stop]
    if match := _SIGNED.match(rest) or _TRAILING.fullmatch(rest.rstrip()):
        yield _named(match, b + 1, AttributionPlace.SIGNATURE)
    above, below = _line_above(text, floor, line), None
    if not rest.strip(" ."):
        below = _line_below(text, tail, stop) if tail >= 0 else None
    near = [below, above] if below and (above is None or _is_next(text, below.start)) else [above, below]
    yield from (attribution for attribution in near if attribution)


def _is_next(text: str, start: int) -> bool:
    """Say whether a line follows the one before it without an empty line between."""
    line = text.rfind("\n", 0, start)
    return text[max(0, line - 1) : line] != "\n"


def _line_above(text: str, floor: int, line: int) -> Attribution | None:
    above = text[floor:line].rstrip()
    start = floor + above.rfind("\n") + 1
    return _name_line(text, start, floor + len(above), AttributionPlace.HEADING)


def _line_below(text: str, tail: int, stop: int) -> Attribution | None:
    start = tail + len(text[tail:stop]) - len(text[tail:stop].lstrip())
    end = text.find("\n", start, stop)
    if end < 0:
        return _name_line(text, start, stop, AttributionPlace.SIGNATURE)
    further = text[end + 1 : stop].split("\n", 1)[0]
    # Two names below each other have signed it together.
    together = further and _NAME_LINE.fullmatch(further) and not re.search(r"\d", further)
    return None if together else _name_line(text, start, end, AttributionPlace.SIGNATURE)


def _name_line(text: str, start: int, end: int, place: AttributionPlace) -> Attribution | None:
    line = text[start:end].rstrip()
    match = _NAME_LINE.fullmatch(line) if len(line) <= FURTHEST_HEADING else None
    return (
        _named(match, start, place) if match and not (place is AttributionPlace.SIGNATURE and match["colon"]) else None
    )


def _named(match: re.Match[str], at: int, place: AttributionPlace) -> Attribution:
    return Attribution(
        who=match["who"], start=at + match.start("who"), end=at + match.end(), place=place,
        described=match["described"] or "", strong=_DASHED.match(match.group()) is not None,
    )  # fmt: skip


def _every(clause: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at each word of a text, so that the nearest can be chosen."""
    position = 0
    while match := clause.search(text, position):
        yield match
        position = match.start("who") + max(1, len(match["who"]))


def _clean(who: str) -> str:
    """Return a name without what leads to it and without the full stop of its sentence ('Jr.' keeps its own)."""
    name = _LEADING.sub("", who).strip() or who
    return name.removesuffix(".") if len(name.split()[-1]) > LONGEST_ABBREVIATION else name
