from dougong.kit.errors import BusinessError


class NoLogin(BusinessError):
    code = "contact_has_no_login"
    status = 409
    zh = "{name}还没有手机号或邮箱。先补一个，客户用它登录。"
    en = "{name} has neither phone nor e-mail. Add one: the contact signs in with it."


class LoginIsStaff(BusinessError):
    code = "contact_login_is_staff"
    status = 409
    zh = "这个手机号或邮箱是本公司成员的账号，不能用来登录客户窗口。"
    en = "This phone or e-mail belongs to a colleague's account and can't open the client's window."


class KnownElsewhere(BusinessError):
    """The phone or e-mail signs in for a client whom the actor may not change: he can't vouch for who holds it."""

    code = "contact_known_elsewhere"
    status = 409
    zh = "这个手机号或邮箱已能进入另一家客户的窗口。请能管理这两家客户的同事来邀请。"
    en = "This phone or e-mail already opens another client's window. Ask a colleague who manages both clients to invite."


class ContactArchived(BusinessError):
    code = "contact_archived"
    status = 409
    zh = "{name}已归档。先恢复，再邀请。"
    en = "{name} is archived. Restore the contact first."


class InvitationSpent(BusinessError):
    code = "invitation_spent"
    status = 410
    zh = "这个链接已经用过，或者过了 7 天。请联系您的客户经理再发一个。"
    en = "This link has been used or is older than 7 days. Please ask your account manager for a new one."


class PasswordWrong(BusinessError):
    code = "password_wrong"
    zh = "现在的密码不对。"
    en = "That is not your present password."


class ConsentNeeded(BusinessError):
    code = "consent_needed"
    status = 403
    zh = "使用客户窗口之前，请先阅读隐私说明并同意。"
    en = "Before using the window, please read the privacy notice and agree to it."


class StatementTooLong(BusinessError):
    code = "points_statement_too_long"
    zh = "这段时间超过 {most} 笔，请分几次下载。"
    en = "There are more than {most} lines in these days. Take a shorter time."
