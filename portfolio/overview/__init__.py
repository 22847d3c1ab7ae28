"""Portfolio's whole face: the floors above read this and ``portfolio.models``, and nothing else.

What somebody has, as values, is made in the modules beside this one. The rest is lent as it is:
the one page, the review pack and what is read in say things as a case study says them.
"""

from portfolio.bullets import comparing, keeping
from portfolio.bullets.critique import critique
from portfolio.bullets.models import MOST_SKILLS
from portfolio.bullets.models import Kind as PositionKind
from portfolio.bullets.resume import Entry, Line, Resume, SkillLine, resume
from portfolio.casestudies import parts
from portfolio.casestudies.models import Category
from portfolio.overview.period import (
    Evidence,
    Happened,
    Measured,
    Telling,
    Voice,
    around,
    evidence,
    nearest,
)
from portfolio.overview.shelf import Case, Shelf, case_studies, public_links
from portfolio.overview.win_lines import WinLine, drafts, told_wins, wins
from portfolio.readiness import coverage
from portfolio.readiness.stages import Stage
from portfolio.readiness.standing import Next
from portfolio.results import change
from portfolio.results.change import Level
from portfolio.results.figures import Figure, changed, figure
from portfolio.sharing.checks import MOST as MOST_REMARKS
from portfolio.sharing.checks import Remark, Said, open_ones, remarks_in
from portfolio.sharing.exact import holds_exact
from portfolio.sharing.fields import Difference, Field, disclosure, effective
from portfolio.sharing.fields import Kind as FieldKind
from portfolio.sharing.files import stem
from portfolio.sharing.forms import PublishForm, ShareForm, beside
from portfolio.sharing.numbers import Secret
from portfolio.sharing.public import gone
from portfolio.sharing.publishing import secrets_of
from portfolio.sharing.unnaming import Unnaming, variants
from portfolio.stakeholders.waiting import FollowUp, to_ask_again
from portfolio.stories.spoken import of_text as spoken
from portfolio.stories.waiting import Rehearsable, to_rehearse
from portfolio.telling import readme
from portfolio.telling.disclosure import Disclosure, Shown
from portfolio.telling.storing import mapped, read, written
from portfolio.wins import captured
from portfolio.wins.asking import to_ask as to_tell
from portfolio.wins.saying import as_result
from portfolio.wins.worth import Worth
