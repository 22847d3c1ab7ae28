"""Makes somebody with a case study of two sections, and prints how their browser is signed in."""

import json

import django


def main() -> None:
    """One line of JSON."""
    django.setup()

    from django.test import Client
    from django.urls import reverse

    from tests.people import person
    from tests.portfolio.rows import case, write

    user = person()
    study = case(user)
    write(study, question="Who spends what?")
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    known = {
        "session": client.cookies["session"].value,
        "address": reverse("passage-save", args=[study.pk, "problem"]),
    }
    print(json.dumps(known))


if __name__ == "__main__":
    main()
