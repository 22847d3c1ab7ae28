"""What was added, in a sentence. Values in, a sentence out."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmap.story.importing.keeping import Kept


def said(kept: Kept) -> str:
    """ "Added: 3 positions, 12 lines, 4 skills." """
    if not kept:
        return _("All of it was there already. Nothing is added.")
    counted = (
        (kept.resume.positions, ngettext("%d entry", "%d entries", kept.resume.positions)),
        (kept.resume.lines, ngettext("%d line", "%d lines", kept.resume.lines)),
        (kept.resume.skills, ngettext("%d skill", "%d skills", kept.resume.skills)),
        (kept.certificates, ngettext("%d credential", "%d credentials", kept.certificates)),
        (kept.outcomes, ngettext("%d outcome", "%d outcomes", kept.outcomes)),
        (kept.texts, ngettext("%d text or link", "%d texts and links", kept.texts)),
        (kept.current, ngettext("%d text of LinkedIn", "%d texts of LinkedIn", kept.current)),
    )
    return _("Added: %s.") % ", ".join(words % n for n, words in counted if n)
