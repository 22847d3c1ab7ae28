"""Forte's own settings, but for the composer of nudges: see ``plain``."""

from config.settings import *  # noqa: F403

MAIL_KINDS = {"nudge": "benchmarks.nudges.plain.compose"}
