"""What plan and weeks already have for a case study: notes, readings, constraints, as drafts."""
