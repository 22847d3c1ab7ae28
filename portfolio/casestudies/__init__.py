"""A case study: what it is about, its words with their history, and its tradeoffs."""
