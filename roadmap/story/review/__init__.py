"""The evidence of a period, put together for whoever decides."""
