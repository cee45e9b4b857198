"""Budget: what a call of the model may take, asked before it is made."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from archive import Ledger, Settings, Spent, UsageError
from retrieval import wording
from retrieval.writing.faults import ModelFaultError

_LETTERS_A_TOKEN = 3  # the fewest of the languages here: an estimate before the call is rather too high
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Prices for a million tokens read and written, and the most that an answer and a day may take; None is no limit."""

    tokens: int
    price_in: float | None = None
    price_out: float | None = None
    money_an_answer: float | None = None
    money_a_day: float | None = None
    tokens_a_day: int | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> Caps:
        """Return the caps that are set; raises UsageError for a limit in money without the prices that it needs."""
        limited = settings.model_money_per_answer is not None or settings.model_money_per_day is not None
        if limited and (settings.model_price_in is None or settings.model_price_out is None):
            raise UsageError(
                "a limit in money needs prices: set OTR_MODEL_PRICE_IN and OTR_MODEL_PRICE_OUT, for a million tokens each (0 for"
                " a model of your own)"
            )
        return cls(
            tokens=settings.model_max_tokens,
            price_in=settings.model_price_in,
            price_out=settings.model_price_out,
            money_an_answer=settings.model_money_per_answer,
            money_a_day=settings.model_money_per_day,
            tokens_a_day=settings.model_tokens_per_day,
        )

    def price(self, tokens_in: int, tokens_out: int) -> float | None:
        """Return what tokens cost, None where no prices are set."""
        if self.price_in is None or self.price_out is None:
            return None
        return (tokens_in * self.price_in + tokens_out * self.price_out) / _MILLION


class Reservation:
    """What was set aside for one call. What is not settled stays spent: the service may have counted it."""

    def __init__(self, ledger: Ledger, number: int) -> None:
        self._ledger, self._number = ledger, number

    def settle(self, tokens_in: int, tokens_out: int, money: float | None) -> None:
        """Put what the service counted in place of the estimate."""
        self._ledger.settle(self._number, Spent(tokens=tokens_in + tokens_out, money=money or 0.0))


class Budget:
    """Lets a call be made, or not."""

    def __init__(self, caps: Caps, ledger: Ledger) -> None:
        self.caps, self.ledger = caps, ledger

    def reserve(self, messages: Sequence[tuple[str, str]]) -> Reservation:
        """Set aside what a call may take at the most; raises ModelFaultError where it is more than it may."""
        read, written = estimate_tokens(messages), self.caps.tokens
        money = self.caps.price(read, written)
        most = self.caps.money_an_answer
        if most is not None and money is not None and money > most:
            raise ModelFaultError(wording.MODEL_MONEY_ANSWER)
        number = self.ledger.reserve(
            Spent(tokens=read + written, money=money or 0.0),
            tokens_a_day=self.caps.tokens_a_day,
            money_a_day=self.caps.money_a_day,
        )
        if number is None:
            raise ModelFaultError(wording.MODEL_MONEY_DAY)
        return Reservation(self.ledger, number)


def estimate_tokens(messages: Sequence[tuple[str, str]]) -> int:
    """Return about how many tokens messages come to, rather too many."""
    return math.ceil(sum(len(text) for _, text in messages) / _LETTERS_A_TOKEN)
