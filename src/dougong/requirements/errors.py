from dougong.kit.errors import BusinessError


class ReasonNeeded(BusinessError):
    code = "change_reason_needed"
    zh = "{number} 已经和客户确认过，写明变更原因，它会记为一次需求变更。"
    en = "{number} was agreed with the client. Say why it changes: it is kept as a change request."


class RequirementDropped(BusinessError):
    code = "requirement_dropped"
    status = 409
    zh = "{number} 已取消。先恢复，再改动。"
    en = "{number} was dropped. Restore it first."


class PartArchived(BusinessError):
    code = "specification_part_archived"
    status = 409
    zh = "{number} 已归档。先恢复，再改动。"
    en = "{number} is archived. Restore it first."


class NothingToAgree(BusinessError):
    code = "nothing_to_agree"
    status = 409
    zh = "选中的需求里没有待确认的。"
    en = "None of these requirements waits to be agreed."


class NotThisClients(BusinessError):
    code = "contact_of_another"
    zh = "这位联系人不在这个客户的档案里。"
    en = "This contact is not of this client."


class NotInThisSpecification(BusinessError):
    code = "requirement_of_another"
    zh = "有需求不在这份规格里。"
    en = "A requirement is not of this specification."


class KeeperUnknown(BusinessError):
    code = "keeper_unknown"
    zh = "没有这位成员，或者已停用。"
    en = "There is no such colleague, or the account is closed."


class VersionEmpty(BusinessError):
    code = "prototype_version_empty"
    zh = "给出链接，或先把文件传到这个原型下再选它。"
    en = "Give a link, or upload the file to this prototype and choose it."


class FileNotOfPrototype(BusinessError):
    code = "file_not_of_prototype"
    zh = "这个文件不在这个原型下。"
    en = "This file does not belong to this prototype."


class SheetUnknown(BusinessError):
    code = "specification_sheet_unknown"
    zh = "没有找到表头。第一行要有「{needed}」一列，可以先导出一份照着填。"
    en = "No header was found. The first row needs a column “{needed}”; export once to have a form to fill in."


class SheetTooLong(BusinessError):
    code = "specification_sheet_too_long"
    zh = "一次最多导入 {most} 行，这份有 {count} 行。"
    en = "At most {most} rows at a time; this file has {count}."
