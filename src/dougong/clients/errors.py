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


class CircleOfReports(BusinessError):
    code = "circle_of_reports"
    zh = "{name}本来就在他下面，不能再向{name}汇报。"
    en = "{name} already reports to this person."


class NoSuchSuperior(BusinessError):
    code = "no_such_superior"
    zh = "汇报对象要是这个客户的另一位联系人。"
    en = "They can report only to another contact of this client."


class CircleOfCompanies(BusinessError):
    code = "circle_of_companies"
    status = 409
    zh = "「{name}」已经是它的下属，不能再作上级。"
    en = "“{name}” already belongs to it and can't stand above it."


class NotADraft(BusinessError):
    code = "not_a_draft"
    status = 409
    zh = "「{name}」不是草稿，不用再提交。"
    en = "“{name}” is no draft; there is nothing to submit."


class NoMail(BusinessError):
    code = "no_mail"
    zh = "「{name}」不是邮件文件。在邮件软件里另存为 .eml 再导入。"
    en = "“{name}” is no mail. Save it as .eml in your mail program first."


class ClientMergedAway(BusinessError):
    """The dossier is part of another by now, which the actor sees; `id` is that one's."""

    code = "client_merged"
    status = 409
    zh = "这个客户已并入「{name}」，请改那一份档案。"
    en = "This client was merged into “{name}”: change that dossier."


class MergeTooFew(BusinessError):
    code = "merge_too_few"
    zh = "至少选两个客户，最多 {most} 个。"
    en = "Choose two clients at least, {most} at most."


class MergeStopped(BusinessError):
    code = "merge_stopped"
    status = 409
    zh = "现在不能合并：{why}"
    en = "They can't be merged now: {why_en}"


class MergeReason(BusinessError):
    code = "merge_reason_needed"
    zh = "写明为什么合并。"
    en = "Say why they are merged."


class MergeUndone(BusinessError):
    code = "merge_undone"
    status = 409
    zh = "这次合并已经撤销了。"
    en = "This merge has been undone."


class MergeUnderWay(BusinessError):
    code = "merge_under_way"
    status = 409
    zh = "这次合并正在进行或撤销中，等它结束。"
    en = "This merge is being done or undone now: wait for its end."


class MergeNotLast(BusinessError):
    code = "merge_not_last"
    status = 409
    zh = "「{name}」之后又并入了「{into}」。先撤销那一次合并，再撤销这一次。"
    en = "“{name}” was merged into “{into}” after that. Undo that merge first."


class MergeSealed(BusinessError):
    code = "merge_sealed"
    status = 409
    zh = "这次合并已不能撤销：其中的个人信息已按请求删除。"
    en = "This merge can no longer be undone: personal data in it was erased."
