"""The job-posting audit: what several postings ask for."""
