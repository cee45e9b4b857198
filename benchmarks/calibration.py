"""Calibration: sentences that an archive bears and spoiled copies of them, made from any archive by a seed.

What is borne: the answers of a question set beside the words that they rest on, as a careful person wrote both; and sentences
of the archive's officials, told in the third person and a little shorter, by code. Beside the words that bear a sentence stand
others of the same release, as they do in an answer's evidence.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from archive import OFFICIAL_VOICES, CatalogueReader, Embedder, Passage, Selection, Voice
from benchmarks.spoiling import SPOILS, Pool, Told, attribute, make_pool
from evaluation import Item, read_questions
from evaluation.matching import same_release, share_held
from language import content_words, find_days, find_markings, fold_words, split_sentences, stem, stems
from retrieval import Archive
from retrieval.answer import Citation
from retrieval.citations import as_corrected, cite_all, mark_quoted
from retrieval.spans import Span

BORNE = ("answer", "answer, attributed", "made", "made, attributed")
LEANING = "answer, naming more"  # names or figures that the words beside it do not have: rightly dropped
ELSEWHERE = ("passage beside", "other release", "struck out")
SAMPLED = 1500  # passages of officials that names, numbers and words are taken from
MADE = 150  # sentences of officials that are told otherwise
BESIDE = 12  # lines of evidence beside those that bear a sentence
ALL_BUT_FEW = 0.8  # of a sentence's words: a passage that has as many may bear it too, and is no wrong one
HELD = 0.6  # of a gold quotation, that a passage must hold
SAME_START = 5  # letters of a name and its people: 'Verrane', 'Verranian'
_ANY_DAY = date(2000, 12, 31)
FEWEST = 5  # words of an answer's sentence: fewer are no sentence ('No.', 'In April.')
SHORTEST, LONGEST = 8, 32  # words of a sentence that is told otherwise
_FIRST_PERSON = {
    "i am": "they are", "i'm": "they are", "i have": "they have", "i've": "they have", "i": "they", "me": "them", "my": "their",
    "we are": "they are", "we're": "they are", "we've": "they have", "we'll": "they will", "we": "they", "our": "their",
    "us": "them", "i'll": "they will", "i was": "they were", "i'd": "they would", "we'd": "they would",
}  # fmt: skip
_OWN = re.compile(rf"\b(?:{'|'.join(sorted(_FIRST_PERSON, key=len, reverse=True))})\b(?!['’])", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s*\([^)]*\)|(?<=\w),? (?:of course|obviously|certainly|really|actually|very|also|just|clearly|again)\b,?(?= [a-z])"
)
_BRACKETED = re.compile(r"\s*\([^)]*\)")
_REPLYING = re.compile(r"^(?:(?:Yes|No|Because|That|As)\b[,;:.]?\s*)+|^\w+(?: \w+)?[:;]\s+(?=\w)")
_QUOTED = re.compile(r"[“\"‘'](?:[^\W\d_]\S*\s+){2,}[^”\"]*[”\"’']")  # a quotation is no sentence of a model's own
_VERB = re.compile(  # one that a statement has, and a headline does not: 'the owners, named in June'
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should"
    r"|(?<!, )(?<!ly )[a-z]{2,}ed(?! (?:by|from|with|in|on|of|to)\b)"
    r"|said|says|told|went|came|took|made|gave|got|saw|sent|met|held|kept|left|lost|won|paid|put|let|began|became|grew|fell|rose"
    r"|spoke|wrote|found|built|brought|thought|bought|led|meant|ran|sat|stood|knew)\b"
)
_OPENING = re.compile(r"^(?:(?:Well|So|And|But|Look|Now|Yes|No|Yeah|Again|Obviously|First|Also),?\s+)+")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A sentence with evidence: its kind, the lines that bear it (none of a spoiled one) and where it comes from."""

    kind: str
    sentence: str
    evidence: tuple[Citation, ...]
    gold: tuple[int, ...]
    question: str
    base: str

    @property
    def is_borne(self) -> bool:
        """Whether the evidence bears the sentence."""
        return self.kind in BORNE


@dataclass(frozen=True)
class Calibration:
    """Makes the samples of one archive."""

    archive: Archive
    seed: int

    @cached_property
    def catalogue(self) -> CatalogueReader:
        """The archive's catalogue."""
        return self.archive.store.generation().catalogue

    @cached_property
    def passages(self) -> list[Passage]:
        """Passages of officials, drawn by the seed."""
        ids = self.catalogue.select(Selection(voices=(Voice.OFFICIAL, Voice.OFFICE))).tolist()
        return self.catalogue.passages(random.Random(self.seed).sample(ids, min(SAMPLED, len(ids))))  # noqa: S311 a draw that can be made again

    @cached_property
    def pool(self) -> Pool:
        """What officials name, count and say."""
        return make_pool([one.text for one in self.passages], list(self.catalogue.count_speakers((Voice.OFFICIAL,))))

    def make(self, questions: Path | None) -> list[Sample]:
        """Return the samples: of the question set, where there is one, and of the archive's own sentences."""
        borne = [*(self._from_questions(questions) if questions else ()), *self._from_sentences()]
        return [sample for one in borne for sample in ((one,) if one.kind == LEANING else (one, *self._spoil(one)))]

    # --- what is borne ---

    def _from_questions(self, questions: Path) -> Iterator[Sample]:
        releases = list(self.catalogue.known_releases())
        for item in read_questions(questions).items:
            gold = self._gold(item, releases) if item.answerable and item.answer else []
            if gold:
                lines = [*gold, *self._beside(gold)]
                for number, sentence in enumerate(state_answer(item.answer)):
                    made = self._sample("answer", sentence, lines, len(gold), item.question, f"{item.id}/{number}")
                    yield replace(made, kind=LEANING) if _leans(made) else made

    def _gold(self, item: Item, releases: Sequence[str]) -> list[Span]:
        found: list[Span] = []
        for one in item.evidence:
            named = [release for release in releases if same_release(release, one.release)]
            passages = [passage for release in named for passage in self.catalogue.passages_of(release)]
            found += _find(one.quote, passages)
        return list(dict.fromkeys(found))

    def _from_sentences(self) -> Iterator[Sample]:
        made = 0
        for passage in self.passages:
            spans = [
                (a, b)
                for a, b in split_sentences(passage.text)
                if SHORTEST <= len(passage.text[a:b].split()) <= LONGEST
            ]
            dice = random.Random(f"{self.seed} {passage.release_id} {passage.start}")  # noqa: S311 a draw that can be made again
            if not spans:
                continue
            counting = [(a, b) for a, b in spans if re.search(r"\d", passage.text[a:b])]  # they are few
            a, b = dice.choice(counting or spans)
            sentence = retell(passage.text[a:b])
            if sentence:
                span = Span(passage=passage, start=passage.start + a, end=passage.start + b)
                base = f"{passage.release_id}:{passage.start + a}"
                yield self._sample("made", sentence, [span, *self._beside([span])], 1, "", base)
                made += 1
            if made == MADE:
                return

    def _sample(self, kind: str, sentence: str, lines: Sequence[Span], gold: int, question: str, base: str) -> Sample:
        evidence = cite_all(mark_quoted(lines, self.catalogue), self.catalogue)
        numbers = tuple(range(1, gold + 1))
        return Sample(kind=kind, sentence=sentence, evidence=evidence, gold=numbers, question=question, base=base)

    def _beside(self, gold: Sequence[Span]) -> list[Span]:
        """Return the sentences of officials around the lines that bear a sentence, nearest first."""
        first = gold[0]
        passages = self.catalogue.passages_of(
            first.passage.release_id, Selection(voices=(Voice.OFFICIAL, Voice.OFFICE))
        )
        spans = [
            Span(passage=passage, start=passage.start + a, end=passage.start + b)
            for passage in passages
            for a, b in split_sentences(passage.text)
        ]
        free = [one for one in spans if not any(_overlap(one, line) for line in gold)]
        return sorted(free, key=lambda one: abs(one.start - first.start))[:BESIDE]

    # --- what is not ---

    def _spoil(self, borne: Sample) -> Iterator[Sample]:
        cited = [one for one in borne.evidence if one.n in borne.gold]
        told = Told(
            sentence=borne.sentence, cited=" ".join(as_corrected(one) for one in cited),
            speaker=cited[0].speaker, others_in_office=self._others(cited[0]),
        )  # fmt: skip
        if said := attribute(told):
            yield replace(borne, kind=f"{borne.kind}, attributed", sentence=said)
        for kind, spoil in SPOILS.items():
            dice = random.Random(f"{self.seed} {kind} {borne.base}")  # noqa: S311 a draw that can be made again
            spoiled = spoil(told, self.pool, dice, self.embedder)
            if spoiled and spoiled != borne.sentence:
                yield replace(borne, kind=kind, sentence=spoiled, gold=())
        yield from self._elsewhere(borne, cited)

    @property
    def embedder(self) -> Embedder:
        """The archive's embedding model."""
        return self.archive.embedder

    def _others(self, cited: Citation) -> tuple[str, ...]:
        if not cited.office or not cited.speaker:
            return ()
        return tuple(one.name for one in self.catalogue.holders(cited.office) if one.name != cited.speaker)

    def _elsewhere(self, borne: Sample, cited: Sequence[Citation]) -> Iterator[Sample]:
        beside = tuple(one for one in borne.evidence if one.n not in borne.gold)
        if beside and not _may_bear(beside, borne.sentence):
            yield replace(borne, kind="passage beside", evidence=beside, gold=())
        other = self._other_release(borne, {one.release_id for one in cited})
        if other and not _may_bear(other, borne.sentence):
            yield replace(borne, kind="other release", evidence=other, gold=())
        if struck := _strike_out(borne, cited):
            yield struck

    def _other_release(self, borne: Sample, releases: set[str]) -> tuple[Citation, ...]:
        """Return the sentences of the passage of another release that has most of a sentence's words."""
        selection = Selection(voices=(Voice.OFFICIAL, Voice.OFFICE))
        found = self.catalogue.search_words(content_words(borne.sentence), selection, limit=40)
        passages = [
            one for one in self.catalogue.passages([number for number, _ in found]) if one.release_id not in releases
        ]
        spans = [
            Span(passage=passage, start=passage.start + a, end=passage.start + b)
            for passage in passages[:1]
            for a, b in split_sentences(passage.text)
        ]
        return cite_all(mark_quoted(spans, self.catalogue), self.catalogue)


def _may_bear(evidence: Sequence[Citation], sentence: str) -> bool:
    """Whether other words may well bear a sentence too, since they have nearly all of its own."""
    held, words = stems(" ".join(one.quote for one in evidence)), {stem(word) for word in content_words(sentence)}
    return len(words & held) >= ALL_BUT_FEW * len(words)


def _strike_out(borne: Sample, cited: Sequence[Citation]) -> Sample | None:
    """Return the sample with its number struck out in the cited words, and another put in its place."""
    others = " ".join(one.quote for one in borne.evidence if one not in cited)
    for match in re.finditer(r"(?<![\w.,:/-])\d[\d,]*\b(?![.,:/-]*\w)", borne.sentence):
        if match.group() in others:
            continue
        for one in cited:
            place = re.search(rf"(?<![\w.,:/-]){re.escape(match.group())}(?![.,:/-]*\w)", one.quote)
            if place and not one.corrections:
                other = str(int(match.group().replace(",", "")) + 7)
                quote = f"{one.quote[: place.start()]}~~{place.group()}~~ [{other}]{one.quote[place.end() :]}"
                struck = replace(one, quote=quote, start=0, end=len(quote), corrections=find_markings(quote))
                evidence = tuple(struck if line.n == one.n else line for line in borne.evidence)
                if len(cited) == 1:
                    return replace(borne, kind="struck out", evidence=evidence, gold=())
    return None


def retell(sentence: str) -> str:
    """Return an official's sentence in the third person and without asides; '' where that cannot be told so simply."""
    plain = _OPENING.sub("", " ".join(sentence.split()).replace("’", "'"))
    plain = plain[:1].upper() + plain[1:]
    if not re.search(r"^[A-Z].*[a-z.]\.$", plain) or re.search(
        r"[?“”\"\[\]~*_#|:;]|\byou\b|—|--| - |\.\.|\d\.\s", plain
    ):
        return ""
    told = _tell_of_others(_ASIDE.sub("", plain))
    told = told[:1].upper() + told[1:]
    return told if len(told.split()) >= SHORTEST - 2 and told != plain else ""


def _tell_of_others(sentence: str) -> str:
    return _OWN.sub(lambda own: own.group() if own.group() == "US" else _FIRST_PERSON[own.group().lower()], sentence)


def state_answer(answer: str) -> list[str]:
    """Return the sentences of an answer as statements: without 'Yes:', 'Because' and brackets, in the third person.

    What has no verb, or is a quotation, is left out.
    """
    plain = _BRACKETED.sub("", answer)
    found = (_REPLYING.sub("", plain[a:b]) for a, b in split_sentences(plain))
    stated = (_tell_of_others(f"{one[:1].upper()}{one[1:].rstrip('.')}.") for one in found if not _QUOTED.search(one))
    return [one for one in stated if len(one.split()) >= FEWEST and _VERB.search(one)]


def _leans(sample: Sample) -> bool:
    """Whether an answer has names or figures that neither its evidence nor who speaks there has."""
    gold = [one for one in sample.evidence if one.n in sample.gold]
    told = " ".join(
        filter(
            None,
            (
                part
                for one in gold
                for part in (as_corrected(one), one.speaker, one.speaker_label, one.office, one.title)
            ),
        )
    )
    known, numbers = stems(told), {word.folded for word in fold_words(told)}
    starts = {stemmed[:SAME_START] for stemmed in known}
    days = [(start, end) for start, end, _ in find_days(sample.sentence, reference=_ANY_DAY)]
    words = [word for word in fold_words(sample.sentence)[1:] if not any(a <= word.start < b for a, b in days)]
    figures = any(word.folded[:1].isdigit() and word.folded not in numbers for word in words)
    names = any(
        sample.sentence[word.start].isupper()
        and not {stem(word.folded), stem(word.folded)[:SAME_START]} & (known | starts)
        for word in words
    )
    unnamed = not any(one.voice in OFFICIAL_VOICES for one in gold)
    return unnamed or figures or names


def _find(quote: str, passages: Sequence[Passage]) -> list[Span]:
    """Return the sentences of passages that a gold quotation lies in; the passage that holds most where it is not verbatim."""
    shape = re.compile(r"\s+".join(map(re.escape, quote.split())))
    for passage in passages:
        if match := shape.search(passage.text):
            return [_whole(passage, *match.span())]
    best = max(passages, key=lambda one: share_held(one.text, quote), default=None)
    return [_whole(best, 0, len(best.text))] if best and share_held(best.text, quote) >= HELD else []


def _whole(passage: Passage, start: int, end: int) -> Span:
    around = [(a, b) for a, b in split_sentences(passage.text) if a < end and start < b]
    return Span(passage=passage, start=passage.start + around[0][0], end=passage.start + around[-1][1])


def _overlap(one: Span, other: Span) -> bool:
    return one.passage.release_id == other.passage.release_id and one.start < other.end and other.start < one.end
