from dougong.kit.errors import BusinessError


class UnknownGrant(BusinessError):
    code = "unknown_grant"
    zh = "「{what}」不是可以授予的权限。"
    en = "“{what}” is not a right that can be granted."


class UnknownFieldRule(BusinessError):
    code = "unknown_field_rule"
    zh = "字段规则「{what}」不认识，或这个字段不能脱敏。"
    en = "The field rule “{what}” is unknown, or the field can't be masked."


class NobodyKeepsGrants(BusinessError):
    code = "nobody_keeps_grants"
    zh = "这样改之后，没有任何在用的成员能管理成员和权限，谁也改不回来。先让另一个人能管。"
    en = "After this change no active person could keep people and grants, and nobody could put it right. Let somebody else first."


class RoleBuiltIn(BusinessError):
    code = "role_built_in"
    zh = "「{name}」是自带的角色，可以改、可以恢复默认，不能删除。"
    en = "“{name}” came with the installation: it can be changed and put back, not removed."


class RoleHeld(BusinessError):
    code = "role_held"
    zh = "还有 {count} 个人是「{name}」。先给他们换一个角色。"
    en = "{count} people still have the role “{name}”. Give them another one first."


class RoleNameTaken(BusinessError):
    code = "role_name_taken"
    zh = "已有一个叫「{name}」的角色。"
    en = "There is already a role called “{name}”."


class RoleFixed(BusinessError):
    code = "role_fixed"
    zh = "客户联系人能看到什么由客户窗口决定，不能在这里改。"
    en = "What a client's contact sees is set by the client's window and can't be changed here."


class NotThisPerson(BusinessError):
    code = "not_this_person"
    zh = "只能以在用的同事的身份查看，不能是自己，也不能是比您权限更大的管理员。"
    en = "You can look as an active colleague only: not as yourself, and not as another who keeps grants."


class PowersMeet(BusinessError):
    code = "powers_meet"
    zh = "三权分立已开启，{name}会同时有{zh}的权限，不能这样给。"
    en = "Duties are kept apart, and {name} would hold {en} together."


class OtherPower(BusinessError):
    code = "other_power"
    status = 403
    zh = "三权分立已开启，{name}的密码、邮箱和登录方式只能由本人修改。"
    en = "Duties are kept apart: only {name} changes that account's password, e-mail and ways to sign in."


class NoLookWhileApart(BusinessError):
    code = "no_look_while_apart"
    status = 403
    zh = "三权分立已开启，不能以他人身份查看。"
    en = "Duties are kept apart: nobody looks as another."


class PowerUnheld(BusinessError):
    code = "power_unheld"
    zh = "还没有人负责{zh}，不能开启。"
    en = "Nobody holds {en} yet, so duties can't be kept apart."
