"""What somebody's postings say of certifications: which they name, and which stand for the skills
they ask for."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from certifications.overview import named_in, only_one
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.postings.overall import overall
from roadmap.lanes.postings.taxonomy import skills
from roadmap.signals.stands_for import known


def demand(postings: Sequence[Posting]) -> only_one.Demand:
    """Each posting counts once, however often it says the same."""
    naming = Counter(slug for posting in postings for slug in set(named_in(posting.text)))
    asked_in: dict[str, set[int]] = defaultdict(set)
    for skill in overall([posting.reading for posting in postings]).skills:
        asked_in[skill.slug] = {said.posting for said in skill.said}
    return only_one.Demand(
        postings=len(postings),
        naming=naming,
        asking={slug: _asked(sorted(one.core), asked_in) for slug, one in known().items()},
    )


def _asked(core: Sequence[str], asked_in: dict[str, set[int]]) -> only_one.Asked:
    """Of the skills it stands for, those that are asked for, and in how many postings."""
    found = [slug for slug in core if asked_in.get(slug)]
    postings = set[int]().union(*(asked_in[slug] for slug in found))
    return only_one.Asked(len(postings), ", ".join(skills()[slug].name for slug in found))
