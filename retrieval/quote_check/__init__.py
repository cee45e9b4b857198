"""Quote check: whether words are in the archive, and whose they are."""

from retrieval.quote_check.article import ArticleCheck, CheckedQuotation, check_article
from retrieval.quote_check.changes import ChangeKind, DiffPart
from retrieval.quote_check.check import check_quote
from retrieval.quote_check.verdict import QuoteCheck, QuoteMatch, Verdict

__all__ = [
    "ArticleCheck",
    "ChangeKind",
    "CheckedQuotation",
    "DiffPart",
    "QuoteCheck",
    "QuoteMatch",
    "Verdict",
    "check_article",
    "check_quote",
]
