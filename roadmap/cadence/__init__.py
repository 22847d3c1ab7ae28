"""The weekly rhythm: three blocks, check-ins, nudges, the calendar."""
