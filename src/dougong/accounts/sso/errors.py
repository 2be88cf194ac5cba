from __future__ import annotations

from dougong.kit.errors import BusinessError


class SsoRefused(BusinessError):
    """What came back is not what was asked for: forged, late, used before, or by another browser."""

    code = "sso_refused"
    status = 401
    zh = "「{name}」的登录结果没有通过核对，请重新登录一次。"
    en = "What “{name}” sent back did not pass the checks. Sign in once more."


class SsoOver(BusinessError):
    code = "sso_over"
    status = 401
    zh = "这次登录已过期，或已经用过。请重新开始。"
    en = "This sign-in has expired or was used. Start again."


class SsoCancelled(BusinessError):
    code = "sso_cancelled"
    status = 401
    zh = "没有在「{name}」完成登录（{why}）。"
    en = "Sign-in at “{name}” was not completed ({why})."


class SsoNotLinked(BusinessError):
    code = "sso_not_linked"
    status = 403
    zh = "「{name}」的这个账号还没有关联到这里的成员。先用别的方式登录，在账号安全里关联；或请管理员帮忙。"
    en = "This account of “{name}” is not linked to anybody here. Sign in another way and link it, or ask an administrator."


class SsoInactive(BusinessError):
    code = "sso_inactive"
    status = 403
    zh = "您的账号已停用，请联系管理员。"
    en = "Your account is deactivated. Ask an administrator."


class SsoOtherCompany(BusinessError):
    code = "sso_other_company"
    status = 403
    zh = "您在「{name}」登录的不是本公司的账号。"
    en = "You signed in at “{name}” with another company's account."


class SsoTaken(BusinessError):
    code = "sso_taken"
    status = 409
    zh = "「{name}」的这个账号已经关联到另一位成员。"
    en = "This account of “{name}” is linked to somebody else."


class SsoNotYou(BusinessError):
    code = "sso_not_you"
    status = 403
    zh = "在「{name}」登录的不是您关联的账号。"
    en = "The account used at “{name}” is not the one linked to you."


class SsoNotFresh(BusinessError):
    code = "sso_not_fresh"
    status = 403
    zh = "「{name}」没有证明您刚刚重新登录过，不能用它确认身份。"
    en = "“{name}” did not show that you have just signed in again, so it can't confirm who you are."


class ProviderFailed(BusinessError):
    """`what` is the provider's own error code, never what it was sent."""

    code = "provider_failed"
    status = 502
    zh = "「{name}」没有认可这次请求（{what}）。请管理员检查配置。"
    en = "“{name}” refused the request ({what}). An administrator should check the configuration."


class ProviderUnfit(BusinessError):
    code = "provider_unfit"
    zh = "{zh}"
    en = "{en}"


class ProviderCodeTaken(BusinessError):
    code = "provider_code_taken"
    zh = "已有一个代码是「{given}」的登录方式。"
    en = "There is already a way to sign in with the code “{given}”."


class ProviderInUse(BusinessError):
    code = "provider_in_use"
    zh = "还有 {count} 人关联着「{name}」。可以停用；要删除，先让他们取消关联。"
    en = "{count} people are linked to “{name}”. Disable it instead, or let them unlink first."


class LastWayIn(BusinessError):
    code = "last_way_in"
    zh = "这是您唯一的登录方式，不能取消。先设置密码或通行密钥，或关联另一个。"
    en = "This is your only way to sign in. Set a password or a passkey, or link another one first."


class NoProviderLeft(BusinessError):
    code = "no_provider_left"
    zh = "公司要求只用统一登录，至少要保留一种启用的方式。"
    en = "The company signs in by single sign-on only: one enabled way must remain."


class NobodySpared(BusinessError):
    code = "nobody_spared"
    field_name = "spared"
    zh = "先选至少一位应急管理员：在用、能管理成员、设有密码和两步登录。"
    en = "Choose at least one person for emergencies: active, keeping people, with a password and a second factor."


class NotTriedYourself(BusinessError):
    code = "not_tried_yourself"
    zh = "先用一种统一登录方式登录成功一次，再要求所有人只用它。"
    en = "Sign in by single sign-on once yourself before everybody must."


class RoleTooStrong(BusinessError):
    code = "role_too_strong"
    zh = "「{name}」能管理成员、权限或审计，不能自动授予。"
    en = "“{name}” keeps people, grants or the record, and is never given automatically."
