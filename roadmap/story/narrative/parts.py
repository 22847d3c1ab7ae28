"""What the one page consists of, in its order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """The label is the heading a reader sees."""

    PROBLEM = "problem_space", _("The problem space I work in")
    OUTCOMES = "outcomes", _("Outcomes I have driven")
    NEXT = "looking_for", _("What I look for next")
    DEPTH = "depth", _("Breadth and depth")
    CREDENTIALS = "credentials", _("Credentials")
    POSITIONS = "positions", _("Positions")
    PROJECTS = "projects", _("Projects")
    EDUCATION = "education", _("Education")
    SKILLS = "skills", _("Skills")
