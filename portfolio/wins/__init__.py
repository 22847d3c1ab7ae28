"""One line is a win; the rest is asked for once."""
