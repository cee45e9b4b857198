"""Receipts: an answer written down so that it can be checked and asked for again, and what came of asking again."""

from retrieval.receipts.receipt import InvalidReceiptError, Receipt, ReceiptQuotation, make_receipt, read_receipt
from retrieval.receipts.replay import Replay, ReplayChange, ReplayKind, compare_again

__all__ = [
    "InvalidReceiptError",
    "Receipt",
    "ReceiptQuotation",
    "Replay",
    "ReplayChange",
    "ReplayKind",
    "compare_again",
    "make_receipt",
    "read_receipt",
]
