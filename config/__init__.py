"""Wires everything together, by dotted name: settings, addresses, Celery, health, one command."""

VERSION = "0.1.0"
"""What ``/healthz`` says; the same as in pyproject.toml."""
