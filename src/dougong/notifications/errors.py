from dougong.kit.errors import BusinessError


class MailUncertain(BusinessError):
    code = "mail_uncertain"
    status = 409
    zh = "邮件「{title}」交给邮件服务器时中断，不知道对方是否收到，所以没有重发。问过收件人后可手动重发。"
    en = "The mail “{title}” was cut off while it was handed over. It may have arrived, so it was not sent again; ask first, then retry."


class MailRefused(BusinessError):
    code = "mail_refused"
    status = 409
    zh = "邮件「{title}」被邮件服务器拒收：{why}"
    en = "The mail server refused the mail “{title}”: {why}"


class KindUnknown(BusinessError):
    code = "notification_kind_unknown"
    zh = "没有这种提醒：{kind}。"
    en = "There is no such kind of notification: {kind}."
