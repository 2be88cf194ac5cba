"""Those who are asked into the client's window are no colleagues."""

from dougong.kit.handing import stays

stays("a client's own person, who is no colleague", "portal.Invitation.user")
