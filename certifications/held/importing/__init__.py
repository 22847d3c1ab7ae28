"""Credentials from a file: read, shown, and kept all at once or not at all."""
