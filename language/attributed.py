"""Attributed: the quotations of an article or of a speech, each with the one person whom the text says it is from, or nobody.

Nobody rather than a wrong one: a pronoun that may mean two people, a name that is not beside the words, and a sentence that
follows name nobody. A quotation goes on from the one before it where nothing but that one's attribution stands between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from language.attribution import NAME, Attributed, Attribution, AttributionPlace, find_attributions
from language.quotation_marks import MASK, mask_marked
from language.sentences import split_sentences
from language.titles import holds_title
from language.vocabulary import patterns, word_set

_PRONOUNS, _OWN, _SINGULAR = word_set("saying.pronouns"), word_set("saying.own"), word_set("saying.singular")
_PLACE, _ROLE, _SAYS, _PRONOUN_FIRST, _LEADING, _JOINT, _JOINING, _VERBAL = patterns(
    "saying", "place_before", "role_behind", "says_beside", "pronoun_first", "leading", "joint", "joining", "verbal"
)
_SMALL = word_set("words.stop_words", "quotations.pointing", "quotations.determiners")
_NAMES = re.compile(rf"(?<!\w){NAME}")
_AND = re.compile(r"[,\s]*(?:and|but|or|while|…|\.\.\.|\. ?\. ?\.)?\s*")
_FURTHEST_BACK = 2  # paragraphs before a pronoun's own that are read for whom it means
_IN_PROSE = frozenset({AttributionPlace.AFTER, AttributionPlace.BEFORE})
_LINES = frozenset({AttributionPlace.HEADING, AttributionPlace.SIGNATURE})


def find_attributed(text: str, start: int = 0, end: int | None = None) -> list[Attributed]:
    """Return the quotations of ``text[start:end]`` in order, their offsets into ``text``, each with its attribution."""
    read = list(find_attributions(text, start, end, thorough=False))
    masked = mask_marked(text, [(one.start, one.end) for one in read])
    people = _People(masked, start, len(text) if end is None else end)
    found: list[Attributed] = []
    for quotation in read:
        told = next((one for one in quotation.found if _is_plain(one, text, people)), None)
        if told is None and found and _goes_on(found[-1], quotation, masked):
            before = found[-1]
            found.append(replace(quotation, speaker=before.speaker, printed=before.printed, own=before.own))
            continue
        who = told.who if told else None
        own = who is not None and who.casefold() in _OWN
        named = people.meant_by(told) if told and who and who.casefold() in _PRONOUNS else None
        speaker = None if own else named or who
        found.append(
            replace(quotation, speaker=speaker, printed=named or (told.printed if told and not own else None), own=own)
        )
    return found


def quotation_around(quotations: Sequence[Attributed], start: int, end: int) -> Attributed | None:
    """Return the quotation that holds all of ``[start:end]``, or None."""
    return next((quotation for quotation in quotations if quotation.start <= start and end <= quotation.end), None)


def names_several(who: str) -> bool:
    """Say whether an attribution names more than one person: 'Ida Vale and Bo Orr', not 'Secretary of Ports and Rivers Vale'."""
    joint = _JOINING.search(who)
    return joint is not None and not (holds_title(who[: joint.start()]) and _JOINT.search(who, 0, joint.start()))


def _is_plain(found: Attribution, text: str, people: _People) -> bool:
    """Say whether an attribution is certain without knowing who is a person: a verb leads to it, or a name is set there."""
    if found.place is AttributionPlace.HEAD:
        return re.fullmatch(NAME, found.who) is not None and not _VERBAL.search(found.described)
    if found.place in _LINES:
        line = text[found.end :].split("\n", 1)[0].strip(" .")
        alone = not line and not _is_sentence(found.described)
        return alone and (found.strong or bool(found.described) or people.is_person(found.who))
    return found.place in _IN_PROSE


def _is_sentence(described: str) -> bool:
    """Say whether what follows a name goes on as a sentence, as in 'Ida Vale, the minister, went home.'."""
    return described.rstrip().endswith((".", "!", "?")) and described.count(",") > 1


def _goes_on(before: Attributed, quotation: Attributed, masked: str) -> bool:
    """Say whether a quotation goes on from the one before: only that one's attribution, or 'and', stands between them."""
    between = masked[before.end + 1 : quotation.start - 1]
    if "\n" in between or (before.speaker is None and not before.own):
        return False
    told = next((one for one in before.found if one.place in _IN_PROSE and one.start > before.end), None)
    if told is None:
        return _AND.fullmatch(between) is not None
    rest = masked[told.end : quotation.start - 1]
    return len(split_sentences(between.lstrip(" .,"))) <= 1 and not any(
        name.group() not in told.who for name in _NAMES.finditer(rest.partition(",")[2])
    )


class _People:
    """The people whom the prose of an article names, outside its quotations."""

    def __init__(self, masked: str, start: int, end: int) -> None:
        self._text = masked
        self._start, self._end = start, end

    @cached_property
    def _names(self) -> list[_Named]:
        return [_Named(match, self._text) for match in _NAMES.finditer(self._text, self._start, self._end)]

    @cached_property
    def _certain(self) -> set[str]:
        return {one.surname for one in self._names if one.is_certain}

    def is_person(self, name: str) -> bool:
        """Say whether the text shows that a name is a person's: by a title, a role, or a verb of saying beside it."""
        return name.rpartition(" ")[2].casefold() in self._certain or holds_title(name)

    def meant_by(self, told: Attribution) -> str | None:
        """Return the name of the one whom 'he' or 'she' means: the only person of the nearest sentence that names any."""
        if told.who.casefold() not in _SINGULAR:
            return None
        end = told.start
        for paragraph in range(_FURTHEST_BACK + 1):
            start = max(self._text.rfind("\n", 0, end) + 1, self._start)
            for a, b in reversed(split_sentences(self._text[start:end])):
                sentence = self._text[start + a : start + b]
                people = [
                    one for one in self._names if one.may_be_meant and start + a <= one.start and one.end <= start + b
                ]
                if people:
                    certain = len({one.surname for one in people}) == 1 and people[0].surname in self._certain
                    return self._in_full(people[0]) if certain else None
                pronoun = _PRONOUN_FIRST.match(sentence)
                if pronoun and pronoun["who"].casefold() != told.who.casefold():
                    return None
            end = len(self._text[:start].rstrip())
            if end <= self._start or paragraph == _FURTHEST_BACK:
                break
        return None

    def _in_full(self, one: _Named) -> str:
        """Return a name as the text gives it in full, the surname alone where two people bear it."""
        full = {other.name for other in self._names if other.surname == one.surname and " " in other.name}
        return one.name if " " in one.name or len(full) != 1 else full.pop()


class _Named:
    """A name in prose, where it stands, and what shows that it is a person's."""

    def __init__(self, match: re.Match[str], text: str) -> None:
        words = [(match.start() + one.start(), one.group()) for one in re.finditer(r"\S+", match.group())]
        opening = list(takewhile(lambda word: word[1].casefold() in _SMALL or _LEADING.match(f"{word[1]} "), words))
        self.start, self.end = (words[len(opening) :] or [(match.end(), "")])[0][0], match.end()
        self.name = re.sub(rf" ?{MASK}+|[’']s$", "", text[self.start : self.end])
        self.surname = self.name.split()[-1].casefold() if self.name else ""
        before, after = text[max(0, self.start - 40) : self.start], text[self.end : self.end + 60]
        is_owner = text[self.start : self.end].endswith(("’s", "'s")) or after[:1] in {"’", "'"}
        is_thing = _PLACE.search(before) is not None or _LEADING.match(f"{self.name} ") is not None
        self.may_be_meant = bool(self.name) and not is_owner and not is_thing
        titled = " " in self.name and holds_title(self.name.rsplit(" ", 1)[0])
        beside = _SAYS.search(f"{before}{MASK}{MASK}{after}") is not None
        self.is_certain = bool(self.name) and (titled or _ROLE.match(after) is not None or (beside and not is_thing))
