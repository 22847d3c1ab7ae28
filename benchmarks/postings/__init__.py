"""What the job-posting audit costs."""
