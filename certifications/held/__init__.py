"""What somebody holds: credentials, their renewal, and what can be told about them."""
