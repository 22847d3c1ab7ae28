"""The twelve months: milestones, the month's close, pauses, the metric's readings."""
