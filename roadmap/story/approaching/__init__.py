"""Small tasks that bring somebody to the people who have to care."""
