"""The second ledger: what you can prove."""
