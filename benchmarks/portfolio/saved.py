"""What ``saving`` measures, with Django set up on an empty database."""

import json
import time
from collections.abc import Callable
from datetime import date

from django.contrib.auth.decorators import login_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from benchmarks.figures import Figure
from portfolio.casestudies.models import CaseStudy, Passage
from tests.people import person

ROUNDS, ROUNDS_FAST = 60, 5
SIZES = {"100 words": 100, "10,000 words": 10_000}
MOST_BYTES = 2_000
"""An answer to a save is a few sentences, however long the text."""
ADDRESS = "/floor/"


@login_required
@require_POST
def floor(request: HttpRequest) -> HttpResponse:
    """What any save costs that checks who sends it."""
    return JsonResponse({"bytes": len(request.POST["text.problem"])})


urlpatterns = [path("floor/", floor)]


class Editor:
    """Somebody's browser on one section."""

    def __init__(self) -> None:
        user = person()
        self.case = CaseStudy.objects.create(
            user=user,
            title="A bill in which every line has an owner",
            lane="finops",
            started_on=date(2026, 10, 1),
            touched_at=timezone.now(),
        )
        self.client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self.address = f"/portfolio/{self.case.pk}/passages/problem/"
        headers = {"accept": "application/json"}
        self.token = self.client.get(self.address, headers=headers).json()["token"]
        self.version = self.turn = 0

    def save(self, words: int) -> int:
        """The answer's bytes. Each text differs from the one before, in a word of equal length."""
        content = self.post(self.address, words)
        self.version = json.loads(content)["version"]
        return len(content)

    def post(self, address: str, words: int) -> bytes:
        self.turn += 1
        fields = {
            "text.problem": self.text(words),
            "version.problem": str(self.version),
            "tab": "a",
            "turn": str(self.turn),
        }
        headers = {"accept": "application/json", "x-csrftoken": self.token}
        answer = self.client.post(address, fields, headers=headers)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return answer.content

    def text(self, words: int) -> str:
        return "word " * (words - 1) + f"{self.turn:04}"

    def update(self, words: int) -> None:
        """The floor on the side of the database."""
        self.turn += 1
        with transaction.atomic():
            Passage.objects.filter(case_study=self.case, slot="problem").update(
                text=self.text(words)
            )


def measure(how: str) -> list[Figure]:
    """Queries and bytes at both sizes, then time; ``fast`` times less often."""
    rounds = ROUNDS_FAST if how == "fast" else ROUNDS
    editor = Editor()
    editor.save(1)
    found, counts = [], []
    for said, words in SIZES.items():
        editor.save(words)
        with CaptureQueriesContext(connection) as asked:
            size = editor.save(words)
        counts.append(len(asked))
        found.append(
            Figure(
                f"Bytes of the answer to a save of {said}",
                f"{size:,}",
                f"below {MOST_BYTES:,}",
                size < MOST_BYTES,
                counted=True,
            )
        )
    few, many = counts
    found.append(
        Figure(
            "Queries of a save of 100 and of 10,000 words",
            f"{few} and {many}",
            "equal",
            few == many,
            counted=True,
        )
    )
    for said, words in SIZES.items():
        found += _times(editor, said, words, rounds)
    return found


def _times(editor: Editor, said: str, words: int, rounds: int) -> list[Figure]:
    saving = _fastest(lambda: editor.save(words), rounds)
    update = _fastest(lambda: editor.update(words), rounds)
    with override_settings(ROOT_URLCONF="benchmarks.portfolio.saved"):
        bare = _fastest(lambda: editor.post(ADDRESS, words), rounds)
    return [
        Figure(
            f"A save of {said}",
            f"{saving * 1000:.1f} ms",
            note=f"{saving / bare:.1f} × a view that checks session and token alone "
            f"({bare * 1000:.1f} ms), {saving / (bare + update):.1f} × that and the UPDATE alone "
            f"({update * 1000:.2f} ms)",
        )
    ]


def _fastest(do: Callable[[], object], rounds: int) -> float:
    """Seconds of processor time."""

    def once() -> float:
        begun = time.process_time()
        do()
        return time.process_time() - begun

    return min(once() for _ in range(rounds))
