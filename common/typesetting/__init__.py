"""Sets values as a PDF: a template of the caller's, a process that can be stopped, and the letters
that its fonts can draw."""
