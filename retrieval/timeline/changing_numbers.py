"""Changing numbers: what was stated again with another number, the statements side by side.

Two numbers belong together where their sentences are near-identical but for the number: they count the same things, the
words around them are largely the same, the sentences mean nearly the same, and neither time, names, denial nor possibility
tells them apart. They are grouped by average linkage (Sokal and Michener 1958).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from archive import Embedder, sort_day
from language import FURTHEST, Measure, Quantity, find_quantities
from retrieval.timeline.topics import TopicSentence
from retrieval.weights import TimelineBounds

_MOST_NUMBERS = 400  # compared with each other
_MOST_GROUPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNumber:
    """A number in a sentence on the topic, with what it measures and counts."""

    sentence: TopicSentence
    quantity: Quantity

    @property
    def start(self) -> int:
        """Where the number begins in the release."""
        return self.sentence.start + self.quantity.start

    @property
    def end(self) -> int:
        """Where it ends in the release."""
        return self.sentence.start + self.quantity.end

    @property
    def written(self) -> str:
        """The number as it stands in the release."""
        return self.sentence.text[self.quantity.start : self.quantity.end]

    @property
    def place(self) -> tuple[str, int]:
        """The release, and where the number begins in it."""
        return self.sentence.passage.release_id, self.start

    @property
    def measured(self) -> tuple[Measure, str]:
        """In what the number is measured, and its value."""
        return self.quantity.measure, self.quantity.value


def find_changing_numbers(
    sentences: Sequence[TopicSentence], embedder: Embedder, bounds: TimelineBounds
) -> list[list[StatedNumber]]:
    """Return what was stated again with another number: groups, those with most numbers first, each in order of date.

    Of an undated statement it is not known whether it came before or after another: it is in no group.
    """
    dated = [one for one in sentences if one.passage.date]
    stated = [StatedNumber(sentence=one, quantity=found) for one in dated for found in find_quantities(one.text)]
    links = _link(stated[:_MOST_NUMBERS], embedder, bounds)
    groups = [_in_order([stated[i] for i in group]) for group in _group(links, bounds)]
    changed = _join([group for group in groups if len(_values(group)) > 1])
    return sorted(changed, key=lambda group: (-len(_values(group)), sort_day(group[0].sentence.passage.date)))[
        :_MOST_GROUPS
    ]


def share_words(one: StatedNumber, other: StatedNumber, bounds: TimelineBounds) -> float:
    """Return the share of words that two sentences have in common but for the number, 0 where they state other things."""
    a, b = one.quantity, other.quantity
    if a.measure is not b.measure or not _may_follow(one, other) or not _same_scope(a, b):
        return 0.0
    if _differ(a.counted, b.counted) or _differ(a.names, b.names):
        return 0.0
    if (a.counted or b.counted) and not a.counted & b.counted:
        return 0.0
    words, others = ({**quantity.frame, **dict.fromkeys(quantity.counted, 1.0)} for quantity in (a, b))
    common = sum(min(weight, others[word]) for word, weight in words.items() if word in others)
    whole = (sum(words.values()), sum(others.values()))
    if not common:
        return 0.0
    # Half of it is what the shorter one has in common: an aside in the longer one does not make it another statement.
    shared = common / sum(whole) + common / min(whole) / 2
    return shared * (bounds.one_names if a.names ^ b.names else 1.0)


def _may_follow(one: StatedNumber, other: StatedNumber) -> bool:
    """Whether one number may have taken the other's place: said in another release, on another day, of the same order."""
    here, there = one.sentence.passage, other.sentence.passage
    if here.release_id == there.release_id:
        return False
    if one.quantity.value == other.quantity.value:
        return True
    if here.date == there.date:
        return False
    if one.quantity.measure is Measure.DAY:
        return True
    small, large = sorted((Decimal(one.quantity.value), Decimal(other.quantity.value)))
    return large <= small * FURTHEST[one.quantity.measure]


def _same_scope(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are about the same time and as certain."""
    return a.scope == b.scope or (a.is_time and b.is_time)


def _differ(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether each has something that the other has not: 'Black people' and 'Latino people'."""
    return bool(some - others and others - some)


def _link(numbers: Sequence[StatedNumber], embedder: Embedder, bounds: TimelineBounds) -> dict[tuple[int, int], float]:
    """Return how alike every two numbers are, by their positions, of those that may state the same."""
    values: dict[int, set[tuple[Measure, str]]] = {}
    for number in numbers:
        values.setdefault(id(number.sentence), set()).add(number.measured)
    shared = {
        (i, j): share
        for (i, one), (j, other) in combinations(enumerate(numbers), 2)
        if (share := share_words(one, other, bounds)) >= bounds.same_words and not _states_both(one, other, values)
    }
    texts = list(dict.fromkeys(numbers[i].sentence.text for pair in shared for i in pair))
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    links: dict[tuple[int, int], float] = {}
    for (i, j), share in shared.items():
        nearness = float(bounds.scale(vectors[numbers[i].sentence.text] @ vectors[numbers[j].sentence.text]))
        if nearness >= bounds.same_meaning and (share + nearness) / 2 >= bounds.same_statement:
            links[i, j] = (share + nearness) / 2
    return links


def _states_both(one: StatedNumber, other: StatedNumber, values: Mapping[int, set[tuple[Measure, str]]]) -> bool:
    """Whether one of the two sentences has both numbers: then neither took the other's place."""
    return one.measured != other.measured and (
        other.measured in values[id(one.sentence)] or one.measured in values[id(other.sentence)]
    )


def _group(links: Mapping[tuple[int, int], float], bounds: TimelineBounds) -> list[list[int]]:
    """Return the groups that the links make, each number in one at most."""
    groups: dict[int, list[int]] = {i: [i] for pair in links for i in pair}
    for i, j in sorted(links, key=lambda pair: -links[pair]):
        here, there = groups[i], groups[j]
        if here is there:
            continue
        between = [links.get((min(a, b), max(a, b)), 0.0) for a in here for b in there]
        if sum(between) / len(between) >= bounds.linked:
            here += there
            groups.update(dict.fromkeys(there, here))
    return list({id(group): group for group in groups.values()}.values())


def _join(groups: Sequence[list[StatedNumber]]) -> list[list[StatedNumber]]:
    """Return the groups, those joined that tell one change in other words: they count the same and share two numbers."""
    joined: list[list[StatedNumber]] = []
    for group in groups:
        same = next((other for other in joined if _are_one_change(group, other)), None)
        if same is None:
            joined.append(group)
        else:
            joined[joined.index(same)] = _in_order([*same, *group])
    return joined


def _are_one_change(group: Sequence[StatedNumber], other: Sequence[StatedNumber]) -> bool:
    counted, counted_there = (
        frozenset[str]().union(*(number.quantity.counted for number in numbers)) for numbers in (group, other)
    )
    same_measure = group[0].quantity.measure is other[0].quantity.measure
    return same_measure and len(_values(group) & _values(other)) > 1 and bool(counted & counted_there)


def _values(group: Sequence[StatedNumber]) -> set[str]:
    return {number.quantity.value for number in group}


def _in_order(group: Sequence[StatedNumber]) -> list[StatedNumber]:
    """Return a group in order of date, one number of each sentence."""
    ordered = sorted(group, key=lambda number: (sort_day(number.sentence.passage.date), *number.place))
    return list({(number.place[0], number.sentence.start): number for number in ordered}.values())
