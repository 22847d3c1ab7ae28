"""What pages of the portfolio ask with the lanes somebody chose, which the portfolio does not know."""
