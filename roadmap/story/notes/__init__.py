"""What was read in a study block, found again and put beside what uses it."""
