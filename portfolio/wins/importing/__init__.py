"""Wins out of what is written elsewhere: read, shown to be ticked, and kept all at once or not."""
