"""A link for somebody who is asked one question a month about the plan."""
