"""A table's counts take the place of those that an earlier table gave for the same weeks."""

from django.db import transaction

from roadmap.lanes.incidents.counting import Counted
from roadmap.lanes.incidents.models import MOST, Incident, Source
from roadmap.lanes.owners import Owner


@transaction.atomic
def keep(owner: Owner, counted: Counted) -> int:
    """Keep the figures. The same table twice gives the same. Returns how many weeks were replaced.

    What was tapped stays: it is another source.
    """
    before = Incident.objects.of(owner).filter(source=Source.CSV, week__in=counted.dated_weeks)
    replaced = before.values("week").distinct().count()
    before.delete()
    Incident.objects.bulk_create(
        [
            Incident(
                **owner.fields, pain=pain, week=week, source=Source.CSV, count=min(MOST, number)
            )
            for week, of_pain in counted.weeks.items()
            for pain, number in of_pain.items()
        ],
        ignore_conflicts=True,  # the same table sent twice at the same moment
    )
    return replaced
