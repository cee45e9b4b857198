"""What is kept: releases, their turns and passages, and the store that holds them.

Everything above this package (``ingest``, ``retrieval``, ``ui``) imports from it; it imports from none of them.
"""
