"""Reading: what of the catalogue a question asks for, if all of it can be read so.

'How many press briefings did Orr give in May?' is read: a kind, a speaker, a period. 'How many visas were issued?' is not, as
visas are no kind of release: that number stands in a text. Any word that is left over says that something else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from archive import CatalogueReader
from language import WORD, content_words, patterns, word_set
from retrieval.listing.kinds_called import read_kind
from retrieval.listing.request import Act, Request
from retrieval.query import NamedSpeaker, Tie, find_periods, resolve_speaker

_COUNTS, _LISTS, _DATES, _SELECTS = patterns("catalogue", "counts", "lists", "dates", "selects")
_QUANTIFIER, _EDGE, _OWNER, _WITHIN = patterns("catalogue", "quantifier", "edge", "owner", "within_period")
_KEPT, _GIVEN, _MENTIONS, _TOPIC = patterns("catalogue", "kept", "given", "mentions", "topic")
_TIMES, _TIMES_PASSIVE, _THE_WORD = patterns("catalogue", "times", "times_passive", "the_word")
_CLAUSE = patterns("questions", "clause")[0]
_EVERYBODY, _PRONOUNS = word_set("catalogue.everybody"), word_set("questions.pronouns")
_MOST_WORDS = 5  # that are looked for
_MOST_PIECES = 25  # words of a question behind its kind
_ACTS = ((_COUNTS, Act.COUNT), (_LISTS, Act.LIST), (_DATES, Act.LIST), (_SELECTS, Act.LIST))
_NAME = re.compile(r"[A-Z][\w.’'-]*(?: (?:[a-z]{1,3} )?[A-Z][\w.’'-]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReader:
    """What questions are read by: the catalogue, the day that 'last month' is relative to, and whom 'she' means, if anybody.

    In a question that ``follows`` another, 'how many posts?' may be about what that one named: a kind alone is not enough.
    """

    catalogue: CatalogueReader
    asked_on: date | None = None
    heard: NamedSpeaker | None = None
    follows: bool = False

    def read(self, question: str) -> Request | None:
        """Return what a question asks of the catalogue; None where it asks something else."""
        text, bare = self._cut_period(" ".join(question.split()).strip(" ?.!¿¡"))
        read = (self._read_times, self._read_releases)
        return next((found for one in read if (found := one(text, bare))), None)

    # --- when ---

    def _cut_period(self, text: str) -> tuple[str, Request]:
        """Return a question without its period, and a request of that period."""
        days = self.catalogue.days
        none = Request(act=Act.LIST)
        if days is None:
            return text, none
        for period in reversed(find_periods(text, reference=self.asked_on or days[1])):
            mentioned = _MENTIONS.search(text, 0, period.start) or _TOPIC.search(text, 0, period.start)
            outside = period.since > days[1] or period.until < days[0]
            if mentioned and (period.tie is Tie.ATTRIBUTE or outside):
                continue
            since: date | None = period.since
            until: date | None = period.until
            if period.tie is Tie.AFTER:
                until = None
            elif period.tie is Tie.BEFORE:
                since, until = None, period.since - timedelta(days=1)
            elif period.tie is Tie.AS_OF:
                since = None
            elif period.tie is Tie.ASIDE and not _WITHIN.match(text[period.start : period.end]):
                continue
            rest = " ".join(f"{text[: period.start]} {text[period.end :]}".split()).replace(" ,", ",").strip(" ,")
            return rest, replace(none, since=since, until=until)
        return text, none

    # --- how often something is mentioned ---

    def _read_times(self, text: str, period: Request) -> Request | None:
        for shape in (_TIMES, _TIMES_PASSIVE):
            if not (found := shape.fullmatch(text)):
                continue
            edge = Act.FIRST if found["earliest"] else Act.LATEST if found["latest"] else Act.TIMES
            words = _read_words(found["words"])
            if not words or bool(found["when"]) is (edge is Act.TIMES):
                return None
            request = replace(period, act=edge, words=words)
            return self._add_speaker(request, found["who"]) if found["who"] else request
        return None

    # --- which releases ---

    def _read_releases(self, text: str, period: Request) -> Request | None:
        for head, act in _ACTS:
            if (found := head.match(text)) and (
                request := self._read_kind(text[found.end() :], replace(period, act=act))
            ):
                topical = head not in (_SELECTS, _DATES)
                return self._finish(*request, topical=topical, by_kind=head is not _SELECTS)
        return None

    def _finish(self, request: Request, rest: str, *, topical: bool, by_kind: bool) -> Request | None:
        """Return a request with all that is behind its kind; None where a word is left over, or nothing but a kind is said."""
        pieces = rest.split()
        if len(pieces) > _MOST_PIECES:
            return None
        reading = (self._read_rest(request, pieces, take, topical=topical) for take in (self._resolve, _take_stranger))
        found = next(filter(None, reading), None)
        alone = by_kind and not (self.follows and not pieces)
        return found if found and (found.limited or alone) else None

    def _read_kind(self, text: str, request: Request) -> tuple[Request, str] | None:
        """Return a request with the kind that a text begins with, behind words such as 'all' and an owner, and the rest."""
        while found := _QUANTIFIER.match(text):
            text = text[found.end() :]
        if found := _EDGE.match(text):
            edge = Act.FIRST if found["earliest"] else Act.LATEST
            return self._read_kind(text[found.end() :], replace(request, act=edge))
        if called := read_kind(text, self.catalogue):
            kind, end = called
            return replace(request, kind=kind), text[end:].strip(" ,")
        if (
            request.speaker is None
            and (owner := _OWNER.match(text))
            and (whose := self._resolve(request, owner["who"]))
        ):
            return self._read_kind(text[owner.end() :], whose)
        return None

    def _read_rest(self, request: Request, pieces: list[str], take: _Take, *, topical: bool) -> Request | None:
        """Return a request with all that the rest of a question says, None where a word of it is left over."""
        if not pieces:
            return request
        for size in range(1, len(pieces) + 1):
            words = " ".join(pieces[:size]).strip(" ,")
            for more in self._read_piece(request, words, take, topical=topical):
                if whole := self._read_rest(more, pieces[size:], take, topical=topical):
                    return whole
        return None

    def _read_piece(self, request: Request, words: str, take: _Take, *, topical: bool) -> Iterator[Request]:
        if _KEPT.fullmatch(words):
            yield request
        if (found := _GIVEN.fullmatch(words)) and not request.speaker:
            whose = take(request, found["did"] or found["who"] or found["by"])
            if whose:
                yield whose
        shapes = (_MENTIONS, _TOPIC) if topical else (_MENTIONS,)
        for shape in shapes:
            if (found := shape.fullmatch(words)) and not request.words:
                yield from self._mention(request, found.groupdict(), take)

    def _mention(self, request: Request, said: dict[str, str | None], take: _Take) -> Iterator[Request]:
        words = _read_words(said["words"] or said.get("said") or said.get("in") or "")
        whose = take(request, said["who"] or "") if said.get("who") and not request.speaker else request
        if words and whose:
            yield replace(whose, words=words)

    # --- who ---

    def _add_speaker(self, request: Request, who: str) -> Request | None:
        return self._resolve(request, who) or _take_stranger(request, who)

    def _resolve(self, request: Request, who: str) -> Request | None:
        """Return a request for the words of somebody, None where they are nobody's here."""
        if who.lower() in _EVERYBODY:
            return request
        pronoun = who.lower() in _PRONOUNS
        speaker = self.heard if pronoun else resolve_speaker(who, self.catalogue, on=self._middle(request))
        return replace(request, speaker=speaker) if speaker else None

    def _middle(self, request: Request) -> date | None:
        """Return the day in the middle of a request's period, by which an office is read; None where it has none."""
        days = self.catalogue.days
        if days is None or not (request.since or request.until):
            return None
        since, until = request.since or days[0], request.until or days[1]
        return since + (until - since) / 2


_Take = Callable[[Request, str], Request | None]


def _take_stranger(request: Request, who: str) -> Request | None:
    """Return a request for the words of somebody who has a name and no words in this archive."""
    return replace(request, stranger=who) if _NAME.fullmatch(who) else None


def _read_words(text: str) -> tuple[str, ...]:
    """Return the words to be looked for, as they are written, () where these are no few words, but a clause."""
    bare = _THE_WORD.sub("", text.strip(" ,"))
    while article := _QUANTIFIER.match(bare):
        bare = bare[article.end() :]
    if len(bare.split()) > _MOST_WORDS or _CLAUSE.search(bare):
        return ()
    return tuple(dict.fromkeys(word for word in WORD.findall(bare) if content_words(word)))
