"""What only the page says in its own words; what the console and the answers say too is ``retrieval.wording``.

No words of a release stand here, and none of this is quoted as theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from retrieval import Chip, Coverage, Voice, write_day, write_month
from retrieval import wording as shared

NAME = "On the Record"
HEADLINE = "What did officials say?"
LEAD = (
    "Ask in your own words. The answer comes back in theirs: quoted word for word, with who said it, when, and the"
    " exact place in the release. {model} Where the archive is silent, you are told so."
)
NO_MODEL = "Nothing is written by a model."
A_MODEL = "A language model sums it up above; each of its sentences is checked against the quoted words first."
IN_SHORT = "In short"
OWN_WORDS = "In their own words"
WRITING = "Putting it in short; each sentence is checked before it is shown"
HOW_CHECKED = "How this was checked"
STOPPED_GROWING = (
    "Something went wrong on our side while the summary was written. The quotations are not touched by it."
)
STARTERS_HEADING = "Questions this archive can answer"
FINDING_STARTERS = "Finding questions that this archive can answer"
ASK = "Ask what officials said"
SEND = "Send"
STOP_WRITING = "Stop writing"
STOPPED_BY_READER = "You stopped the summary. The quotations are whole."
EDIT = "Edit"
EDIT_WHAT = "the question"
SEARCHING = "Searching the releases"
NEW_CONVERSATION = "New conversation"
KEPT_FOR = (
    "This conversation is kept at its own address for {days} after the last question. Nobody can guess the address, and"
    " whoever has it can read on."
)
FORGET_CONVERSATION = "Delete this conversation"
NOT_KEPT = "The conversation at this address is not kept any more."
ABOUT_ARCHIVE = "About this archive"

YOU_ASKED = "You asked"
UNDERSTOOD_AS = "Understood as"
REWORD = "Change"
REWORD_WHAT = "what the question was understood as"
ASK_THIS = "Ask this"
LEAVE = "Cancel"
LIMITED_TO = "Limited to"
SAID_BY = "said by {name}"
TAKE_OFF = "Ask again without:"
SOURCES = "Sources"
ORIGINAL = "Original"
OPENS_ELSEWHERE = "opens the publisher’s site in a new tab"
COPY_ANSWER = "Copy with sources"
COPIED = "Copied"
COPY_FAILED = "Copying was refused by the browser"
TAKE_AWAY = "Take away"
TAKE_CONVERSATION = "Take the whole conversation away"
FORMS = {
    "markdown": "Markdown, for notes",
    "html": "Web page, to print",
    "json": "JSON, for programs",
    "ris": "RIS, for Zotero or EndNote",
    "bibtex": "BibTeX, for LaTeX",
}
RECEIPT = "Receipt"
RECEIPT_NOTE = "A receipt shows later whether the same question still gives the same answer, word for word."
USEFUL = "Useful"
NOT_USEFUL = "Not useful"
MARKED_USEFUL = "✓ Useful"
MARKED_NOT_USEFUL = "✓ Not useful"
WHY_NOT_USEFUL = "Why was it not useful?"
REASONS = {
    "wrong": "It is wrong",
    "does-not-answer": "It does not answer the question",
    "wrong-speaker-or-date": "The speaker or the date is wrong",
    "should-have-answered": "It should have answered",
    "something-else": "Something else",
}
SEND_WHY = "Send this"
COMMENT = "In your own words (may be left empty)"
FEEDBACK_KEPT = "Thank you. It is kept with the question and the answer, for those who look after this archive."
FEEDBACK_NOT_KEPT = "It could not be kept. Try again later."
OPEN_EXCHANGE = "Read the exchange, with the reporter’s question"
WITHDRAWN = "This release has since been withdrawn from the archive. It is shown as it was last published."
EARLIER_VERSION = "This is version {version} of the release. It was replaced by version {current}."
CURRENT_VERSION = "Open the current version"
CHANGED = "This release was changed after it was first published: this is version {version}."
OPEN_VERSION = "Open version\u00a0{version}"
OPENS_BESIDE = "opens in a new tab"
CORRECTED_HERE = "corrected in the release"
MARKED_SIC = "the release marks words as printed wrong: [sic]"
NO_SUCH_SPAN = "The link points to a passage that this release does not have. The release is shown from its beginning."
BAD_LINK = "That link does not lead to a release"
BAD_LINK_NEXT = "Check that the address was copied whole, or ask a question instead."
ASK_A_QUESTION = "Ask a question"
READER = "In the release"
TO_PASSAGE = "Back to the passage"
COPY_LINK = "Copy link to this passage"
COPY_RELEASE_LINK = "Copy link to this release"

FILTERS = "Filters"
FILTERS_NOTE = "An answer is then drawn only from what you choose."
ANY_SPEAKER = "Anyone"
ANY_KIND = "All kinds"
SPEAKERS_LABEL = "Said by"
KINDS_LABEL = "Kind of release"
SINCE_LABEL = "From"
UNTIL_LABEL = "To"
CLEAR_FILTERS = "Clear filters"
REMOVE = "Remove filter:"

EMPTY = "The archive is empty"
EMPTY_TEXT = "No release has been read into it yet. Whoever runs this page can fill it with this command:"
BUILDING = "The archive is being built"
BUILDING_TEXT = "Releases are being read and indexed. This page opens by itself when they are ready."
FAILED_STORE = "The archive cannot be opened"
FAILED_TEXT = "Nothing you asked caused this. Whoever runs this page can try this command:"
TRY_AGAIN = "Try again"
FAILED_ANSWER = (
    "Something went wrong on our side, and the question was not answered. Ask it again; if it fails again, tell whoever"
    " runs this page."
)

VOICES_ASKED = {
    Voice.OFFICIAL: "officials",
    Voice.OFFICE: "officials",
    Voice.REPORTER: "reporters",
    Voice.GUEST: "guests",
    Voice.PUBLIC: "readers’ comments",
    Voice.CAPTION: "photo captions",
    Voice.FURNITURE: "the web page’s words",
    Voice.UNKNOWN: "officials",
    Voice.QUESTION: "questions that a release puts itself",
}
UNSURE = "With unclear speakers"
UNDATED_LIST = "Undated releases"
SLIGHTLY_WIDER = 3  # days beyond a period that go without saying

HOW_IT_WORKS = (
    "Your question is matched against every passage of every release. The sentences that answer it best are shown"
    " exactly as published, each with its source; open one to read it where it stands.",
    "Who is speaking is kept apart: a reporter’s question, a guest’s remarks, a reader’s comment or a photo caption is"
    " never given as an official’s words.",
    "{model} If the releases do not answer a question, the page says so, and shows what came closest.",
)
HOW_WITHOUT_MODEL = "No language model writes here."
HOW_WITH_MODEL = (
    "A language model, {name}, may sum up an answer. It never decides whether to answer, and never quotes: each of its"
    " sentences is shown only when its numbers, names, days, denials and words were found in the passages it cites."
)

FILES = "How the files were read"
TO_FILES = "For staff: how each file was read, and what was set aside"
FILES_LEAD = (
    "What each release was taken for, and who speaks in it. A file that is not here was set aside, with the reason."
)
FILES_SET_ASIDE = "Set aside"
FILES_READ = "Read"
FILES_MORE = "and {count:,} more: 'otr status --json' lists them all"
FILE_TITLE, FILE_DATE, FILE_FORM, FILE_TURNS, FILE_SPEAKERS, FILE_NAME, FILE_OPEN = (
    "Title", "Date", "Read as", "Turns", "Who speaks", "File", "Open",
)  # fmt: skip

EVALUATE = "Evaluate"
TO_EVALUATE = "For evaluators: ask a set of questions, and see how many are answered right"
EVALUATE_LEAD = (
    "Give a file of questions with their answers. Every one is asked of this archive; the report says what came back right,"
    " what did not, and at which stage it was lost."
)
QUESTION_SET = "Question set"
QUESTION_SET_HELP = "JSON Lines or CSV, UTF-8. It is read whole before anything is asked."
QUESTION_SET_FORM = "What a question set holds"
QUESTION_SET_EXAMPLE = (
    '{"id": "q-1", "kind": "number", "question": "How many visas were issued in May?", "answer": "1,204",'
    ' "must_include": ["1,204"], "evidence": [{"release": "reports/may.md", "quote": "1,204 visas were issued in May"}]}\n'
    '{"id": "q-2", "kind": "unanswerable", "question": "What will a visa cost next year?"}\n'
    '{"id": "q-3", "kind": "quote-check", "quote": "no visa was refused", "claimed_speaker": "A. Minister",'
    ' "verdict": "not-found"}'
)
QUESTION_SET_BAD = "This question set cannot be used yet. Nothing was asked."
COMPARE_WITH = "Compare with an earlier run of the same questions"
COMPARE_WITH_NONE = "No comparison"
RUN = "Run"
STOP = "Stop"
STOP_HELP = "What has been asked is kept: the same set goes on from here."
RUN_STOPPED = "The run was stopped. What was asked is kept: give the same set again, and it goes on from there."
RUN_FAILED = "The run failed on our side; the log of this page has the cause."
JUDGING = "Judging the answers"
REPORTS = "Report"
REPORT_ALT = "The report of the evaluation"


def sentence(text: str) -> str:
    """Return a message as a sentence: a capital first, a full stop last."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "." if text else ""


def lead(*, model: str) -> str:
    """Return what this is, in short; ``model`` is the language model that words answers, '' where none does."""
    return LEAD.format(model=A_MODEL if model else NO_MODEL)


def how_it_works(*, model: str) -> list[str]:
    """Return how answers are made, in paragraphs."""
    told = HOW_WITH_MODEL.format(name=model) if model else HOW_WITHOUT_MODEL
    return [paragraph.format(model=told) for paragraph in HOW_IT_WORKS]


def period(first: date | None, last: date | None) -> str:
    """Return a period in words, with no more than is needed: 'July 1 to December 31, 2021'; empty where unknown."""
    if not first or not last:
        return ""
    if first == last:
        return write_day(first)
    start = write_day(first).removesuffix(f", {last.year}")
    return f"{start} to {write_day(last)}"


def describe_period(chip: Chip) -> str:
    """Return the period that was read from a question: 'August 2021', 'from September 2021', 'around July 6, 2021'."""
    first, last, read = chip.named_since, chip.named_until, chip.filters
    if not first or not last:
        return ""
    if read.until is None:
        return f"from {write_day(first)} on"
    if read.since is None:
        return f"up to {write_day(last)}"
    named = period(first, last)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:  # whole months
        start, end = write_month(first), write_month(last)
        named = end if start == end else f"{start.removesuffix(f' {last.year}')} to {end}"
    return named if (read.until - last).days <= SLIGHTLY_WIDER else f"around {named}"


def voices_asked(voices: Sequence[Voice]) -> str:
    """Return whose words a question asks for: 'reporters', 'officials and guests'."""
    asked = [VOICES_ASKED[voice] for voice in voices if voice is not Voice.OFFICE]
    return " and ".join(asked)


def answered_with(quotations: int, releases: int) -> str:
    """Return what an answer consists of, in words."""
    return f"Answered with {shared.count_of(quotations, 'quotation')} from {shared.count_of(releases, 'release')}"


def kept_for(days: float) -> str:
    """Return how long a conversation is kept."""
    return KEPT_FOR.format(days=shared.count_of(max(1, round(days)), "day"))


def summed_up(sentences: int) -> str:
    """Return that the prose above an answer is whole, for those who listen to the page."""
    return f"Summed up in {shared.count_of(sentences, 'sentence')}, above the quotations"


def covers(coverage: Coverage) -> str:
    """Return one sentence on what the archive holds."""
    when = period(coverage.first, coverage.last)
    return f"This archive holds {shared.count_of(coverage.releases, 'release')}" + (f", {when}." if when else ".")


def asked_so_far(done: int, total: int, seconds_left: float | None) -> str:
    """Return how far a run is: '12 of 85 cases, about 40 seconds left'."""
    counted = f"{done:,} of {shared.count_of(total, 'case')}"
    if seconds_left is None:
        return counted
    minutes = round(seconds_left / 60)
    left = shared.count_of(minutes, "minute") if minutes > 1 else shared.count_of(max(1, round(seconds_left)), "second")
    return f"{counted}, about {left} left"


CHECK = "Did they really say this?"
TO_CHECK = "Check a quotation"
CHECK_LEAD = (
    "Paste words that somebody is said to have said, or a whole article. Each quotation is compared, word for word, with"
    " every release in the archive."
)
WHAT_TO_CHECK = "What to check"
ONE_QUOTATION = "One quotation"
WHOLE_TEXT = "A whole text"
WORDS_LABEL = "The words"
TEXT_LABEL = "The text, with its quotation marks"
CLAIMED_LABEL = "Who is said to have said them (may be left empty)"
CHECK_BUTTON = "Check"
SAID_BY_WHOM = "Said by"
QUOTATION = "Quotation"
QUOTATIONS = "Quotations"
VERDICT = "Verdict"
ANNOTATED = "Annotated text"
RESEMBLES = "The passage that was changed"
READ_OUT = "not their own words: read out or printed by {reader}"
IN_MARKS = "in quotation marks in the release"
RELEASE_HAS = "in the release"
QUOTATION_HAS = "in the quotation"


def where_said(places: int) -> str:
    """Return the heading of the places where words stand."""
    return "Where it was said" if places == 1 else f"Where it was said: {places} places, earliest first"


def more_places(more: int) -> str:
    """Return how many places are not drawn."""
    return f"and {shared.count_of(more, 'more place')}"


TIMELINE = "How they spoke of it over time"
TO_TIMELINE = "Timeline"
TIMELINE_LEAD = (
    "Name a topic. What officials said about it comes back in order of date, word for word, and where a claim was made again"
    " with another number, the numbers stand side by side."
)
TOPIC_LABEL = "Topic, in a few words"
TOPIC_BUTTON = "Show"
CHANGING_NUMBERS_NOTE = (
    "Sentences that say the same but for a number. A number that changed may be news, a correction, or a mistake."
)
SAID_AGAIN = "said again"
FIRST_AND_LATEST = "First and latest"
STATEMENTS = "Statements"
STATEMENTS_OVER_TIME = "Statements over time"
NOTHING_FOUND = "Nothing found on this"
SHOW_ALL = "Show all {found:,} statements"
STRONGEST_SHOWN = "The {shown} that are most about it, of {found:,}"
STATEMENTS_A_PERIOD = "statements a {unit}"
SHOW_STRONGEST = "Show the strongest only"


def counted_statements(found: int, speakers: int, days: Sequence[date | None], undated: int) -> str:
    """Return what a timeline holds, in words: '96 statements by 12 speakers, August 14 to December 17, 2021, 3 undated'."""
    said = f"{shared.count_of(found, 'statement')} by {shared.count_of(speakers, 'speaker')}"
    when = period(days[0], days[-1]) if days else ""
    return ", ".join(filter(None, (said, when, f"{undated:,} {shared.UNDATED}" if undated else "")))


def files_told(read: int, undated: int, set_aside: int) -> str:
    """Return how many releases were read, how many of them have no date, and how many files were set aside."""
    others = [f"{count:,} {told}" for count, told in ((undated, shared.UNDATED), (set_aside, "set aside")) if count]
    return " · ".join([shared.count_of(read, "release"), *others])


OUTSIDE = (
    "listening on {address} for other machines, and no keys are set: every program that reaches it may ask. To let in those with"
    " a key only, set OTR_API_KEYS (the page stays open)."
)


WAYS = "Pages"
MENU = "Menu"
TO_ASK = "Ask"
TO_ABOUT = "About"
TO_BROWSE = "Browse"
TO_PEOPLE = "People"

BROWSE = "Walk through the archive"
BROWSE_LEAD = "Every release, to be found by its words and narrowed by kind, year, speaker and day."
SEARCH_LABEL = "Search the titles and the text"
SEARCH_EXAMPLE = "Words, or a phrase in quotation marks"
SEARCH_BUTTON = "Search"
NARROW = "Narrow the list"
OVER_TIME = "Releases over time"
YEARS_LABEL = "Year"
SPEAKERS_FACET = "Who speaks"
MORE_VALUES = "{count} more"
CHOSEN = "chosen"
APPLY_PERIOD = "Show this period"
CLEAR_PERIOD = "All days"
ORDER = "In order of"
ORDERS = {"newest": "newest", "oldest": "oldest", "best": "best match"}
RESULT_PAGES = "Pages of releases"
PAGE_NUMBER = "Page"
EARLIER_PAGE = "← Previous page"
LATER_PAGE = "Next page →"
MORE_SPEAKERS = "and {more} more"
NOTHING_SELECTED = "No release has all of this. Take something off, or search for other words."


def found_releases(total: int) -> str:
    """Return how many releases were found, in words."""
    return shared.count_of(total, "release")


def page_of(page: int, pages: int) -> str:
    """Return which page is shown, in words."""
    return f"page {page:,} of {pages:,}"


def browse_words() -> dict[str, str]:
    """Return the words around a list of releases, as the browse component takes them."""
    return {
        "narrow": NARROW, "over_time": OVER_TIME, "more": MORE_VALUES, "remove": TAKE_OFF_FACET, "chosen": CHOSEN, "order": ORDER,
        "pages": RESULT_PAGES, "page": PAGE_NUMBER, "earlier": EARLIER_PAGE, "later": LATER_PAGE, "since": SINCE_LABEL,
        "until": UNTIL_LABEL, "apply": APPLY_PERIOD, "clear": CLEAR_PERIOD, "speaks": SPEAKS,
    }  # fmt: skip


TAKE_OFF_FACET = "Take off:"
SPEAKS = "with"

PEOPLE = "Who speaks here"
PEOPLE_LEAD = "The people whose own words the archive holds, as its releases print their names and offices."
NAME_LABEL = "Name"
OFFICIALS = "Officials"
GUESTS = "Guests"
GUESTS_NOTE = (
    "They speak in these releases and are no officials of this archive: their words are never given as officials’."
)
UNSURE_NAMES = "Names that may not be one person’s"
UNSURE_NAMES_NOTE = (
    "A surname or a label alone, or words that head a line once: whom they name the archive does not say for sure."
)
UNSURE_NAME_NOTE = "The archive does not say for sure whom this names: it may be several people, or nobody."
NOBODY_CALLED_SO = "Nobody in this archive is called so."
NOBODY = "The archive cannot show this person"
ALL_PEOPLE = "All people"
MORE_PEOPLE = "{count} more of them"
ALSO_PRINTED = "Also printed as"
OFFICES = "Offices, as the archive prints them"
OFFICES_NOTE = (
    "Counted where an office stands beside the full name. When it began and ended is not for these days to say."
)
NAMED_FROM = "named so from"
NAMED_UNTIL = "to"
NAMED_ON = "named so on"
FIRST_AND_LATEST_WORDS = "First and latest words"
FIRST_WORDS = "First heard"
LATEST_WORDS = "Latest heard"
QUOTED_ONLY = "Speaks nowhere in this archive; releases quote them in writing."
SPEAKS_IN = "Speaks in {releases}"
BROWSE_THEIRS = "Browse the releases with {name}"


def heard_in(turns: int, releases: int) -> str:
    """Return how often somebody is heard, in words."""
    return f"heard {shared.count_of(turns, 'time')} in {shared.count_of(releases, 'release')}"


def heard_as(official: int, guest: int) -> str:
    """Return as whom somebody is heard: as an official, as a guest, or as both."""
    if official and guest:
        return f"Official ({official:,}), guest ({guest:,})"
    return "Official" if official else "Guest"


RELEASE_AROUND = "Releases before and after, by date"
EARLIER_RELEASE = "Previous release"
LATER_RELEASE = "Next release"
PRINT = "Print"
DIFFERENCES = "What changed from version {before} to version {after}"
FEWER_DIFFERENCES = "The first {shown} of {count:,} differences"
ONLY_MARKS_DIFFER = "Nothing but capitals, punctuation or spaces."
SAID_HERE = "Who speaks"
ORIGINAL_AT_WORDS = "The original, at these words"
