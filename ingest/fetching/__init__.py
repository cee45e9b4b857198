"""Fetching: releases from addresses, kept as files that are then read like any others."""

from ingest.fetching.addresses import is_address
from ingest.fetching.crawl import Fetched, fetch_addresses
from ingest.fetching.limits import FetchLimits
from ingest.fetching.manifest import Kept

__all__ = ["FetchLimits", "Fetched", "Kept", "fetch_addresses", "is_address"]
