"""The request of somebody who signed in."""

from django.http import HttpRequest

from accounts.models import User


class Request(HttpRequest):
    """What a view behind ``login_required`` gets: ``user`` is a person."""

    user: User
