"""What is refused at the door, with a sentence that says how to mend it."""

MAX_BYTES = 2_000_000
"""Of one file, or of one paste."""

MAX_CHARACTERS = 200_000
"""Of one posting: about a hundred times the usual one."""

MAX_LINES = 60_000
"""In one paste or file, once markup is gone: what reading costs grows with them."""

MAX_POSTINGS = 20
"""In one paste or file."""


class Refused(ValueError):
    """Not taken. ``str()`` gives the sentence for the person who sent it, in their language."""
