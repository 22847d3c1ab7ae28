"""What somebody is after: the exam, the study for it, and what became of it."""
