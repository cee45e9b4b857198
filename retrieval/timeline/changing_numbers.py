"""Drift: claims that were made again with another number, side by side.

Two quantities make one claim where their sentences are near-identical but for the number: they count the same, the words
around them are largely the same, their sentences mean nearly the same, and neither time, names, denial nor possibility
tells them apart. Claims are grouped by average linkage (Sokal and Michener 1958).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import numpy as np

from archive import Embedder
from language import FURTHEST, Measure, Quantity, find_quantities
from retrieval.timeline.topics import OnTopic

# Read off the pairs of twenty-four topics over the development archive.
_SAME_WORDS, _SAME_MEANING, _SAME_CLAIM = 0.4, 0.65, 0.6
_FEWEST_SHARED = 3  # words' weight; a frame of fewer is contained too easily
_ONE_NAMES = 0.85  # where only one of the two has a name
_LINKED = 0.38  # mean over the pairs of two groups that become one
_MOST_CLAIMS = 400
_MOST_DRIFTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A quantity in a sentence on the topic."""

    sentence: OnTopic
    quantity: Quantity

    @property
    def start(self) -> int:
        """Where the quantity begins in the release."""
        return self.sentence.start + self.quantity.start

    @property
    def end(self) -> int:
        """Where it ends in the release."""
        return self.sentence.start + self.quantity.end

    @property
    def written(self) -> str:
        """The quantity as it stands in the release."""
        return self.sentence.text[self.quantity.start : self.quantity.end]


def find_drifts(sentences: Sequence[OnTopic], embedder: Embedder) -> list[list[Claim]]:
    """Return the claims that were made again with another number: groups, largest first, each in order of date."""
    claims = [Claim(sentence=one, quantity=found) for one in sentences for found in find_quantities(one.text)]
    links = _link(claims[:_MOST_CLAIMS], embedder)
    groups = [_ordered([claims[i] for i in group]) for group in _group(links)]
    moved = _join([group for group in groups if len({one.quantity.value for one in group}) > 1])
    return sorted(
        moved, key=lambda group: (-len({one.quantity.value for one in group}), group[0].sentence.passage.date)
    )[:_MOST_DRIFTS]


def likeness(one: Claim, other: Claim) -> float:
    """Return the share of their words that two claims have in common but for the number, 0 where they cannot be compared."""
    a, b = one.quantity, other.quantity
    if a.measure is not b.measure or not _may_follow(one, other) or not _same_scope(a, b):
        return 0.0
    if _differ(a.counted, b.counted) or _differ(a.names, b.names):
        return 0.0
    if (a.counted or b.counted) and not a.counted & b.counted:
        return 0.0
    words, others = ({**one.frame, **dict.fromkeys(one.counted, 1.0)} for one in (a, b))
    common = sum(min(weight, others[word]) for word, weight in words.items() if word in others)
    whole = (sum(words.values()), sum(others.values()))
    if not common:
        return 0.0
    # Half of it is what the shorter one has in common: an aside in the longer one makes it no other claim.
    shared = common / sum(whole) + common / max(_FEWEST_SHARED, min(whole)) / 2
    return shared * (_ONE_NAMES if a.names ^ b.names else 1.0)


def _may_follow(one: Claim, other: Claim) -> bool:
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
    """Whether two quantities are about the same time and as certain; only one may say since when."""
    since = [{one for one in quantity.scope if one.startswith("since")} for quantity in (a, b)]
    if since[0] and since[1] and since[0] != since[1]:
        return False
    return a.scope - since[0] == b.scope - since[1] or (a.is_time and b.is_time)


def _differ(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether each has something that the other has not: 'Black people' and 'Latino people'."""
    return bool(some - others and others - some)


def _link(claims: Sequence[Claim], embedder: Embedder) -> dict[tuple[int, int], float]:
    """Return how alike every two claims are that may be one."""
    values: dict[int, set[tuple[Measure, str]]] = {}
    for claim in claims:
        values.setdefault(id(claim.sentence), set()).add((claim.quantity.measure, claim.quantity.value))
    pairs = {
        (i, j): alike
        for (i, one), (j, other) in combinations(enumerate(claims), 2)
        if (alike := likeness(one, other)) >= _SAME_WORDS and not _holds_both(one, other, values)
    }
    texts = list(dict.fromkeys(claims[i].sentence.text for pair in pairs for i in pair))
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    links: dict[tuple[int, int], float] = {}
    for (i, j), alike in pairs.items():
        meaning = float(np.dot(vectors[claims[i].sentence.text], vectors[claims[j].sentence.text]))
        if meaning >= _SAME_MEANING and (alike + meaning) / 2 >= _SAME_CLAIM:
            links[i, j] = (alike + meaning) / 2
    return links


def _holds_both(one: Claim, other: Claim, values: Mapping[int, set[tuple[Measure, str]]]) -> bool:
    """Whether one sentence has both numbers: then neither took the other's place."""
    a, b = ((claim.quantity.measure, claim.quantity.value) for claim in (one, other))
    return a != b and (b in values[id(one.sentence)] or a in values[id(other.sentence)])


def _group(links: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Return the groups that the links make, a claim in one at most."""
    groups: dict[int, list[int]] = {i: [i] for pair in links for i in pair}
    for i, j in sorted(links, key=lambda pair: -links[pair]):
        here, there = groups[i], groups[j]
        if here is there:
            continue
        between = [links.get((min(a, b), max(a, b)), 0.0) for a in here for b in there]
        if sum(between) / len(between) >= _LINKED:
            here += there
            groups.update(dict.fromkeys(there, here))
    return list({id(group): group for group in groups.values()}.values())


def _join(groups: Sequence[list[Claim]]) -> list[list[Claim]]:
    """Return the groups with those as one that count the same and have two numbers in common: one change, told in other words."""
    joined: list[list[Claim]] = []
    for group in groups:
        same = next((other for other in joined if _are_one_change(group, other)), None)
        if same is None:
            joined.append(group)
        else:
            joined[joined.index(same)] = _ordered([*same, *group])
    return joined


def _are_one_change(group: Sequence[Claim], other: Sequence[Claim]) -> bool:
    values = {claim.quantity.value for claim in group} & {claim.quantity.value for claim in other}
    counted = (frozenset[str]().union(*(claim.quantity.counted for claim in one)) for one in (group, other))
    return (
        len(values) > 1
        and group[0].quantity.measure is other[0].quantity.measure
        and bool(next(counted) & next(counted))
    )


def _ordered(group: Sequence[Claim]) -> list[Claim]:
    """Return a group in order of date, one claim a sentence."""
    ordered = sorted(group, key=lambda one: (one.sentence.passage.date, one.sentence.passage.release_id, one.start))
    return list({(one.sentence.passage.release_id, one.sentence.start): one for one in ordered}.values())
