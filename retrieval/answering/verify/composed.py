"""Composed: a sentence that a model composed, beside cited words: which of its words stands for which of theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise

from language import STOP_WORDS, entry, stem
from retrieval.answering.verify.clauses import find_clauses
from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.reading import Cited, ReadText

SAME_AROUND = 4  # words around an edit that are the same; half of those of a short sentence
BEHIND = 2  # words behind an edit that tell what it means: 'I will say'
_NOT, _WOULD, _HAD, _DONE = "n't", "'d", "had", ("ed", "een")  # 'he'd been' is no 'he would'
MOST_EDITED = 4  # words that an edit puts in or leaves out: more is told in other words
# What is one word where somebody tells of others what they told of themselves: 'I have', 'they've'.
_ALIKE: dict[str, str] = {word: group.split()[0] for group in entry("composed.alike") for word in group.split()}
_CONTRACTED: dict[str, str] = entry("composed.contracted")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the cited words do not bear: the position of a word of the sentence, None for all of it, and why."""

    at: int | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Match:
    """The word of the cited text that a sentence's word goes with best: its place there, and how near it is, 0 to 1."""

    at: int
    near: float
    same: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """Words, contractions in two, and those right behind them."""

    words: tuple[str, ...]
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Where a sentence that otherwise repeats the cited words differs from them: its own words there, and theirs.

    ``own_parts`` and ``their_parts`` are those words with contractions in two, and what stands right behind them. An edit is
    ``sure`` where so many words around it are the same that nothing else can be meant.
    """

    own: range
    theirs: range
    own_parts: Parts
    their_parts: Parts
    sure: bool


@dataclass(frozen=True, eq=False)
class Composed:
    """A sentence beside what it may rest on; the question's capitals tell what is a name."""

    read: ReadText
    cited: Cited
    question: str

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The positions of the words that carry meaning, without numbers."""
        return tuple(at for at, word in enumerate(self.read.words) if word.has_meaning and not word.is_number)

    @cached_property
    def matches(self) -> tuple[Match | None, ...]:
        """The best match of each word: one of the same stem if there is, else of those with meaning; None without any."""
        theirs = self.cited.read
        near = self.read.vectors @ theirs.vectors.T
        places: dict[str, list[int]] = {}
        for place, word in enumerate(theirs.words):
            places.setdefault(word.stem, []).append(place)
        meaning = [place for place, word in enumerate(theirs.words) if word.has_meaning]
        found: list[Match | None] = []
        for at, word in enumerate(self.read.words):
            alike = places.get(word.stem, [])
            tried = alike or meaning
            place = tried[int(near[at, tried].argmax())] if tried else -1
            found.append(Match(place, 1.0 if alike else float(near[at, place]), bool(alike)) if tried else None)
        return tuple(found)

    @cached_property
    def edits(self) -> tuple[WordEdit, ...]:
        """The few words in the midst of a run of the same words that are surely others, left out or put in."""
        return tuple(edit for edit in self.all_edits if edit.sure)

    @cached_property
    def all_edits(self) -> tuple[WordEdit, ...]:
        """The few words between others that are the same, in order."""
        own_read, their_read = _parts(self.read), _parts(self.cited.read)
        own, theirs = ([part.key for part in parts] for parts in (own_read, their_read))
        steps = SequenceMatcher(None, own, theirs, autojunk=False).get_opcodes()
        found = []
        for before, (kind, a, b, c, d), after in zip([None, *steps], steps, [*steps[1:], None], strict=False):
            same = [step[2] - step[1] if step else 0 for step in (before, after)]
            inside = min(same) > 0 or a == 0 or b == len(own)
            # What stands before the first word of the sentence or behind its last one in the cited text is not replaced.
            length = b - a if kind == "replace" and a != b else d - c
            first = max(c, d - length) if a == 0 else c
            replaced = range(first, min(d, first + length) if b == len(own) else d)
            around = sum(same) >= min(SAME_AROUND, (len(own) - (b - a)) // 2)
            if kind != "equal" and inside and max(b - a, len(replaced)) <= MOST_EDITED:
                found.append(
                    WordEdit(
                        _places(own_read, range(a, b)), _places(their_read, replaced),
                        _cut(own_read, range(a, b)), _cut(their_read, replaced), around,
                    )
                )  # fmt: skip
        return tuple(found)

    @cached_property
    def replacing(self) -> dict[int, range]:
        """The words that take the place of others in a run of the same words, each with those.

        A word that stands elsewhere in the cited text has only been moved, unless it is a number or a name.
        """
        theirs = self.cited.read
        found = {}
        for edit in self.edits:
            instead = {theirs.words[place].stem for place in edit.theirs}
            for at in edit.own if edit.theirs else ():
                word = self.read.words[at]
                moves = not word.is_number and not word.written[:1].isupper() and word.stem in theirs.stems
                if word.stem not in instead and not moves:
                    found[at] = edit.theirs
        return found

    @cached_property
    def cited_pairs(self) -> frozenset[tuple[str, str]]:
        """What the cited words are compared by, in pairs."""
        return frozenset(pairwise(part.key for part in _parts(self.cited.read)))

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """What the sentence's words are compared by, in pairs."""
        return list(pairwise(part.key for part in _parts(self.read)))

    @cached_property
    def by_clause(self) -> dict[int, Composed]:
        """Each clause of the sentence beside the same words, by where it starts."""
        clauses = find_clauses(self.read)
        if len(clauses) == 1:
            return {0: self}
        return {clause.start: replace(self, read=_cut_clause(self.read, clause)) for clause in clauses}

    def find_homes(self) -> frozenset[int]:
        """Return the numbers of the sentences of the cited text that hold all words which a clause shares with it.

        Words that are there say nothing of how they go together: 'The relief was 27 people' has its words from two sentences.
        What is named beside the words, who speaks and in what, may stand anywhere.
        """
        places = [
            self._held[word.stem]
            for word in self.read.words
            if (word.has_meaning or word.is_number)
            and word.stem in self._held
            and word.folded not in self.cited.named_beside
        ]
        return frozenset.intersection(*places) if places else frozenset(self.cited.sentences)

    @cached_property
    def _held(self) -> dict[str, frozenset[int]]:
        held: dict[str, set[int]] = {}
        for word in self.cited.read.words:
            held.setdefault(word.stem, set()).add(word.sentence)
        return {stemmed: frozenset(sentences) for stemmed, sentences in held.items()}


@lru_cache(maxsize=256)
def _cut_clause(read: ReadText, clause: range) -> ReadText:
    return read.part(clause)


@dataclass(frozen=True, slots=True)
class _Part:
    """A word, or a half of a contraction: what it is compared by, as it reads, and the position of the word."""

    key: str
    reads: str
    at: int


@lru_cache(maxsize=4096)
def _parts(read: ReadText) -> list[_Part]:
    found = []
    for at, word in enumerate(read.words):
        after = read.words[at + 1].folded if at + 1 < len(read.words) else ""
        found += [_Part(_ALIKE.get(part, stem(part)), part, at) for part in _split(word.folded, after)]
    return found


def _split(folded: str, after: str) -> tuple[str, ...]:
    for ending, whole in _CONTRACTED.items():
        bare = folded.removesuffix(ending)
        if bare != folded and (bare in STOP_WORDS or ending == _NOT):
            return bare, _HAD if ending == _WOULD and after.endswith(_DONE) else whole
    return (folded,)


def _places(parts: list[_Part], edited: range) -> range:
    """Return the positions of the words of some parts."""
    if not edited:
        at = parts[edited.start].at if edited.start < len(parts) else len(parts) and parts[-1].at + 1
        return range(at, at)
    return range(parts[edited.start].at, parts[edited.stop - 1].at + 1)


def _cut(parts: list[_Part], edited: range) -> Parts:
    words, behind = parts[edited.start : edited.stop], parts[edited.stop : edited.stop + BEHIND]
    return Parts(tuple(one.reads for one in words), tuple(one.reads for one in behind))
