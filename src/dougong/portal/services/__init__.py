"""What can be done about the client's window: letting somebody in, and out again; his own password."""

from dougong.portal.services.access import Invited, invite, revoke
from dougong.portal.services.passwords import change_password, open_invitation, sign_in

__all__ = ["Invited", "change_password", "invite", "open_invitation", "revoke", "sign_in"]
