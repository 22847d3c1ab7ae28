"""The two-minute test: somebody outside the trade reads the plain version and says it back."""
