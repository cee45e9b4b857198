"""Files to releases, turns, passages, and the next generation of the store."""
