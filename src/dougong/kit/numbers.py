"""Running numbers of contracts, projects and the like."""

from django.db import transaction

from dougong.kit.models import Counter


def next_number(kind: str, year: int) -> int:
    """The next number of `kind` in `year`. The counter's row stays locked until the caller's transaction ends: no gap, no twin."""
    with transaction.atomic():
        Counter.objects.get_or_create(kind=kind, year=year)
        row = Counter.objects.select_for_update().get(kind=kind, year=year)
        row.last += 1
        row.save(update_fields=["last"])
        return row.last
