"""The depth check: "can you explain…", answered in writing."""
