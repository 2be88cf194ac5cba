from dougong.kit.access import NOTHING
from dougong.kit.registry import Resource, register
from dougong.portal.models import Invitation

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
