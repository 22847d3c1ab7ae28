"""Choosing: five lanes, one metric, a start."""
