"""What a job posting says: text in, values out. No tables, no pages, no clock."""
