from dougong.kit.errors import BusinessError


class UsccTaken(BusinessError):
    code = "uscc_taken"
    status = 409
    zh = "这个信用代码已有档案：{name}。"
    en = "There is already a dossier with this code: {name}."


class UsccWrong(BusinessError):
    code = "uscc_wrong"
    zh = "{zh}"
    en = "{en}"


class PhoneWrong(BusinessError):
    code = "phone_wrong"
    zh = "{zh}"
    en = "{en}"


class ClientArchived(BusinessError):
    code = "client_archived"
    status = 409
    zh = "「{name}」已归档。先恢复，再改动。"
    en = "“{name}” is archived. Restore it first."


class OwnerUnknown(BusinessError):
    code = "owner_unknown"
    zh = "没有这位成员，或者已停用。"
    en = "There is no such colleague, or the account is closed."
