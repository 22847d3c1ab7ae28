"""Who has to care: what failure looks like to them, what they watch, and what they said."""
