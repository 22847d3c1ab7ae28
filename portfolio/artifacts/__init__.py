"""What stands beside the words: diagrams, runbooks, postmortems, screenshots, links."""
