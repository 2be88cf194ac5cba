from dougong.kit.errors import BusinessError


class EmailTaken(BusinessError):
    code = "email_taken"
    zh = "{email} 已是 {name} 的账号。"
    en = "{email} is already {name}'s account."


class PhoneTaken(BusinessError):
    code = "phone_taken"
    zh = "这个手机号已经用于另一个账号。"
    en = "This phone belongs to another account."


class DepartmentLoop(BusinessError):
    code = "department_loop"
    zh = "「{name}」在它自己下面，不能当上级。"
    en = "“{name}” lies below it and can't be its parent."


class ViewNameTaken(BusinessError):
    code = "view_name_taken"
    zh = "已有一个叫「{name}」的视图。"
    en = "There is already a view called “{name}”."


class NotYourself(BusinessError):
    code = "not_yourself"
    zh = "不能停用自己的账号，也不能去掉自己的管理员角色。请另一位管理员来做。"
    en = "You can't deactivate yourself or give up your own administrator role. Another administrator can."


class LastAdministrator(BusinessError):
    code = "last_administrator"
    zh = "{name} 是最后一位管理员。先让另一个人成为管理员。"
    en = "{name} is the last administrator. Make somebody else one first."


class UnknownRole(BusinessError):
    code = "unknown_role"
    zh = "没有「{role}」这个角色。"
    en = "There is no role “{role}”."
