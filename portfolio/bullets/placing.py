"""The order of lines below a position. Both rows, or all of them, are written in one turn."""

from django.db.models import Max

from portfolio.bullets.models import Bullet, Position


def swap(bullet: Bullet, *, up: bool) -> None:
    """One place up or down among its neighbours; at the end it stays. Places are numbered anew,
    since lines from elsewhere may share one."""
    rows = list(Bullet.objects.filter(user=bullet.user_id, position=bullet.position_id))
    at = next(number for number, row in enumerate(rows) if row.pk == bullet.pk)
    other = at - 1 if up else at + 1
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    for place, row in enumerate(rows, start=1):
        row.place = place
    Bullet.objects.bulk_update(rows, ["place"])


def put_below(bullet: Bullet, position: Position | None) -> None:
    """As the last one there."""
    there = Bullet.objects.filter(user=bullet.user_id, position=position).exclude(pk=bullet.pk)
    bullet.position = position
    bullet.place = (there.aggregate(Max("place"))["place__max"] or 0) + 1
    bullet.save(update_fields=["position", "place"])
