"""Measurements of the ledger of certifications."""
