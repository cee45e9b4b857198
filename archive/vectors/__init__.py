"""Vectors: the index that an ordinary question searches, in a generation's folder or on a Chroma server. Knows chromadb."""

from archive.vectors.chroma_server import ChromaServer, VectorServerError
from archive.vectors.collections import ServedCollection, drop, find_unnamed, server_of
from archive.vectors.exact import search_exactly
from archive.vectors.folder import FolderIndex, abandoned_copies
from archive.vectors.index import PROBED_ROWS, VectorIndex
from archive.vectors.kinds import build_index, open_index, probe_index
from archive.vectors.sketch import Sketch

__all__ = [
    "PROBED_ROWS",
    "ChromaServer",
    "FolderIndex",
    "ServedCollection",
    "Sketch",
    "VectorIndex",
    "VectorServerError",
    "abandoned_copies",
    "build_index",
    "drop",
    "find_unnamed",
    "open_index",
    "probe_index",
    "search_exactly",
    "server_of",
]
