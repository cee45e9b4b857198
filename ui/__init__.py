"""The page. It draws what ``retrieval`` answers, and knows only the names that ``retrieval`` makes public."""
