from django.db.models import Q

from dougong.kit.access import NOTHING
from dougong.kit.registry import Resource, register
from dougong.portal.models import Invitation
from dougong.privacy.holdings import Holding, delete_rows
from dougong.privacy.holdings import register as register_holding

register(
    Resource(
        code="portal.invitation",
        model=Invitation,
        zh="客户窗口邀请",
        en="Invitations to the client's window",
        row_filter=lambda actor, action: NOTHING,  # shown once, to whoever made it; never listed
        title=lambda invitation: str(invitation.pk),
        actions=(),
        scopes=(),
        secret_fields=("digest",),
    )
)
register_holding(
    Holding(
        "portal.invitation",
        Invitation,
        "客户窗口邀请",
        "Invitations",
        ("客户联系人", "Clients' contacts"),
        lambda person: Q(user_id=person.user_id) if person.user_id else NOTHING,
        (("created_at", "发出", "Sent"), ("used_at", "使用", "Used")),
        ("开通客户窗口", "To open the client's window"),
        "contract",
        "delete",
        delete_rows,
    )
)
