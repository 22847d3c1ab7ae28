"""A tally of one's own organisation's incidents, and nothing else of them."""
