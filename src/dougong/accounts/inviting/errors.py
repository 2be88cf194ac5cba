from dougong.kit.errors import BusinessError


class InvitationSpent(BusinessError):
    code = "invitation_spent"
    zh = "这个邀请链接已经用过、收回或过期了。请发邀请的同事重发一次。"
    en = "This invitation was used, withdrawn or has expired. Ask whoever invited you to send it again."


class HasSignedIn(BusinessError):
    code = "invited_has_password"
    zh = "{name} 已有密码，不用邀请。忘记密码可以重设。"
    en = "{name} has a password already and needs no invitation. A forgotten one can be reset."


class NoMailbox(BusinessError):
    code = "invited_no_email"
    zh = "{name} 没有邮箱，发不了邀请。先填邮箱。"
    en = "{name} has no e-mail to be invited by. Enter one first."


class InvitationOver(BusinessError):
    code = "invitation_over"
    status = 409
    zh = "{name} 已经接受邀请了。"
    en = "{name} has accepted the invitation already."
