"""Gathers the topics' models, where Django looks for them."""

from portfolio.wins.models import Win

__all__ = ["Win"]
