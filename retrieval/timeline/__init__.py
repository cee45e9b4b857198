"""Timeline: how a topic was spoken of over time."""

from retrieval.timeline.build import make_timeline
from retrieval.timeline.timeline import (
    STATEMENTS_SHOWN,
    ChangingNumber,
    DatedNumber,
    Timeline,
    TimelineEntry,
    name_with_source,
)

__all__ = [
    "STATEMENTS_SHOWN",
    "ChangingNumber",
    "DatedNumber",
    "Timeline",
    "TimelineEntry",
    "make_timeline",
    "name_with_source",
]
