"""What is held on a person follows him when two contacts become one."""

from dougong.clients.merge.people import CONTACT
from dougong.kit.merging import Mover, moves
from dougong.privacy.models import Consent, Erasure, PersonFile, PersonRequest

moves(
    Mover(CONTACT, "privacy.consent", "同意记录", "Consents", Consent, "contact_id"),
    Mover(CONTACT, "privacy.request", "个人信息请求", "Requests of persons", PersonRequest, "contact_id"),
    Mover(CONTACT, "privacy.file", "导出的个人信息文件", "Files made for persons", PersonFile, "contact_id"),
    Mover(CONTACT, "privacy.erasure", "删除个人信息的记录", "Records of erasures", Erasure, "contact_id"),
)
