"""What a person was told, and how he wants to be told, is his own; reminders follow the records that they are about."""

from dougong.kit.handing import stays

stays(
    "a person's own, which ends or rests with his account",
    "notifications.Notification.user",
    "notifications.Preference.user",
)
