"""Turns: who speaks where in a release."""

from ingest.turns.askers import ASKERS_FILE, ASKS, Turned, describe_turns
from ingest.turns.bylines import Named, read_byline, read_person
from ingest.turns.labels import Label, classify, split_printed
from ingest.turns.margins import set_captions_apart
from ingest.turns.marked import MarkedSpeech, mark_turns
from ingest.turns.speakers import is_office, name_speakers
from ingest.turns.turns import cut_dialogue, find_turns
from ingest.turns.voices import Setting, decide_voice, is_own_office

__all__ = [
    "ASKERS_FILE",
    "ASKS",
    "Label",
    "MarkedSpeech",
    "Named",
    "Setting",
    "Turned",
    "classify",
    "cut_dialogue",
    "decide_voice",
    "describe_turns",
    "find_turns",
    "is_office",
    "is_own_office",
    "mark_turns",
    "name_speakers",
    "read_byline",
    "read_person",
    "set_captions_apart",
    "split_printed",
]
