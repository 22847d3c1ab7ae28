"""The one page: the problem space, the outcomes, what is next; and the forms it takes."""
