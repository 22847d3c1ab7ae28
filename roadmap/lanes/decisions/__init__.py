"""Dated records of what was chosen, and on what evidence."""
