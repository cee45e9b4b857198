"""Fields: which of a record's fields is the title, the date, the text, under whatever name a publisher keeps it.

The names are data (``language/fields.toml``, and a file of each language); what ``--map`` says comes before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from ingest.readers.reader import ReadOptions
from ingest.turns import read_person
from language import TITLES, list_words

MEANINGS = ("title", "date", "text", "url", "key", "byline", "office", "kind")


def find_field(record: Mapping[str, Any], meaning: str, options: ReadOptions) -> Any:
    """Return the value of the field that means this (one of MEANINGS, 'sentence', 'speaker'); None where there is none.

    Of several fields the one whose name says it most surely counts; one without a value is passed over.
    """
    return next((record[name] for name in find_names(record, meaning, options) if not _is_empty(record[name])), None)


def find_names(names: Iterable[str], meaning: str, options: ReadOptions) -> list[str]:
    """Return those of these names of fields that can mean this, the surest first; what the map names alone, where it does."""
    mapped = options.fields.get(meaning)
    folded = {fold_field(name): name for name in names}
    if mapped is not None:
        return [folded[key] for key in [fold_field(mapped)] if key in folded]
    return [folded[known] for known in _known(meaning) if known in folded]


def find_office_holder(record: Mapping[str, Any]) -> str | None:
    """Return who a field says that is an office's name: 'prime-minister: Vale, Ana' -> 'Ana Vale, Prime Minister'."""
    for name, value in record.items():
        office = " ".join(re.split(r"[-_\s]+", str(name))).title()
        if isinstance(value, str) and office.upper() in TITLES and (named := read_person(" ".join(value.split()))):
            return f"{named.name}, {office}"
    return None


def read_link(value: Any) -> str | None:
    """Return an address where it is one that a link may lead to: http or https, with a host."""
    address = value.strip() if isinstance(value, str) else ""
    if not address or re.search(r"\s", address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket without its partner, for one
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


@lru_cache(maxsize=4_096)
def fold_field(name: str) -> str:
    """Return the name of a field as it is compared: 'pubDate', 'pub_date' and 'Pub date' are one."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition("}")[2])
    return " ".join(re.split(r"[-_:.\s]+", apart)).strip().lower()


@cache
def _known(meaning: str) -> tuple[str, ...]:
    return tuple(map(fold_field, list_words(f"fields.{meaning}")))


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})
