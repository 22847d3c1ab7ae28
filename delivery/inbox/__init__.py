"""The mail kept in a folder, readable in the browser: on somebody's own machine only."""
