"""What the date changes by itself: posts begin and end."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from dougong.accounts.models import Post, User, raise_access_version
from dougong.accounts.structure import placing
from dougong.kit import clock
from dougong.kit.jobs import JobContext, periodic


@periodic("accounts.posts_of_the_day", every=dt.timedelta(hours=1))
def posts_of_the_day(ctx: JobContext) -> None:
    """Whose main post began or ended lately stands in its department from today. Reach itself goes by the day without it."""
    today = clock.today()
    week = today - dt.timedelta(days=7)
    turned = Post.objects.filter(Q(since__range=(week, today)) | Q(until__range=(week, today)))
    for user_id in set(turned.values_list("user_id", flat=True)):
        with transaction.atomic():
            user: User = User.objects.locked(user_id)
            changed = placing.mirrored(user)
            if changed:
                user.store(*changed)
                raise_access_version()
