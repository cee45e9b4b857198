"""Everything that the product says in its own words, in one place; tests use the same constants."""

from __future__ import annotations

from collections.abc import Sequence

NOT_IN_ARCHIVE = "The archive does not say. No passage in it answers this well enough to quote."
NOT_CLEARLY = (
    "No passage answers this clearly enough to be quoted as the answer. The nearest are shown: see whether they do."
)
NEVER_MENTIONED = "The archive does not say: it never mentions {names}."
DECLINED = "Officials were asked, and did not say:"
CONTRADICTED = "The archive does not say that. Officials said otherwise:"
NEAREST_IS_DENIAL = "No passage answers this clearly. Nearest to it, officials denied:"
DENIED_BESIDE = "Officials denied something close to this:"
DENIED_HERE = "Here officials deny something close to this:"
ASKED_AT = "The exchange, with the reporter’s question:"
HOLDER = "In this archive {name} is named as {office}, in {releases}."
HOLDER_TOO = "{name} is named so too, in {releases}."
SHARED_OFFICE = "Many are named as {office} in this archive, among them {names}. Ask with a name, a place or a date."
IN_ONE_RELEASE = "a release of {first}"
IN_RELEASES_OF = "{count:,} releases of {first}"
IN_RELEASES = "{count:,} releases from {first} to {last}"
NOT_FOLLOWED = "Nothing in the archive was left by {words}, so that was not followed."
NO_OFFICIALS = "Nothing in this archive was said or written by officials, so there is nothing to answer from."
NOT_IN_SELECTION = "Nothing in the archive matches these filters. Take one off to search more of it."
UNCLEAR = "I cannot tell what to look for. Ask with a name, a topic or a date, for example: {example}"
GREETING = (
    "Hello. Ask what officials said about something, and I will answer in their own words, with the source of each."
)
ABOUT = (
    "This is On the Record. It searches an archive of official releases and answers with the officials' own words, each"
    " cited to its place in its release. It writes nothing itself, and says so where the archive is silent."
)
BUSY = "The archive is being rebuilt. Ask again in a moment."
FAILED = "Something went wrong while looking this up: {reason}"
EXAMPLE_QUESTION = "What did the Secretary say about trade?"
NO_SUCH_SPEAKER = "Nobody called {name!r} speaks in this archive. Speakers are for example: {examples}."
NO_SUCH_KIND = "There is no kind of release called {name!r} here. The kinds are: {kinds}."
READ_FROM_QUESTION = "read from the question: {field} {read} (from ‘{words}’)"
AS_ASKED = "ask again with --as-asked to read nothing from the question"
NEAREST = "The nearest passages, none of which is given as the answer:"

REPORTERS_QUESTION = "{name} (a reporter’s question)"
GUESTS_WORDS = "{name} (a guest)"
QUOTED_GUEST = "{name} (no official of this archive)"
QUOTED = "{name}, quoted in the release"
QUOTED_BY = "{name}, quoted by {by}"
QUOTED_NOBODY = "Somebody whom the release quotes without a name"
QUOTED_NOBODY_BY = "Somebody whom {by} quotes without a name"

STRUCK_OUT = "[struck out: {words}]"
RELATED = {
    "same-text": "Also in",
    "amends": "Amends",
    "amended-by": "Amended by",
    "near-identical": "Near-identical",
}
AMENDED = " (amended since: “{title}”, {date})"
REPLACED = "“{before}” → “{after}”"
ADDED = "added: “{after}”"
LEFT_OUT = "left out: “{before}”"
MORE_DIFFERENCES = "; and {count} more"
NO_DIFFERENCE = "the same words"
SAME_WORDS_HERE = "the cited words are the same; elsewhere: {elsewhere}"

NOT_THEIR_WORDS = "Not their words: no release in this archive holds them. What comes nearest is shown."
TOO_SHORT = "Three words or fewer prove nothing: anybody may have said them. Give more of the quotation."
COMMON = "A common phrase: it stands in {places} places of {releases} releases, and has no one source."
MORE_PLACES = "The first {shown} places are shown; there are more."
LEFT_OUT_AT_MARK = (
    "Words were left out where the quotation marks it. They are shown: see whether they change the meaning."
)
ALSO_ANOTHER = "The passage that it resembles is not theirs either: it is {speaker}’s."
NOT_CHECKED = "not checked"
TOO_SHORT_TO_CHECK = "Fewer than four words: not checked."
NOT_ATTRIBUTED = "The text does not say whose words these are: who said them was not compared."
NO_NAME = "The text attributes these words to ‘{speaker}’, which names nobody: who said them was not compared."
VERDICTS = {
    "verbatim": "Yes, word for word",
    "altered": "Altered",
    "misattributed": "Somebody else said it",
    "not-found": "Not their words",
}
PARAPHRASE = (
    "The nearest sentence is about the same thing, in other words. Read it: it may say something else, and a paraphrase is"
    " not a quotation."
)

NO_TOPIC = '{topic!r} holds no word to look for: give a topic, for example: otr timeline "visa fees"'
TOPIC_TOO_LONG = "the topic has {length:,} characters, and {limit:,} is the limit: name one thing in a few words"
OFFICE_TEXT = "The release’s own text"
UNNAMED = "Somebody without a name"
OTHERS = "Others"
NOTHING_ON_TOPIC = "Nothing found: no statement in the archive is about {topic!r}. Other words for it may find more."
NOTHING_ON_TOPIC_SELECTED = (
    "Nothing on {topic!r} in what you narrowed it to. Take a filter off to look through all of the archive."
)
CHANGING_NUMBERS = "Said again with another number"
FIRST_STATEMENT = "the first"
LATEST_STATEMENT = "the latest"
ALSO_IN = "also in"
MORE_STATEMENTS = "{shown} of {found} statements, the strongest; all of them with --limit 0"


def list_names(names: Sequence[str]) -> str:
    """Return names in quotation marks, as a list in running text."""
    quoted = [f"‘{name}’" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def word_refusal(unknown: Sequence[str], *, near: bool) -> str:
    """Return what a refusal says: that names are unknown here, that passages are near and none is clear, or neither."""
    if unknown:
        return NEVER_MENTIONED.format(names=list_names(unknown))
    return NOT_CLEARLY if near else NOT_IN_ARCHIVE
