"""Quote check: whether words are in the archive, and whose they are."""

from retrieval.quote_check.article import ArticleCheck, CheckedQuotation, check_article
from retrieval.quote_check.changes import ChangeKind, Part
from retrieval.quote_check.check import QuoteCheck, QuoteMatch, Verdict, check_quote

__all__ = [
    "ArticleCheck",
    "ChangeKind",
    "CheckedQuotation",
    "Part",
    "QuoteCheck",
    "QuoteMatch",
    "Verdict",
    "check_article",
    "check_quote",
]
