"""Notices of a record that is gone lead nowhere."""

from django.db.models import Q

from dougong.kit.purging import Ids, Trace, traces
from dougong.notifications.models import Notification


def _about(code: str, ids: Ids) -> Q:
    return Q(resource=code, object_id__in=[str(i) for i in ids])


traces(Trace("notifications.notification", "提醒", "Notices", Notification, _about))
