"""Listing: questions that the catalogue itself answers: how many releases, which of them, the first or the latest."""

from retrieval.listing.listing import Listing, find_listing
from retrieval.listing.reading import RequestReader

__all__ = ["Listing", "RequestReader", "find_listing"]
