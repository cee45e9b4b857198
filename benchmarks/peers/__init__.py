"""The peers, each in a module of its own, imported only when it runs: one that is not installed is skipped."""

from __future__ import annotations

from benchmarks.peer import Peer

PLAIN_PIECES = "1000 characters that share 150 (LangChain's recursive splitter)"

PEERS: tuple[Peer, ...] = (
    Peer(
        name="bm25",
        title="BM25 alone",
        module="bm25_alone",
        packages=("bm25s", "PyStemmer", "langchain-text-splitters"),
        splitter=PLAIN_PIECES,
        retriever="bm25s with its defaults, English stop words and stemmer",
        handed_on=5,
    ),
    Peer(
        name="dense",
        title="dense alone",
        module="dense_alone",
        packages=("numpy", "langchain-text-splitters"),
        splitter=PLAIN_PIECES,
        retriever="exact cosine over all pieces",
        handed_on=5,
    ),
    Peer(
        name="langchain-tutorial",
        title="LangChain tutorial",
        module="langchain_tutorial",
        packages=("langchain-chroma", "langchain-core", "langchain-text-splitters"),
        splitter=PLAIN_PIECES,
        retriever="Chroma with its defaults",
        handed_on=5,
    ),
    Peer(
        name="txtai",
        title="txtai",
        module="txtai_hybrid",
        packages=("txtai", "faiss-cpu", "beautifulsoup4"),
        splitter="Textractor(paragraphs=True), as its RAG application, with blank lines emptied",
        retriever="Embeddings(hybrid=True, content=True): BM25 and Faiss, half and half",
        handed_on=10,
    ),
    Peer(
        name="llama-index",
        title="LlamaIndex",
        module="llama_index_starter",
        packages=("llama-index-core",),
        splitter="SentenceSplitter with its defaults (1024 tokens that share 200; the model reads the first 256)",
        retriever="VectorStoreIndex, dense, in memory",
        handed_on=2,
    ),
    Peer(
        name="llama-index-256",
        title="LlamaIndex, 256",
        module="llama_index_fitting",
        packages=("llama-index-core",),
        splitter="SentenceSplitter of 256 tokens that share 20",
        retriever="VectorStoreIndex, dense, in memory",
        handed_on=5,
    ),
    Peer(
        name="haystack",
        title="Haystack",
        module="haystack_hybrid",
        packages=("haystack-ai",),
        splitter="DocumentSplitter with its defaults (200 words, none shared)",
        retriever="InMemoryBM25Retriever and InMemoryEmbeddingRetriever, joined by reciprocal rank fusion",
        handed_on=10,
    ),
)
