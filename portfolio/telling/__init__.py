"""A case study as a document of values, and the ways to read it. Pages, links and files are made of
that document alone, so none can show what was not put into it."""
