"""Notices lead to the record that bears what they tell of."""

from dougong.kit.merging import ANY, Mover, moves
from dougong.notifications.models import Notification

moves(
    Mover(
        ANY, "notifications.notification", "提醒", "Notices", Notification, "object_id", kind="resource", told=False, ahead=True
    )
)  # fmt: skip
