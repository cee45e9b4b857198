"""What the doors say in the product's own words; the answers' own are in ``retrieval/wording/``."""

from __future__ import annotations

TASK = "This is an archive of official releases. It answers questions about what they say, and takes no other task."
SOURCES = "Sources"
UNKNOWN_KEY = (
    "this server wants a key, and {given}: send one of its keys as 'Authorization: Bearer KEY' or as 'X-API-Key: KEY'"
)
NO_KEY_GIVEN = "none was sent"
WRONG_KEY = "the one that was sent is none of its keys"
TOO_MANY = "{limit} requests a minute are allowed to each caller, and these were made: ask again in {seconds} seconds"
TOO_LARGE = "the request has more than {limit:,} bytes, which is the limit: send less at a time"
NO_SUCH_PATH = "there is nothing at {path}: see /api/docs for what there is"
NOT_SO = "{method} is not what {path} takes: see /api/docs for how it is asked"
NOT_READ = "the request cannot be read: {faults}"
OUR_FAULT = (
    "something went wrong on this side; the server's log says what. Ask again; if it stays so, tell who runs the server"
)
NOT_SERVING = {
    "empty": "nothing has been put into this archive yet: whoever runs the server has to ingest releases",
    "building": "the archive is being read for the first time: ask again in a minute",
    "failed": "the archive cannot be opened; the server's log says why. Whoever runs the server has to see to it",
}
DAMAGED = "a file of the store is damaged, and it answers without: 'otr status' says which, and what to do"
STATES = {"ready": "ready", "empty": "empty", "building": "ingesting", "failed": "failed"}
VECTORS_READY = "ready"
VECTORS_AWAY = (
    "away: the server that holds the vectors cannot be asked, and the catalogue's own are searched instead, which takes longer;"
    " the log says why"
)
MODEL_NAME = "on-the-record"
NO_SUCH_MODEL = "The model {name!r} does not exist here: ask for {known!r}."
NO_QUESTION = "There is no question: the last message of a user has no text."
NOT_TAKEN = "{name} cannot be followed: {reason}. Leave it out."
NO_TOOL_CALLS = "answers here are quotations from an archive, and no tools are called"
ONE_CHOICE = "there is one answer to a question"
PLAIN_TEXT = "answers are text with citations; for JSON ask POST /api/ask"

MCP_INSTRUCTIONS = (
    "An archive of official releases. Its tools give back officials' own words, each with who said them, when, and a link. Words"
    " in quotation marks are verbatim: pass them on unchanged, with who said them and when. Where the archive does not say,"
    " say so. Words that are labelled as a reporter's, a guest's or a reader's are no official's."
)
PLACE_IN_QUEUE = "in the queue, place {place}"
PRINTED_AS = "{name} is printed as {office} {days}, in {count}."
PRINTED_NEAR = "On {day} nobody is printed as {office}. {name} is printed so {days}, in {count}."
PRINTED_FROM_TO = "from {first} to {last}"
PRINTED_UNDATED = "in undated releases only"
NOBODY_HELD = "The archive prints nobody as {office}{when}."
PRINTED_IN = "Printed in: {title} ({date})"
LEFT_OUT_HERE = "The release goes on: {left:,} more characters, from character {next}."
