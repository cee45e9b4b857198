"""Models: the embedding model and cross-encoders, in the arithmetic that the machine has."""

from archive.models.cross_encoder import CheckingModel, CrossEncoderModel
from archive.models.embedder import Embedder, SentenceEmbedder
from archive.models.unembedded import UnembeddedPassages

__all__ = [
    "CheckingModel",
    "CrossEncoderModel",
    "Embedder",
    "SentenceEmbedder",
    "UnembeddedPassages",
]
