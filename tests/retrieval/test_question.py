"""What was read and what the person set: it narrows only, and can be taken off or loosened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from archive.releases import Voice
from retrieval.question import Chip, ChipField, Filters, Question, Reading, loosen, merge

SPEAKER = Chip(field=ChipField.SPEAKERS, start=9, end=12, words="Orr", filters=Filters(speakers=("Ruth Orr",)))
PERIOD = Chip(
    field=ChipField.PERIOD,
    start=17,
    end=28,
    words="in May 2031",
    filters=Filters(since=date(2031, 4, 30), until=date(2031, 6, 3)),
)
KIND = Chip(field=ChipField.KINDS, start=30, end=38, words="briefing", filters=Filters(kinds=("press briefing",)))
READING = Reading(chips=(SPEAKER, PERIOD, KIND))
WHOLE = Filters(
    speakers=("Ruth Orr",), since=date(2031, 4, 30), until=date(2031, 6, 3), kinds=("press briefing",), inferred=True
)


def test_chips_come_to_filters_that_say_so() -> None:
    assert READING.filters == WHOLE
    assert merge(Filters(), READING) == WHOLE
    assert Reading().filters == Filters()


def test_what_the_person_set_stays_and_what_was_read_of_it_is_dropped() -> None:
    assert merge(Filters(speakers=("Ana Costa",)), READING) == replace(WHOLE, speakers=("Ana Costa",))
    since = Filters(since=date(2031, 1, 1))
    assert merge(since, READING) == replace(WHOLE, since=date(2031, 1, 1), until=None)
    assert merge(Filters(kinds=("speech",)), READING).kinds == ("speech",)
    every = Filters(speakers=("A",), until=date(2031, 1, 1), kinds=("speech",))
    assert merge(every, READING) == every
    assert READING.beside(every).chips == ()


def test_voices_that_were_read_never_widen_what_the_person_set() -> None:
    guest = Reading(chips=(replace(SPEAKER, filters=Filters(speakers=("Josen Avai",), voices=(Voice.GUEST,))),))
    assert merge(Filters(), guest).voices == (Voice.GUEST,)
    officials = Filters(voices=(Voice.OFFICIAL,))
    assert merge(officials, guest) == officials
    costa = Filters(speakers=("Ana Costa",))
    assert merge(costa, guest) == costa


def test_a_chip_can_be_taken_off() -> None:
    assert READING.without(keys=[PERIOD.key]).chips == (SPEAKER, KIND)
    assert READING.without(ChipField.SPEAKERS).chips == (PERIOD, KIND)


def test_the_least_sure_is_given_up_first() -> None:
    assert [looser.chips for looser in loosen(READING)] == [(SPEAKER, PERIOD), (SPEAKER,), ()]
    assert loosen(Reading()) == ()


def test_what_a_follow_up_asks_itself_is_known() -> None:
    opening = "What did Orr say?"
    for question, own, searched in (
        (Question(text="And in May?", opening=opening), "And in May?", f"{opening} And in May?"),
        (
            Question(text="Back to Orr: and in May?", own="and in May?", opening=opening),
            "and in May?",
            f"{opening} and in May?",
        ),
        (Question(text=f"{opening} And in May?"), f"{opening} And in May?", f"{opening} And in May?"),
        (Question(text="New topic: who left?", own="who left?"), "who left?", "who left?"),
    ):
        assert (question.own, question.searched) == (own, searched)
