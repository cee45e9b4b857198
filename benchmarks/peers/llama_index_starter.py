"""LlamaIndex, as its starter tutorial sets it up: VectorStoreIndex, everything by default."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llama_index.core import Document, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import NodeParser, SentenceSplitter
from llama_index.core.schema import MetadataMode
from pydantic import PrivateAttr

from benchmarks.peer import RANKED, Search
from benchmarks.pieces import Piece
from benchmarks.vectors import KeptEmbedder

AT_ONCE = 2048  # the most texts that LlamaIndex gives to an embedding model at a time


class SharedEmbedding(BaseEmbedding):
    """The benchmark's embedding model as LlamaIndex knows one."""

    _embedder: KeptEmbedder = PrivateAttr()

    def __init__(self, embedder: KeptEmbedder) -> None:
        super().__init__(model_name=embedder.name, embed_batch_size=AT_ONCE)
        self._embedder = embedder

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embedder.embed_documents([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.embed_documents(texts)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embedder.embed_query(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._embedder.embed_query(query)


def build(texts: Sequence[Piece], index: Path, embedder: KeptEmbedder) -> None:
    """Make the index of the releases' texts in an empty folder."""
    build_with(SentenceSplitter(), texts, index, embedder)


def build_with(splitter: NodeParser, texts: Sequence[Piece], index: Path, embedder: KeptEmbedder) -> None:
    """Make the index with a splitter of one's choice."""
    # The release's id is known to us alone: neither the model nor the splitter counts it.
    documents = [
        Document(
            text=whole.text, metadata={"release_id": whole.release_id},
            excluded_embed_metadata_keys=["release_id"], excluded_llm_metadata_keys=["release_id"],
        )
        for whole in texts
    ]  # fmt: skip
    made = VectorStoreIndex.from_documents(
        documents, embed_model=SharedEmbedding(embedder), transformations=[splitter], insert_batch_size=AT_ONCE
    )
    made.storage_context.persist(str(index))


def open_search(index: Path, embedder: KeptEmbedder) -> Search:
    """Return the search over an index that was made."""
    storage = StorageContext.from_defaults(persist_dir=str(index))
    retriever = load_index_from_storage(storage, embed_model=SharedEmbedding(embedder)).as_retriever(
        similarity_top_k=RANKED
    )

    def search(question: str) -> list[Piece]:
        return [
            Piece(
                release_id=found.node.metadata["release_id"],
                text=found.node.get_content(metadata_mode=MetadataMode.NONE),
                score=float(found.score or 0.0),
            )
            for found in retriever.retrieve(question)
        ]

    return search
