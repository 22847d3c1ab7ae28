"""Measurements of the ledger of proof."""
