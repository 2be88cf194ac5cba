from dougong.kit.errors import BusinessError


class RotationRunning(BusinessError):
    code = "rotation_running"
    status = 409
    zh = "这一类密钥正在更换中，先等它做完，或在「密钥」页继续。"
    en = "A change of these keys is under way: wait for it, or continue it on the page of keys."


class KeyInUse(BusinessError):
    code = "key_in_use"
    status = 409
    zh = "密钥 {key} 还不能停用：它是正在写入的密钥，或还有 {count} 个值由它加密。先更换密钥并等它做完。"
    en = "Key {key} can't be retired: it writes, or {count} values are still under it. Rotate first, and let that finish."


class NoSuchKey(BusinessError):
    code = "no_such_key"
    status = 404
    zh = "密钥文件夹里没有这把密钥。"
    en = "There is no such key in the key folder."


class NotMasked(BusinessError):
    code = "not_masked"
    status = 409
    zh = "这一项对你本来就完整显示，或完全不显示。"
    en = "This field is shown to you whole, or not at all."


class NoSuchPerson(BusinessError):
    code = "no_such_person"
    status = 404
    zh = "没有这个人，或已匿名化。"
    en = "There is no such person, or the person has been made anonymous."


class ErasureBlocked(BusinessError):
    code = "erasure_blocked"
    status = 409
    zh = "现在还不能删除：{why}"
    en = "This person can't be erased yet: {why_en}"


class NothingAsked(BusinessError):
    code = "request_needs_person"
    zh = "写明是谁提出的：选一位联系人或成员，或写下姓名。"
    en = "Say whose request it is: choose a contact or a member, or write a name."


class AlreadyClosed(BusinessError):
    code = "request_closed"
    status = 409
    zh = "{number} 已经办结。"
    en = "{number} is closed already."


class AnswerNeeded(BusinessError):
    code = "answer_needed"
    zh = "拒绝时要写明理由（个人信息保护法第五十条）。"
    en = "A refusal states its reason (Personal Information Protection Law, art. 50)."


class ConsentKnown(BusinessError):
    code = "consent_known"
    status = 409
    zh = "这个人对这个目的的同意已经记过，还有效。"
    en = "This person's consent to this purpose is on record and holds."


class FileTaken(BusinessError):
    code = "file_taken"
    status = 410
    zh = "这份文件已经下载过，或已过期删除。需要时重新导出。"
    en = "This file has been taken already, or has expired. Make a new one."


class NoticePublished(BusinessError):
    code = "notice_published"
    status = 409
    zh = "已发布的版本不能再改；请新建一版。"
    en = "A published version can't be changed; start a new one."


class NoSuchChoice(BusinessError):
    code = "no_such_choice"
    zh = "{value} 不在可选范围内。"
    en = "{value} is not among the choices."
