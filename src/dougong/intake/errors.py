from dougong.kit.errors import BusinessError


class UndoTooLate(BusinessError):
    code = "enquiry_undo_too_late"
    status = 409
    zh = "建好以后已有改动或新内容，不能再撤销。档案不要了就归档。"
    en = (
        "What was made has been changed or added to since: it can't be undone. Archive the dossier if it is not wanted."
    )


class RuleIncomplete(BusinessError):
    code = "rule_incomplete"
    zh = "每条规则选一个地区，再选一位同事或一个部门。"
    en = "Each rule takes a region, and a colleague or a department."


class RegionTwice(BusinessError):
    code = "region_twice"
    zh = "同一个地区只能有一条规则。"
    en = "There can be one rule for a region."


class ChallengeFailed(BusinessError):
    code = "challenge_failed"
    zh = "这个页面开得太久，或校验没有通过。内容还在，再提交一次。"
    en = "The page was open too long, or its check failed. What you typed is kept: send it again."


class ConsentMissing(BusinessError):
    code = "consent_missing"
    zh = "勾选同意后才能提交。"
    en = "It can only be sent once you agree."


class NothingTaken(BusinessError):
    code = "uploads_not_taken"
    zh = "这个表单不收文件。"
    en = "This form takes no files."


class TooManyFiles(BusinessError):
    code = "too_many_files"
    zh = "最多 {most} 个文件。"
    en = "{most} files at most."


class FileTooBig(BusinessError):
    code = "public_file_too_big"
    zh = "每个文件最大 {most} MB。"
    en = "A file may have {most} MB at most."


class AnswersUnreadable(BusinessError):
    code = "answers_unreadable"
    zh = "提交的内容读不懂。"
    en = "What was sent can't be read."


class AlreadyDecided(BusinessError):
    code = "submission_decided"
    status = 409
    zh = "{who}已经处理过这条。"
    en = "{who} has dealt with this already."


class NoName(BusinessError):
    code = "submission_no_name"
    zh = "填上客户名称，才能建档。"
    en = "A dossier needs the client's name."


class KeeperUnknown(BusinessError):
    code = "public_form_owner_unknown"
    zh = "没有这位成员，或者已停用。"
    en = "There is no such colleague, or the account is closed."


class OriginWrong(BusinessError):
    code = "public_form_origin"
    zh = "「{origin}」不是网站地址，写成 https://www.example.com 这样。"
    en = "“{origin}” is no site. Write it like https://www.example.com."


class FormUnknown(BusinessError):
    code = "public_form_unknown"
    zh = "没有这份问卷，或它不是网页表单用的。"
    en = "There is no such questionnaire, or it is not for the web."
