"""Search: the passages of a question, found by meaning and by words, and ranked."""

from retrieval.search.candidates import SEARCHED, Candidates, find_candidates, interact_all, interact_alone
from retrieval.search.langchain import ArchiveRetriever
from retrieval.search.late_interaction import Interaction, interact, weigh_tokens
from retrieval.search.queries import (
    Hits,
    Query,
    embed_found,
    fuse_ranks,
    make_queries,
    rare_words,
    search_meaning,
    search_words,
)
from retrieval.search.ranking import (
    LOOKED_INTO,
    RANKED,
    Ranking,
    measure_late,
    order_candidates,
    rank_candidates,
    rank_passages,
)
from retrieval.search.reranker import Reranker, rerank_best
from retrieval.search.selection import NothingSelectedError, count_left_out, select
from retrieval.search.sentences import RankedSentence, read_sentences

__all__ = [
    "LOOKED_INTO",
    "RANKED",
    "SEARCHED",
    "ArchiveRetriever",
    "Candidates",
    "Hits",
    "Interaction",
    "NothingSelectedError",
    "Query",
    "RankedSentence",
    "Ranking",
    "Reranker",
    "count_left_out",
    "embed_found",
    "find_candidates",
    "fuse_ranks",
    "interact",
    "interact_all",
    "interact_alone",
    "make_queries",
    "measure_late",
    "order_candidates",
    "rank_candidates",
    "rank_passages",
    "rare_words",
    "read_sentences",
    "rerank_best",
    "search_meaning",
    "search_words",
    "select",
    "weigh_tokens",
]
