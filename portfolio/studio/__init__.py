"""The case study studio: the list, one study with what is next, and the page it is written on."""
