"""What the product says in its own words, on the page, on the console and in answers; tests use the same names.

What only the page says stands in ``ui/wording.py``. No text stands in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from archive import Relation, Voice
from language import write_day

NOT_IN_ARCHIVE = "The archive does not say. No passage in it answers this well enough to quote."
NOTHING_MORE = "Nothing more in the archive answers this well enough to quote."
NOT_CLEARLY = (
    "No passage answers this clearly enough to be quoted as the answer. The nearest are shown: see whether they do."
)
NEVER_MENTIONED = "The archive does not say: it never mentions {names}."
DECLINED = "Officials were asked, and did not say:"
CONTRADICTED = "The archive does not say that. Officials said otherwise:"
ASKED_AT = "The exchange, with the reporter’s question:"
NEAREST = "Nearest passages"
NEAREST_NOTE = "They came closest to your question. None is given as its answer."
HOLDER = "In this archive {name} is named as {office}, in {releases}."
HOLDER_TOO = "So is {name}, in {releases}."
SHARED_OFFICE = "Many are named as {office} in this archive, among them {names}. Ask with a name, a place or a date."
UNDATED = "undated"
PAGE = "p. {pages}"
PAGES = "pp. {pages}"
UNDATED_LEFT_OUT = "{count} without a date {were} left out: the search is limited to a period."
UNDATED_RELEASES = "{count} without a date: found like any other, but in no period"
IN_UNDATED = "{count} without a date"
IN_ONE_RELEASE = "a release of {first}"
IN_RELEASES_OF = "{count:,} releases of {first}"
IN_RELEASES = "{count:,} releases from {first} to {last}"
THERE_ARE = "In this archive there {are} {what}."
THERE_IS_NONE = "In this archive there is no {what}."
AT_AN_END = "In this archive there {are} {what}. The {end} is of {date}."
ENDS = {"first": "first", "latest": "latest"}
OF_KINDS = " of the {kinds} {names}"
OF_TITLES = " with {name} in the title"
WITH_WORDS_OF = " with words of {names}"
MENTIONING = " that {mention} {words}, in the words of officials or of the release itself"
MENTIONED_BY = " in which {names} {mention} {words}"
IN_ANY_FORM = "{words} (in any form)"
IN_ONE_SENTENCE = "{words} (in one sentence, in any form)"
IN_SO_MANY = "{sentences}, in {releases},"
FROM_DAY_TO_DAY = " from {since} to {until}"
FROM_DAY = " from {since} on"
TO_DAY = " up to {until}"
FIRST_LISTED = "These are the first {shown} of them by date; for the other {more:,}, ask ‘what else?’."
MORE_LISTED = "These are {shown} more of them; for the other {more:,}, ask again."
LAST_LISTED = "These are the last of them."
NO_MORE_LISTED = "All of them were listed."
NO_KIND_HERE = (
    "No release here is of a kind called {name}, so these cannot be counted or listed. The kinds are: {kinds}."
)
NO_WORDS_OF = (
    "Nobody called {name} speaks in this archive, so what they gave or mentioned cannot be counted or listed here."
)
NOT_FOLLOWED = "Nothing in the archive matches {words}, so the search was not limited to that."
FOREIGN_LANGUAGE = "The question seems to be in {asked}; this archive is in {held}. This is what was found."
NOT_READ_WELL = (
    "The question seems to be in {asked}, in which it is only searched by its words. This is what was found."
)
NOT_IN_SELECTION = "Nothing in the archive matches these filters. Take one off to search more of it."
NO_OFFICIALS = "Nothing in this archive was said or written by officials, so there is nothing to answer from."
UNCLEAR = "I cannot tell what to look for. Ask with a name, a topic or a date, for example: {example}"
GREETING = (
    "Hello. Ask what officials said about something, and I will answer in their own words, with the source of each."
)
ABOUT = (
    "This is On the Record. It searches an archive of official releases and answers with the officials' own words, each"
    " cited to its place in its release. Where the archive is silent, it says so."
)
COMPOSED_BY = "Worded by {model}, a language model. Each sentence was checked against the words that it cites."
KEPT_OF_MODEL = "{shown} of its {written} stand here{recited}."
RECITED_OF_MODEL = ", {count} with other sources than it named"
QUOTED_OF_MODEL = "{count} {repeated} a source, and {are} given as a quotation."
DROPPED_OF_MODEL = "{count} {were} left out: {reasons}."
DROPPED_FOR = {
    "shape": "not a plain sentence of the answer",
    "number": "a number that no source has",
    "unit": "a number of something else",
    "hedge": "more certain than its source, or less",
    "day": "a day that no source has",
    "name": "a name that no source has",
    "speaker": "words given to somebody who did not say them",
    "negation": "the contrary of its source",
    "modality": "a plan told as a fact, or a fact as a plan",
    "support": "words that no source bears",
    "scattered": "words put together from sentences that are apart",
    "checker": "the checking model’s vote",
    "repeated": "said already",
}
BUSY = "The archive is being rebuilt. Ask again in a moment."
FAILED = "Something went wrong while looking this up: {reason}"
EXAMPLE_QUESTION = "What did the Secretary say about trade?"
NO_SUCH_SPEAKER = "Nobody called {name!r} speaks in this archive. Speakers are for example: {examples}."
NO_SUCH_KIND = "There is no kind of release called {name!r} here. The kinds are: {kinds}."
READ_FROM_QUESTION = "Read from your question"
AS_ASKED = "ask again with --as-asked to read nothing from the question"

OFFICE_TEXT = "The release’s own text"
UNNAMED = "Somebody without a name"
QUOTED = "quoted in the release"
QUOTED_BY = "quoted by {by}"
QUOTED_GUEST = "no official of this archive"
QUOTED_NOBODY = "not given as an official’s words"
READ_OUT_BY = "somebody else, read out by {by}"
UNNAMED_SPEAKERS = {
    Voice.OFFICIAL: "an official",
    Voice.OFFICE: "the release’s own text",
    Voice.REPORTER: "a reporter",
    Voice.GUEST: "a guest",
    Voice.PUBLIC: "a member of the public",
    Voice.CAPTION: "a photo caption",
    Voice.FURNITURE: "the web page around the release",
    Voice.UNKNOWN: "somebody in this release",
    Voice.QUESTION: "a question that the release puts itself",
}
VOICE_LABELS = {
    Voice.OFFICIAL: "",
    Voice.OFFICE: "",
    Voice.REPORTER: "Reporter",
    Voice.GUEST: "Guest",
    Voice.PUBLIC: "Reader’s comment",
    Voice.CAPTION: "Photo caption",
    Voice.FURNITURE: "From the web page",
    Voice.UNKNOWN: "In this release",
    Voice.QUESTION: "Question put by the release",
}
VOICE_NOTES = {
    Voice.OFFICIAL: "",
    Voice.OFFICE: "",
    Voice.REPORTER: "a reporter’s words, not an official’s",
    Voice.GUEST: "a guest’s words, not an official’s",
    Voice.PUBLIC: "a member of the public, not the office’s words",
    Voice.CAPTION: "not what an official said",
    Voice.FURNITURE: "around the release, not part of what was said",
    Voice.UNKNOWN: "who speaks here, or for whom, is not known with confidence",
    Voice.QUESTION: "put in order to be answered or denied, and nobody’s statement",
}

UNSURE_RELEASES = (
    "who speaks, or for whom, is not known of all words of {count}: they are cited as the release’s"
    " (people.toml can say who speaks for the archive)"
)
STRUCK_OUT = "[struck out: {words}]"
TABLE_HEADER = "The table's columns: {header}"
COLUMNS = " (columns: {header})"
FOOTNOTE = "Footnote in the release: {note}"
RELATED = {
    Relation.SAME_TEXT: "Also published as",
    Relation.AMENDS: "Amends",
    Relation.AMENDED_BY: "Amended by",
    Relation.NEAR_IDENTICAL: "Near-identical to",
}
AMENDED = " (amended since: “{title}”, {date})"
REPLACED = "“{before}” → “{after}”"
ADDED = "added: “{after}”"
LEFT_OUT = "left out: “{before}”"
MORE_DIFFERENCES = "; and {count} more"
NO_DIFFERENCE = "the same words"
SAME_WORDS_HERE = "the cited words are the same; elsewhere: {elsewhere}"

VERDICTS = {
    "verbatim": "Yes, word for word",
    "altered": "The words were changed",
    "misattributed": "Said, but by somebody else",
    "not-found": "Not found in this archive",
}
VERDICT_NAMES = {
    "verbatim": "Verbatim",
    "altered": "Altered",
    "misattributed": "Misattributed",
    "not-found": "Not found",
    "not-checked": "Not checked",
}
CHANGES = {
    "number": "number changed",
    "name": "name changed",
    "negation": "negation changed",
    "condition": "condition changed",
    "qualifier": "qualification changed",
    "stitched": "stitched together",
    "words-left-out": "words left out",
    "words-added": "words added",
    "words-changed": "words changed",
    "order": "order changed",
}
CLAIMED = "Claimed"
ATTRIBUTED_TO = "Attributed to"
LEFT_OUT_HERE = "Left out at the mark"
SAME_SHARE = "{share:.0%} of the words are the same"
NOT_FOUND = "What comes nearest is shown. It has other words."
TOO_SHORT = "Three words or fewer prove nothing: anybody may have said them. Give more of the quotation."
COMMON = "A common phrase: it stands in {places} places of {releases} releases, and has no one source."
MORE_PLACES = "The first {shown} places are shown; there are more."
LEFT_OUT_AT_MARK = (
    "Words were left out where the quotation marks it. They are shown: see whether they change the meaning."
)
NOT_KNOWN_WHOSE = "The release does not say who said these words: whether it was the one named was not compared."
CUT_FROM = {
    "denial": "The words are cut out of a denial: the whole sentence does not say them. Read it.",
    "condition": "The words are cut out of a condition: the whole sentence says them of one case only. Read it.",
    "question": "The words are cut out of a question: the whole sentence asks, and does not say them. Read it.",
    "claim": "The release puts these words as a question or a claim, to answer or to deny it: they are nobody’s statement.",
}
CHANGED_AT_MARK = (
    "The words stand in the release, but what the quotation leaves out or puts in at its marks changes what they say."
)
ALSO_ANOTHER = "The passage that it resembles is not theirs either: it is {speaker}’s."
TOO_SHORT_TO_CHECK = "Fewer than four words: not checked."
NOT_ATTRIBUTED = "The text does not say whose words these are: who said them was not compared."
NO_NAME = "The text attributes these words to ‘{speaker}’, which names nobody: who said them was not compared."
SEVERAL_NAMES = "The text gives these words to several, ‘{speaker}’: who said them was not compared."
PARAPHRASE = (
    "The nearest sentence is about the same thing, in other words. Read it: it may say something else, and a paraphrase is"
    " not a quotation."
)

# Why an answer stands without a language model's words, or with fewer than it would have had.
MODEL_SLOW = "The language model took too long, so the answer stands without more of its words."
MODEL_ENDLESS = "The language model wrote on without an end, and was stopped."
MODEL_SHORT = "The language model wrote as much as it may, and nothing of it could be verified: let it write more."
MODEL_SILENT = "The language model wrote nothing."
MODEL_UNVERIFIED = "Nothing that the language model wrote could be verified, so none of it is shown."
MODEL_CUT = "The language model's service cut the evidence: raise its context, or set a model with a larger one."
MODEL_OVERFLOW = "The evidence does not fit the language model's context: raise it, or set a model with a larger one."
MODEL_LIMITED = "The language model's service takes no more questions for now."
MODEL_REFUSED = "The language model's service refused the key that it was given."
MODEL_UNKNOWN = "The language model's service does not know the model that is set."
MODEL_UNREACHED = "The language model's service could not be reached."
MODEL_BROKE_OFF = "The language model's service broke off in the middle of a sentence."
MODEL_FAILED = "The language model's service failed."
MODEL_MONEY_ANSWER = "A language model's words would cost more than one answer may."
MODEL_MONEY_DAY = "What a language model may take today is spent."
MODEL_LEDGER = "What the language model cost so far cannot be read, so it is not asked."

NO_TOPIC = '{topic!r} holds no word to look for: give a topic, for example: otr timeline "visa fees"'
TOPIC_TOO_LONG = "the topic has {length:,} characters, and {limit:,} is the limit: name one thing in a few words"
OTHERS = "Others"
NOTHING_ON_TOPIC = "No statement in the archive is about ‘{topic}’. Other words for it may find more."
NOTHING_ON_TOPIC_SELECTED = (
    "Nothing on ‘{topic}’ matches these filters. Take one off to look through more of the archive."
)
CHANGING_NUMBERS = "Said again with another number"
FIRST_STATEMENT = "First"
LATEST_STATEMENT = "Latest"
ALSO_IN = "Also in"
MORE_STATEMENTS = "{shown} of {found} statements, the strongest; all of them with --limit 0"


# Of answers that are taken away.
EXPORT_CONVERSATION = "A conversation with an archive of official releases"
EXPORT_SEARCHED = "What was searched: {question}"
EXPORT_LIMITS = "Drawn only from: {limits}"
EXPORT_COMPOSED = "Summed up by a language model"
EXPORT_QUOTED = "In the releases’ own words"
EXPORT_TITLES = "The releases, by their titles"
EXPORT_SOURCES = "Where it stands"
EXPORT_PLACE = "version {version}, characters {start}–{end}"
EXPORT_VERSION = "version {version}"
EXPORT_ORIGINAL = "the original"
EXPORT_PASSAGE = "the words in the archive"
EXPORT_MADE = (
    "Asked on {day}, {time} UTC; generation {generation} of the archive, embedded with {model}; program {program}."
)

# Of receipts, and of asking their questions again.
NO_RECEIPT = "there is no receipt of an answer that is {status}: ask again"
NO_RECEIPT_JSON = "{name} is no receipt: it is not JSON ({error}); 'otr ask QUESTION --receipt FILE' writes one"
NO_RECEIPT_FIELD = "{name} is no receipt: field receipt is missing; 'otr ask QUESTION --receipt FILE' writes one"
BAD_RECEIPT = "{name} is no receipt that can be asked again: {faults}; write a new one with 'otr ask'"
NOT_REPLAYED = "the question cannot be asked again now: {reason}"
SAME_AGAIN = "The same question gives the same answer today."
NOT_SAME_AGAIN = "Today is not as the receipt says:"
CIRCUMSTANCES = "Also other than then:"
QUOTATIONS_HOLD = "Every quotation stands in the archive, word for word, in the version that the receipt names."
SEAL_BROKEN = "The receipt was changed since it was made: its seal does not fit what it says."
OTHER_TEXT = (
    "[{n}] The archive's version {version} of {release} has another text than the receipt was made from (SHA-256): the receipt"
    " was changed, or is of another archive."
)
OTHER_WORDS = (
    "[{n}] These words do not stand at {start}-{end} in version {version} of {release}, whose text is the same: the receipt was"
    " changed."
)
OTHER_STATUS = "Then it came to ‘{before}’; today it comes to ‘{now}’."
OTHER_SAID = "The answer said ‘{before}’, and says ‘{now}’ today."
OTHER_ATTRIBUTION = "[{n}] The {what} was ‘{before}’, and is ‘{now}’ today."
QUOTATION_GONE = "[{n}] Quoted no more, from “{title}”: “{words}”"
QUOTED_NOW = "New, [{n}] of today's answer, {who}, from “{title}”: “{words}”"
GONE_RELEASE = "The archive holds no such release any more."
GONE_WITHDRAWN = "The release was withdrawn since."
GONE_FROM_VERSION = "The release has a new version {version}, in which these words no longer stand."
GONE_MOVED = "The release has a new version {version}, in which they stand at {start}-{end}, and are not quoted."
GONE_QUOTED_THERE = (
    "The release has a new version {version}, in which they stand at {start}-{end}, and are quoted from there."
)
GONE_NEVER = "They do not stand there."
GONE_NOTHING = "They stand there as before; today's answer quotes nothing."
GONE_RECUT = "Today's answer quotes other words of the same place, as [{n}]."
GONE_RANKED = "They stand there as before; today other words answer better, and theirs are found in place {rank}."
GONE_UNRANKED = "They stand there as before, and are not among what is found today."
OTHER_CIRCUMSTANCE = "{name}: {before}, today {now}"
NOT_COMPOSED_AGAIN = "what {model} worded above the quotations is not asked for again"
LONGEST_TOLD = 160  # characters of quoted words


def write_date(day: date | None) -> str:
    """Return the day of a release in words, and that it is undated where it has none."""
    return write_day(day) if day else UNDATED


def write_pages(pages: Iterable[int]) -> str:
    """Return on which pages words stand: 'p. 7', 'pp. 7–8, 11'; '' where there are none."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    written = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    one = len(runs) == 1 and len(runs[0]) == 1
    return (PAGE if one else PAGES).format(pages=written) if runs else ""


def tell_undated(left_out: int) -> str:
    """Return that so many undated releases were left out of a period; '' where none was."""
    were = "was" if left_out == 1 else "were"
    return UNDATED_LEFT_OUT.format(count=count_of(left_out, "release"), were=were) if left_out else ""


def join_words(words: Sequence[str]) -> str:
    """Return words as a list in running text."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def tell_model(
    name: str, *, kept: int, recited: int, quoted: int, dropped: Mapping[str, int], fell_back: str = ""
) -> list[str]:
    """Return in sentences what a language model did for an answer, first why it has none of its words, if it has not."""
    shown, left_out = kept + recited, sum(dropped.values())
    told = [fell_back] if fell_back else []
    if shown:
        told.insert(0, COMPOSED_BY.format(model=name))
    if shown and (left_out or quoted or recited):
        named = RECITED_OF_MODEL.format(count=recited) if recited else ""
        written = count_of(shown + quoted + left_out, "sentence")
        told.append(KEPT_OF_MODEL.format(shown=shown, written=written, recited=named))
    if quoted:
        one = quoted == 1
        repeated, are = ("repeats", "is") if one else ("repeat", "are")
        told.append(QUOTED_OF_MODEL.format(count=count_of(quoted, "sentence"), repeated=repeated, are=are))
    if left_out:
        most = sorted(dropped.items(), key=lambda entry: -entry[1])
        reasons = "; ".join(f"{DROPPED_FOR.get(why, why)} ({count})" for why, count in most)
        were = "was" if left_out == 1 else "were"
        told.append(DROPPED_OF_MODEL.format(count=count_of(left_out, "sentence"), were=were, reasons=reasons))
    return told


def list_names(names: Sequence[str]) -> str:
    """Return names in quotation marks, as a list in running text."""
    return join_words([f"‘{name}’" for name in names])


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: '1 release', '1,527 releases'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def count_verdicts(counts: Mapping[str, int]) -> str:
    """Return how many quotations have each verdict, in words: '5 quotations: 2 verbatim, 3 altered'."""
    told = ", ".join(f"{counts[name]} {VERDICT_NAMES[name].lower()}" for name in VERDICT_NAMES if name in counts)
    return f"{count_of(sum(counts.values()), 'quotation')}: {told}"


def word_refusal(unknown: Sequence[str], *, near: bool) -> str:
    """Return what a refusal says: that names are unknown here, that passages are near and none is clear, or neither."""
    if unknown:
        return NEVER_MENTIONED.format(names=list_names(unknown))
    return NOT_CLEARLY if near else NOT_IN_ARCHIVE


NOT_FITTED = (
    "The store was embedded with {store}, and the learned numbers are for {fitted}: answers rest on ranks and words alone, and"
    " nothing is said of what officials denied or did not say. To fit your own, with questions whose answers you know: python"
    " -m benchmarks.fit QUESTIONS.jsonl STORE --write WEIGHTS.toml, then set OTR_WEIGHTS=WEIGHTS.toml"
)
