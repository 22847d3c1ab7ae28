"""What certifications there are: facts about each, the ladders, and where to find them."""
