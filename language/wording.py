"""The language in which the product itself speaks: its texts, and the days, numbers and plurals as that language writes them.

English is spoken wherever nobody chose another language. What is indexed, embedded or compared never depends on this.
Days, months, numbers, plurals and lists are those of the Unicode CLDR, by Babel.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

_ENGLISH = Locale("en", "US")
_spoken: ContextVar[Locale | None] = ContextVar("spoken", default=None)
_choosers: list[Callable[[], Locale | None]] = []


class Texts:
    """The texts of a folder, one TOML file a language: an attribute is the text of that name in the language now spoken.

    A text is a str with its fields in braces, a list of texts, or a table: of texts by what they are said of, or of the forms
    of one text by the number that it tells ('one', 'other').
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder; its files are read when the first text is asked for."""
        self._folder = folder

    def __getattr__(self, name: str) -> str:
        """Return a text; raises AttributeError where there is none of this name."""
        return self.text(name)

    def text(self, name: str) -> str:
        """Return a text; raises AttributeError where there is none of this name."""
        return cast("str", self._find(name))

    def table(self, name: str) -> Mapping[str, str]:
        """Return a table of texts; raises as an attribute does."""
        return cast("Mapping[str, str]", self._find(name))

    def listed(self, name: str) -> Sequence[str]:
        """Return a list of texts; raises as an attribute does."""
        return cast("Sequence[str]", self._find(name))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that there are texts in, English first."""
        others = sorted({path.stem for path in self._folder.glob("*.toml")} - {_ENGLISH.language})
        return (_ENGLISH.language, *others)

    def list_all(self, language: str) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of everything in a language; a text of a table or list has its place in the name."""
        for name, value in self.by_language[language].items():
            held = (
                value if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {"": value}
            )
            yield from ((f"{name}.{key}".rstrip("."), text) for key, text in held.items())

    def _find(self, name: str) -> Any:
        held = self.by_language
        try:
            return held.get(spoken().language, held[_ENGLISH.language])[name]
        except KeyError:
            raise AttributeError(f"{self._folder} has no text {name!r}") from None

    @cached_property
    def by_language(self) -> Mapping[str, Mapping[str, Any]]:
        """All texts by their names, by language."""
        return {
            path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(self._folder.glob("*.toml"))
        }


def spoken() -> Locale:
    """Return the locale in which the product speaks here: what was set around this, or what is chosen for whoever asks."""
    if (here := _spoken.get()) is not None:
        return here
    chosen = (choose() for choose in _choosers)
    return next(filter(None, chosen), _ENGLISH)


def spoken_tag() -> str:
    """Return the tag of the locale in which the product speaks here ('es-MX'), '' where it is English."""
    return "" if spoken() == _ENGLISH else str(spoken()).replace("_", "-")


@contextmanager
def speaking(locale: Locale | None) -> Iterator[None]:
    """Speak in a locale, or in English, within this context; a thread takes it along in a copy of the context."""
    token = _spoken.set(locale or _ENGLISH)
    try:
        yield
    finally:
        _spoken.reset(token)


def choose_by(choose: Callable[[], Locale | None]) -> None:
    """Have ``choose`` say in which locale to speak wherever none is set; None leaves it to others, English at last."""
    if choose not in _choosers:
        _choosers.append(choose)


def find_locale(tag: str, languages: tuple[str, ...]) -> Locale | None:
    """Return the locale of a tag such as 'es-MX' where its language is among these, None where it is not or is no tag.

    English has one form here, whatever the country.
    """
    language = tag.strip().partition("-")[0].casefold()
    if language not in languages:
        return None
    if language == _ENGLISH.language:
        return _ENGLISH
    try:
        return Locale.parse(tag.strip(), sep="-")
    except (ValueError, UnknownLocaleError):  # no country of this language
        return Locale(language)


def tell_day(day: date) -> str:
    """Return a day in words: 'October 24, 2016', '24 de octubre de 2016'."""
    return format_date(day, "long", spoken())


def tell_day_of_year(day: date) -> str:
    """Return a day in words without its year: 'October 24', '24 de octubre'."""
    return format_skeleton("MMMMd", day, locale=spoken())


def tell_month(day: date) -> str:
    """Return the month of a day in words: 'October 2016', 'octubre de 2016'."""
    return format_skeleton("yMMMM", day, locale=spoken())


def tell_month_of_year(day: date, *, short: bool = False) -> str:
    """Return the month of a day without its year: 'October', 'octubre'; ``short``: 'Oct'."""
    return format_date(day, "LLL" if short else "LLLL", spoken())


def tell_weekday(day: date) -> str:
    """Return the day of the week: 'Sunday', 'domingo'."""
    return format_date(day, "cccc", spoken())


def tell_number(number: int) -> str:
    """Return a whole number with the separators of the language: '1,527', '12.345'."""
    return format_decimal(number, locale=spoken())


def tell_share(share: float) -> str:
    """Return a share in whole percent: '85%', '85 %'."""
    return format_percent(Decimal(f"{share:.0%}".rstrip("%")) / 100, locale=spoken())


def plural_form(forms: Mapping[str, str], number: int) -> str:
    """Return the form of a text that goes with a number."""
    return forms.get(spoken().plural_form(number), forms["other"])
