import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _composer(settings: Settings) -> None:
    settings.MAIL_KINDS = {"nudge": "tests.delivery.makers.compose"}
    settings.MAIL_FOLDER = None
    settings.EMAIL_TIMEOUT = 0.4
