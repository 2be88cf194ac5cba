from dougong.kit.errors import BusinessError


class InterviewDone(BusinessError):
    code = "interview_done"
    status = 409
    zh = "这次访谈已经完成。先改为继续访谈，再改答案。"
    en = "This interview is finished. Continue it first, then change answers."


class InterviewNotDone(BusinessError):
    code = "interview_not_done"
    status = 409
    zh = "访谈还没有完成。完成后再写入档案。"
    en = "The interview is not finished. Finish it, then write into the dossier."


class AnswersApplied(BusinessError):
    code = "interview_applied"
    status = 409
    zh = "这次访谈的答案已经写进档案。先撤回写入。"
    en = "Its answers stand in the dossier already. Take them back first."


class NothingChosen(BusinessError):
    code = "interview_nothing_chosen"
    zh = "没有选中要写入的字段。"
    en = "No field was chosen."


class NothingApplied(BusinessError):
    code = "interview_nothing_applied"
    status = 409
    zh = "这次访谈没有写进档案的内容。"
    en = "Nothing of this interview stands in the dossier."


class NoSuchTemplate(BusinessError):
    code = "interview_no_template"
    zh = "没有这个访谈模板，或它已停用。"
    en = "There is no such template, or it is no longer used."


class NotOfThisClient(BusinessError):
    code = "interview_not_of_client"
    zh = "它不属于这个客户。"
    en = "It does not belong to this client."
