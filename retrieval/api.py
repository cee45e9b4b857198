"""The archive as the page and the console use it: ask, check, open a release, say what it covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from archive import (
    AmbiguousNameError,
    CheckingModel,
    ChromaServer,
    CrossEncoderModel,
    Embedder,
    Generation,
    ListedRelease,
    NotFoundError,
    Passage,
    Person,
    ReadAs,
    Selection,
    SentenceEmbedder,
    Settings,
    Store,
    Turn,
)
from language import Correction, detect_foreign, find_markings
from retrieval import wording
from retrieval.answer import Answer, Citation, RelatedRelease, Retrieved
from retrieval.answering import AnswerWriter, ArchiveAnswerer, Conversation, HeldOffice, find_held_offices
from retrieval.answering.verify import Checker, Verification, VerifiedSentence, Verifier
from retrieval.browsing import (
    BrowsePage,
    BrowseRequest,
    PeopleList,
    PersonPage,
    browse,
    open_person,
    people_heard_in,
)
from retrieval.citations import Change, find_changes, list_related
from retrieval.coverage import Coverage, measure_coverage
from retrieval.question import ChipField, Filters, Question
from retrieval.quote_check import ArticleCheck, QuoteCheck, check_article, check_quote
from retrieval.receipts import Receipt, Replay, compare_again
from retrieval.search import ArchiveRetriever, Reranker, select
from retrieval.suggestions import NEXT_TRIED, STARTERS_TRIED, propose_next, propose_starters
from retrieval.timeline import Timeline, make_timeline
from retrieval.weights import WeightsFile, load_weights
from retrieval.writing import ModelRewriter, Writer, open_asker


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePage:
    """A release as it is read: its text with its turns, its version, and whether it was withdrawn since.

    ``current_version`` is larger than ``version`` where this is an earlier text; ``earlier_versions`` are the numbers of
    those before it. ``corrections`` are what the release marks as wrong, ``related`` what is to be read beside it, ``notes``
    remarks on how its file was read, ``pages`` where its pages begin, () where it has none. ``date`` is None where it is undated.
    """

    id: str
    title: str
    date: date | None
    kind: str
    text: str
    turns: tuple[Turn, ...]
    url: str | None
    office: str | None
    byline: str | None
    version: int
    withdrawn: bool
    current_version: int = 0
    earlier_versions: tuple[int, ...] = ()
    corrections: tuple[Correction, ...] = ()
    related: tuple[RelatedRelease, ...] = ()
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesRead:
    """What the archive's files were read as, by id, and (path, reason) of what was set aside."""

    read: tuple[ReadAs, ...]
    set_aside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseList:
    """A page of a list of releases, and how many there are in all."""

    releases: tuple[ListedRelease, ...]
    total: int


class Archive:
    """An open archive. Notices by itself when a new generation of its store is published."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        *,
        caution: float | None = None,
        reranker: Reranker | None = None,
        weights: WeightsFile | None = None,
        writer: AnswerWriter | None = None,
        checker: Checker | None = None,
    ) -> None:
        """Put a store and an embedding model together; ``Archive.open`` does it from a folder.

        ``weights`` are the learned numbers (those that are shipped), ``caution`` how probable an answer must be to be given
        (as the weights say); ``writer`` words answers in prose (nobody: they stand in the archive's own words alone),
        and ``checker`` has one more vote on each sentence of that prose (nobody: code alone decides).
        """
        self.store = store
        self.embedder = embedder
        self.checker = checker
        self.weights = weights or load_weights()
        self.answerer = ArchiveAnswerer(
            store, embedder, caution=caution, reranker=reranker, weights=self.weights, writer=writer
        )
        self._coverage = lru_cache(maxsize=1)(measure_coverage)
        self._starters = lru_cache(maxsize=1)(self._find_starters)

    @classmethod
    def open(cls, folder: Path, *, settings: Settings | None = None) -> Archive:
        """Open the store in a folder; raises EmptyStoreError where nothing was ingested, StoreError otherwise.

        The embedding model is loaded at the first question, or by ``warm``.
        """
        chosen = settings or Settings()
        embedder = SentenceEmbedder.chosen(chosen)
        reranker = CrossEncoderModel(chosen.reranker) if chosen.reranker else None
        checker = CheckingModel(chosen.checker) if chosen.checker else None
        weights = load_weights(chosen.weights) if chosen.weights else None
        archive = cls(
            Store(folder, server=ChromaServer.chosen(chosen)),
            embedder,
            caution=chosen.caution,
            reranker=reranker,
            weights=weights,
            checker=checker,
        )
        if chosen.model:
            asker = open_asker(chosen, folder)
            archive.answerer.writer = Writer(asker, archive.verification)
            archive.answerer.rewriter = ModelRewriter(asker)
        return archive

    @property
    def model(self) -> str:
        """The language model that words answers in prose, '' where none is set."""
        return self.answerer.writer.name if self.answerer.writer else ""

    def warm(self) -> None:
        """Load the embedding model, the index and a language model's client, so that the first question waits for none."""
        generation = self.store.generation()
        generation.check_model(self.embedder.name, self.embedder.digest)
        self.embedder.embed(["warm"])
        detect_foreign("warm", ())
        generation.index_trouble()
        if self.answerer.writer is not None:
            self.answerer.writer.warm()

    def trouble(self) -> str:
        """Return what hinders the archive while it still answers, as damage or a vectors' server that is away; '' for nothing."""
        index = self.store.generation().index_trouble()
        return self.store.trouble or index

    def ask(self, question: str | Question, *, filters: Filters = Filters()) -> Answer:
        """Return the answer to a question; raises UsageError only for a question too long to be one."""
        asked = question if isinstance(question, Question) else Question(text=question, filters=filters)
        return self.answerer.invoke(asked)

    def stream(self, question: str | Question, *, filters: Filters = Filters()) -> Iterator[Answer]:
        """Yield the answer to a question as soon as it stands, then as it grows; the last one is what ``ask`` returns."""
        asked = question if isinstance(question, Question) else Question(text=question, filters=filters)
        return self.answerer.stream(asked)

    def verification(self, evidence: Sequence[Citation], question: str) -> Verification:
        """Return what verifies sentences that are worded from numbered evidence."""
        bounds = self.answerer.tools.weights.verification
        return Verifier(self.embedder, bounds, checker=self.checker).open(evidence, question)

    def verify_composed(self, answer: Answer) -> tuple[VerifiedSentence, ...]:
        """Return what becomes of an answer's composed sentences, verified once more by nothing but what each cites."""
        cited = {citation.n: citation for citation in answer.citations}
        return tuple(
            self.verification([cited[n] for n in one.citations], answer.resolved_question).verify(
                one.text, cited=one.citations
            )
            for one in answer.composed
        )

    def replay(self, receipt: Receipt) -> Replay:
        """Ask a receipt's question again, without a language model, and return what is other today than it says.

        Raises StoreError where the question cannot be answered now.
        """
        return compare_again(
            receipt, lambda asked: next(self.answerer.stream(asked)), self.store.generation().catalogue
        )

    def converse(self, *, before: Sequence[Answer] = ()) -> Conversation:
        """Return a conversation, in which a question may refer to earlier ones; ``before`` are those so far, oldest first."""
        return Conversation(self.answerer, before=before)

    def check_quote(self, quote: str, *, said_by: str | None = None) -> QuoteCheck:
        """Return whether these words are in the archive, and whose they are; ``said_by`` is who is claimed to have said them.

        Raises UsageError for a quotation without words, or one too long to be one.
        """
        return check_quote(self.store.generation(), self.embedder, quote, said_by=said_by, weights=self.weights)

    def check_article(self, text: str) -> ArticleCheck:
        """Return the verdict on every quotation of a text, each attributed as the text attributes it.

        Raises UsageError for a text that is too long or holds no quotation.
        """
        generation = self.store.generation()
        return check_article(
            text,
            lambda quote, claimed: check_quote(generation, self.embedder, quote, said_by=claimed, weights=self.weights),
        )

    def timeline(self, topic: str, *, filters: Filters = Filters(), limit: int = 0) -> Timeline:
        """Return what officials said on a topic, in order of date, and the numbers that changed.

        ``limit`` keeps the strongest statements, 0 all of them. Empty where the archive has nothing on the topic. Raises
        UsageError for a topic without words, or a filter that names nobody here.
        """
        return make_timeline(
            self.store.generation(), self.embedder, topic, filters=filters, weights=self.answerer.tools.weights
        ).shorten(limit)

    def retriever(self, *, filters: Filters = Filters(), k: int = 20) -> ArchiveRetriever:
        """Return a LangChain retriever over this archive, which ranks as its answers are ranked."""
        return ArchiveRetriever(
            store=self.store,
            embedder=self.embedder,
            filters=filters,
            k=k,
            reranker=self.answerer.reranker,
            weights=self.weights,
        )

    def coverage(self) -> Coverage:
        """Return what the archive holds."""
        return self._coverage(self.store.generation())

    def starters(self, count: int = 4) -> tuple[str, ...]:
        """Return up to ``count`` questions, made from the archive's own titles, that it does answer."""
        return self._starters(self.store.generation())[:count]

    def next_questions(self, answers: Sequence[Answer], count: int = 3) -> tuple[str, ...]:
        """Return up to ``count`` questions to ask after these answers, oldest first: each was tried, and says something new.

        They are made from what was found for the last answer; a language model is not asked.
        """
        if not answers or not answers[-1].retrieved:
            return ()
        last, generation = answers[-1], self.store.generation()
        people = {person.name for person in generation.catalogue.people()}
        proposed = propose_next(last, self._found_beside(last), people, generation.catalogue)
        told = {(cited.release_id, cited.start) for answer in answers for cited in answer.citations}
        found: list[str] = []
        for question in islice(proposed, NEXT_TRIED):
            tried = self.converse(before=answers).try_out(question)
            places = (
                {(cited.release_id, cited.start) for cited in tried.citations} if tried and tried.answered else set()
            )
            if places - told and len(found) < count:
                found.append(question)
                told |= places
        return tuple(found)

    def _found_beside(self, answer: Answer) -> tuple[Retrieved, ...]:
        """Return the passages that bear on what was asked, whoever speaks in them."""
        named = tuple(chip.key for chip in answer.chips if chip.field is ChipField.SPEAKERS)
        if not named:
            return answer.retrieved
        wider = Question(text=answer.resolved_question, resolved=True, taken_off=named)
        found = self.answerer.look_up(wider).done
        return (*answer.retrieved, *(found.retrieved if found else ()))

    def release(self, release_id: str, *, version: int | None = None) -> ReleasePage:
        """Return a release to read, or an earlier version of it; raises NotFoundError where there is none."""
        catalogue = self.store.generation().catalogue
        kept = catalogue.release(release_id)
        current = version is None or version == kept.version
        release = kept.release if current else catalogue.earlier_version(release_id, version or 0)
        shown = kept.version if version is None else version
        earlier = (number for _, number, _ in catalogue.earlier_texts(release_id))
        return ReleasePage(
            id=release.id, title=release.title, date=release.date, kind=release.kind, text=release.text, turns=release.turns,
            url=release.url, office=release.office, byline=release.byline, version=shown, withdrawn=kept.withdrawn,
            current_version=kept.version, earlier_versions=tuple(number for number in earlier if number < shown),
            corrections=find_markings(release.text), related=list_related(release, catalogue) if current else (),
            notes=release.notes, pages=release.pages,
        )  # fmt: skip

    def releases(
        self,
        *,
        kinds: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        title: str = "",
        offset: int = 0,
        limit: int = 50,
    ) -> ReleaseList:
        """Return a page of the current releases, the latest first: of some kinds, of a period, with some words in the title.

        Raises NothingSelectedError for a kind that the archive does not have, UsageError for a period that ends before it begins.
        """
        catalogue = self.store.generation().catalogue
        chosen = select(catalogue, Filters(kinds=tuple(kinds), since=since, until=until))
        found, total = catalogue.list_releases(
            kinds=chosen.kinds, since=since, until=until, title=title, offset=offset, limit=limit
        )
        return ReleaseList(releases=tuple(found), total=total)

    def browse(self, request: BrowseRequest) -> BrowsePage:
        """Return a page of the current releases asked for, with counts by kind, year, speaker and day."""
        return browse(self.store.generation().catalogue, request)

    def neighbours(self, release_id: str) -> tuple[ListedRelease | None, ListedRelease | None]:
        """Return the releases before and after one by date; None where there is none, and for one that has no date."""
        catalogue = self.store.generation().catalogue
        shelf = catalogue.shelf
        place = shelf.ids.index(release_id) if release_id in shelf.ids else -1
        if place < 0 or not shelf.days[place]:
            return None, None
        sides = (place + 1, place - 1)
        beside = [at if 0 <= at < len(shelf.ids) and shelf.days[at] else None for at in sides]
        before, after = (catalogue.listed([shelf.ids[at]])[0] if at is not None else None for at in beside)
        return before, after

    def version_changes(self, release_id: str, before: int, after: int) -> tuple[Change, ...]:
        """Return what another version of a release has in other words, in reading order; offsets are those of ``before``.

        Raises NotFoundError where there is no such version.
        """
        ours, theirs = (self.release(release_id, version=version).text for version in (before, after))
        return tuple(find_changes(ours, theirs))

    def people_heard(self, *, named: str = "") -> PeopleList:
        """Return who speaks in the archive, officials and guests apart, and the names that may be several people's."""
        return people_heard_in(self.store.generation().catalogue, named=named)

    def person_page(self, named: str, *, page: int = 1) -> PersonPage:
        """Return the person of this id or name, with offices, first and latest words, and a page of releases.

        Raises NotFoundError where there is nobody, AmbiguousNameError where several are called so.
        """
        return open_person(self.store.generation().catalogue, self.person(named), page=page)

    def people(self) -> tuple[Person, ...]:
        """Return the people who speak in the archive, those with most turns first."""
        return tuple(self.store.generation().catalogue.people())

    @property
    def language(self) -> str:
        """The primary tag of the language of nearly all releases ('es'), '' where they are in several or it is not known."""
        return self.store.generation().catalogue.main_language

    def person(self, named: str) -> Person:
        """Return the person of this id or name, who speaks in the archive or is quoted in it.

        Raises NotFoundError where there is nobody, AmbiguousNameError where several are called so.
        """
        catalogue = self.store.generation().catalogue
        found = [one for one in catalogue.people() if one.id == named] or (
            catalogue.people_named(named) or catalogue.quoted_named(named)
        )
        if not found:
            raise NotFoundError(wording.NOBODY_CALLED.format(name=named))
        if len(found) > 1:
            names = ", ".join(f"{one.name} ({one.id})" for one in found)
            raise AmbiguousNameError(wording.SEVERAL_CALLED.format(name=named, count=len(found), names=names))
        return found[0]

    def who_held(self, office: str, on: date | None = None) -> tuple[HeldOffice, ...]:
        """Return who held an office on a day, or (None) ever, as far as the archive prints it; nobody rather than a guess."""
        return find_held_offices(office, on, self.store.generation().catalogue)

    def passages(self, release_id: str, *, filters: Filters | None = None) -> list[Passage]:
        """Return the passages of a release in reading order: all of them, or those that a question so filtered may find.

        Raises NothingSelectedError where a filter names a speaker or a kind that the archive does not have.
        """
        catalogue = self.store.generation().catalogue
        return catalogue.passages_of(release_id, select(catalogue, filters) if filters else Selection())

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of every current release's file, by the release's id."""
        known = self.store.generation().catalogue.known_releases()
        return {release_id: release.digest for release_id, release in known.items() if not release.withdrawn}

    def files(self) -> FilesRead:
        """Return what each release was read as, and what was set aside."""
        catalogue = self.store.generation().catalogue
        set_aside = tuple((path, reason) for (_, path), (_, reason) in catalogue.quarantined().items())
        return FilesRead(read=tuple(catalogue.readings()), set_aside=set_aside)

    def _find_starters(self, generation: Generation) -> tuple[str, ...]:
        proposed = islice(propose_starters(generation), STARTERS_TRIED)
        found = (
            (question, self.answerer.look_up(question).done) for question in dict.fromkeys(proposed)
        )  # no model is asked
        answered = (question for question, answer in found if answer is not None and answer.answered)
        return tuple(islice(answered, 6))
