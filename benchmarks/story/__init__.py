"""Measurements of what tells the proof."""
