"""What other places know of somebody, read in with a look first."""
