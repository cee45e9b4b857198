"""Vectors: the index that an ordinary question searches, in a generation's folder or on a Chroma server. Knows chromadb."""

from archive.vectors.chroma_server import ChromaServer, VectorServerError
from archive.vectors.collections import ServedCollection, drop, find_unnamed, server_of
from archive.vectors.exact import search_exactly
from archive.vectors.folder import FolderIndex, abandoned_copies
from archive.vectors.index import PROBED_ROWS, VectorIndex
from archive.vectors.index_making import make_index
from archive.vectors.index_rows import IndexRows
from archive.vectors.kinds import build_index, open_index, probe_index
from archive.vectors.mending import IndexMending
from archive.vectors.nearest import AllVectors, SteadyIndex
from archive.vectors.partial_index import open_partly
from archive.vectors.sketch import Sketch
from archive.vectors.unnamed import drop_unnamed, unnamed_collections

__all__ = [
    "PROBED_ROWS",
    "AllVectors",
    "ChromaServer",
    "FolderIndex",
    "IndexMending",
    "IndexRows",
    "ServedCollection",
    "Sketch",
    "SteadyIndex",
    "VectorIndex",
    "VectorServerError",
    "abandoned_copies",
    "build_index",
    "drop",
    "drop_unnamed",
    "find_unnamed",
    "make_index",
    "open_index",
    "open_partly",
    "probe_index",
    "search_exactly",
    "server_of",
    "unnamed_collections",
]
