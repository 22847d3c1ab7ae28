"""The first ledger: what you study for and what you hold."""
