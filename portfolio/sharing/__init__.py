"""What a stranger may see, chosen field by field: the page, and the files to take away."""
