"""Search: the passages of a question, found by meaning and by words, and ranked."""

from retrieval.search.duplicates import drop_twins
from retrieval.search.features import LATE, NAMES, Candidate, measure_late
from retrieval.search.langchain import ArchiveRetriever
from retrieval.search.late_interaction import AskedTokens, Interaction, interact, weigh_tokens
from retrieval.search.ranking import LATE_WEIGHTS, score
from retrieval.search.reranker import Reranker, rerank
from retrieval.search.retriever import (
    LOOKED_INTO,
    RANKED,
    SEARCHED,
    Clock,
    Ranking,
    find_candidates,
    interact_alone,
    interact_with,
    make_queries,
    measure_candidates,
    rank_passages,
)
from retrieval.search.search import Hits, Query, fuse_ranks, search_meaning, search_words
from retrieval.search.selection import NothingSelectedError, select
from retrieval.search.sentences import LONGEST, MatchedSentence, is_of_the_same, match_sentences, split_passages

__all__ = [
    "LATE",
    "LATE_WEIGHTS",
    "LONGEST",
    "LOOKED_INTO",
    "NAMES",
    "RANKED",
    "SEARCHED",
    "ArchiveRetriever",
    "AskedTokens",
    "Candidate",
    "Clock",
    "Hits",
    "Interaction",
    "MatchedSentence",
    "NothingSelectedError",
    "Query",
    "Ranking",
    "Reranker",
    "drop_twins",
    "find_candidates",
    "fuse_ranks",
    "interact",
    "interact_alone",
    "interact_with",
    "is_of_the_same",
    "make_queries",
    "match_sentences",
    "measure_candidates",
    "measure_late",
    "rank_passages",
    "rerank",
    "score",
    "search_meaning",
    "search_words",
    "select",
    "split_passages",
    "weigh_tokens",
]
