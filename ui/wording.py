"""All that the page says in its own words. No words of a release stand here, and none of this is quoted as theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from retrieval import ChangeKind, Chip, Coverage, Relation, Verdict, Voice

NAME = "On the Record"
HEADLINE = "What did officials say?"
LEAD = (
    "Ask in your own words. The answer comes back in theirs: quoted word for word, with who said it, when, and the"
    " exact place in the release. Nothing is written by a model, and where the archive is silent you are told so."
)
STARTERS_HEADING = "Questions this archive can answer"
FINDING_STARTERS = "Finding questions that this archive can answer"
ASK = "Ask what officials said"
SEARCHING = "Searching the releases"
NEW_CONVERSATION = "New conversation"
ABOUT = "About this archive"

YOU_ASKED = "You asked"
UNDERSTOOD_AS = "Understood as"
REWORD = "Change"
REWORD_WHAT = "what the question was understood as"
ASK_THIS = "Ask this"
LEAVE = "Cancel"
LIMITED_TO = "Only searched"
READ_FROM_QUESTION = "Read from your question"
SAID_BY = "said by {name}"
TAKE_OFF = "Ask again without:"
SOURCES = "Sources"
ORIGINAL = "Original"
OPENS_ELSEWHERE = "opens the publisher’s site in a new tab"
COPY_ANSWER = "Copy with sources"
COPIED = "Copied"
COPY_FAILED = "Copying was refused by the browser"
NEAREST = "Nearest passages"
NEAREST_NOTE = "They came closest to your question. None is given as its answer."
DECLINED = "Officials were asked, and did not say"
CONTRADICTED = "The archive does not say that. Officials said otherwise"
NEAREST_IS_DENIAL = "No passage answers this clearly. Nearest to it, officials denied"
DENIED_BESIDE = "Officials denied something close to this"
DENIED_HERE = "Here officials deny something close to this:"
OPEN_EXCHANGE = "Read the exchange, with the reporter’s question"
OFFICE_TEXT = "The release’s own text"
QUOTED_IN_RELEASE = "quoted in the release"
QUOTED_BY = "quoted by {by}"
SOMEBODY = "Somebody without a name"
WITHDRAWN = "This release has since been withdrawn from the archive. It is shown as it was last published."
EARLIER_VERSION = "This is version {version} of the release. It was replaced by version {current}."
CURRENT_VERSION = "Open the current version"
CHANGED = "This release was changed after it was first published: this is version {version}."
OPEN_VERSION = "Open version\u00a0{version}"
OPENS_BESIDE = "opens in a new tab"
RELATED = {
    Relation.AMENDED_BY: "Amended by",
    Relation.AMENDS: "Amends",
    Relation.SAME_TEXT: "Also published as",
    Relation.NEAR_IDENTICAL: "Near-identical to",
}
CORRECTED_HERE = "corrected in the release"
MARKED_SIC = "the release marks words as printed wrong: [sic]"
FOOTNOTE = "Footnote in the release: {note}"
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

VOICE_LABELS = {
    Voice.OFFICIAL: "",
    Voice.OFFICE: "",
    Voice.REPORTER: "Reporter",
    Voice.GUEST: "Guest",
    Voice.PUBLIC: "Reader’s comment",
    Voice.CAPTION: "Photo caption",
    Voice.FURNITURE: "From the web page",
}
VOICES_ASKED = {
    Voice.OFFICIAL: "officials",
    Voice.OFFICE: "officials",
    Voice.REPORTER: "reporters",
    Voice.GUEST: "guests",
    Voice.PUBLIC: "readers’ comments",
    Voice.CAPTION: "photo captions",
    Voice.FURNITURE: "the web page’s words",
}
SLIGHTLY_WIDER = 3  # days beyond a period that go without saying
VOICE_NOTES = {
    Voice.OFFICIAL: "",
    Voice.OFFICE: "",
    Voice.REPORTER: "a reporter’s words, not an official’s",
    Voice.GUEST: "a guest’s words, not an official’s",
    Voice.PUBLIC: "a member of the public, not the office’s words",
    Voice.CAPTION: "not what an official said",
    Voice.FURNITURE: "around the release, not part of what was said",
}
QUOTED_GUEST = "no official of this archive"
QUOTED_NOBODY = "not given as an official’s words"

HOW_IT_WORKS = (
    "Your question is matched against every passage of every release. The sentences that answer it best are shown"
    " exactly as published, each with its source; open one to read it where it stands.",
    "Who is speaking is kept apart: a reporter’s question, a guest’s remarks, a reader’s comment or a photo caption is"
    " never given as an official’s words.",
    "No language model writes here. If the releases do not answer a question, the page says so, and shows what came"
    " closest.",
)

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


def long_date(day: date) -> str:
    """Return the day as people write it: '24 October 2016'."""
    return f"{day.day} {day:%B %Y}"


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: '1 release', '1,527 releases'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Return a message as a sentence: a capital first, a full stop last."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "." if text else ""


def period(first: date | None, last: date | None) -> str:
    """Return a period in words, with no more than is needed: '1 July to 31 December 2021'; empty where unknown."""
    if not first or not last:
        return ""
    if first == last:
        return long_date(first)
    start = f"{first.day} {first:%B}" if first.year == last.year else long_date(first)
    return f"{start} to {long_date(last)}"


def read_period(chip: Chip) -> str:
    """Return the period that was read from a question: 'August 2021', 'from September 2021', 'around 6 July 2021'."""
    first, last, read = chip.named_since, chip.named_until, chip.filters
    if not first or not last:
        return ""
    if read.until is None:
        return f"from {long_date(first)} on"
    if read.since is None:
        return f"up to {long_date(last)}"
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    named = period(first, last)
    if whole_months and (first.year, first.month) == (last.year, last.month):
        named = f"{first:%B %Y}"
    elif whole_months:
        named = f"{first:%B} to {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} to {last:%B %Y}"
    return named if (read.until - last).days <= SLIGHTLY_WIDER else f"around {named}"


def voices_asked(voices: Sequence[Voice]) -> str:
    """Return whose words a question asks for: 'reporters', 'officials and guests'."""
    asked = [VOICES_ASKED[voice] for voice in voices if voice is not Voice.OFFICE]
    return " and ".join(asked)


def answered_with(quotations: int, releases: int) -> str:
    """Return what an answer consists of, in words."""
    return f"Answered with {count_of(quotations, 'quotation')} from {count_of(releases, 'release')}"


def covers(coverage: Coverage) -> str:
    """Return one sentence on what the archive holds."""
    when = period(coverage.first, coverage.last)
    return f"This archive holds {count_of(coverage.releases, 'release')}" + (f", {when}." if when else ".")


def asked_so_far(done: int, total: int, seconds_left: float | None) -> str:
    """Return how far a run is: '12 of 85 cases, about 40 seconds left'."""
    counted = f"{done:,} of {count_of(total, 'case')}"
    if seconds_left is None:
        return counted
    minutes = round(seconds_left / 60)
    left = count_of(minutes, "minute") if minutes > 1 else count_of(max(1, round(seconds_left)), "second")
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
CLAIMED = "Claimed"
SAID_BY_WHOM = "Said by"
ATTRIBUTED_TO = "Attributed to"
QUOTATION = "Quotation"
QUOTATIONS = "Quotations"
VERDICT = "Verdict"
ANNOTATED = "Annotated text"
RESEMBLES = "The passage that was changed"
READ_OUT = "not their own words: read out or printed by {reader}"
IN_MARKS = "in quotation marks in the release"
LEFT_OUT = "Left out at the mark"
RELEASE_HAS = "in the release"
QUOTATION_HAS = "in the quotation"
VERDICT_NAMES = {
    "verbatim": "Verbatim",
    "altered": "Altered",
    "misattributed": "Misattributed",
    "not-found": "Not found",
    "not-checked": "Not checked",
}
VERDICTS = {
    Verdict.VERBATIM: "Yes, word for word",
    Verdict.ALTERED: "Altered",
    Verdict.MISATTRIBUTED: "Said, but by somebody else",
    Verdict.NOT_FOUND: "Not their words",
}
CHANGES = {
    ChangeKind.NUMBER: "number changed",
    ChangeKind.NAME: "name changed",
    ChangeKind.NEGATION: "negation changed",
    ChangeKind.STITCHED: "stitched together",
    ChangeKind.LEFT_OUT: "words left out",
    ChangeKind.ADDED: "words added",
    ChangeKind.CHANGED: "words changed",
    ChangeKind.ORDER: "order changed",
}


def where_said(places: int) -> str:
    """Return the heading of the places where words stand."""
    return "Where it was said" if places == 1 else f"Where it was said: {places} places, earliest first"


def more_places(more: int) -> str:
    """Return how many places are not drawn."""
    return f"and {count_of(more, 'more place')}"


def share_of_words(share: float) -> str:
    """Return how near a passage comes, in words."""
    return f"{share:.0%} of the words are the same"


def count_verdicts(counts: dict[str, int]) -> str:
    """Return how many quotations have each verdict, in words: '5 quotations: 2 verbatim, 3 altered'."""
    told = ", ".join(f"{counts[name]} {VERDICT_NAMES[name].lower()}" for name in VERDICT_NAMES if name in counts)
    return f"{count_of(sum(counts.values()), 'quotation')}: {told}"


TIMELINE = "How they spoke of it over time"
TO_TIMELINE = "Timeline"
TIMELINE_LEAD = (
    "Name a topic. What officials said about it comes back in order of date, word for word, and where a claim was made again"
    " with another number, the numbers stand side by side."
)
TOPIC_LABEL = "Topic, in a few words"
TOPIC_BUTTON = "Show"
CHANGING_NUMBERS = "Said again with another number"
CHANGING_NUMBERS_NOTE = (
    "Sentences that say the same but for a number. A number that changed may be news, a correction, or a mistake."
)
SAID_AGAIN = "said again"
FIRST_STATEMENT = "First"
LATEST_STATEMENT = "Latest"
FIRST_AND_LATEST = "First and latest"
STATEMENTS = "Statements"
STATEMENTS_OVER_TIME = "Statements over time"
ALSO_IN = "Also in"
SHOW_STRONGEST = "Show the strongest only"
NOTHING_ON_TOPIC = "Nothing found on this"
NOTHING_ON_TOPIC_TEXT = "No statement in the archive is about “{topic}”. Other words for it may find more."
NOTHING_ON_TOPIC_SELECTED = (
    "Nothing on “{topic}” in what you chose. Take a filter off to look through all of the archive."
)
RELEASE_TEXT = "The release’s own text"


def counted_statements(found: int, speakers: int, first: date, last: date) -> str:
    """Return what a timeline holds, in words: '96 statements by 12 speakers, 14 August to 17 December 2021'."""
    return f"{count_of(found, 'statement')} by {count_of(speakers, 'speaker')}, {period(first, last)}"


def show_all_statements(found: int) -> str:
    """Return the words of the button that shows every statement."""
    return f"Show all {found:,} statements"


def strongest_shown(shown: int, found: int) -> str:
    """Return how many of the statements are shown."""
    return f"The {shown} that are most about it, of {found:,}"


def statements_a_period(unit: str) -> str:
    """Return the title of the chart's counts: 'statements a week'."""
    return f"statements a {unit}"
