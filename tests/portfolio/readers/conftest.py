import pytest

from accounts.models import User
from portfolio.casestudies.models import CaseStudy
from tests.portfolio.readers.rows import TEXT, rewrite
from tests.portfolio.rows import case


@pytest.fixture
def study(dana: User) -> CaseStudy:
    """A case study of hers with a plain version that nobody has read."""
    made = case(dana)
    rewrite(made, TEXT)
    return made
