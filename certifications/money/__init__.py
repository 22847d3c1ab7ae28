"""What it costs: fees and lab money in one's own currency, a budget, and the order that fits it."""
