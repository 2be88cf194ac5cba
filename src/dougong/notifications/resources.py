from dougong.accounts.roles import ROLES
from dougong.kit.registry import Resource, register
from dougong.notifications import policies
from dougong.notifications.models import MailDelivery, Notification, Preference

register(
    Resource(
        code=policies.NOTIFICATION,
        model=Notification,
        zh="通知",
        en="Notifications",
        row_filter=policies.own,
        contact_filter=policies.contact_own,
        title=lambda notification: notification.kind,
        link="/notifications",
        actions=("view", "update"),
        scopes=("own",),
        words={"update": ("标记已读", "Mark as read")},
        children=(MailDelivery, Preference),
        grants=dict.fromkeys(ROLES, "view:own update:own"),
    )
)
