"""What pages of the portfolio ask with the lanes somebody chose, which it does not know."""
