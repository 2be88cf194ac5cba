"""The holdings of the apps below: what each keeps on a person."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Q, QuerySet

from dougong.accounts.models import (
    Device,
    Identity,
    Invitation,
    Passkey,
    PastPassword,
    Post,
    RecoveryCode,
    ResetLink,
    SavedView,
    Session,
    SsoLogin,
    Totp,
    User,
    raise_access_version,
)
from dougong.audit.models import AuditEntry
from dougong.clients.models import ClientMerge, Contact, NextStep, TimelineEntry
from dougong.imports.models import ImportRow
from dougong.kit import clock
from dougong.kit.access import NOTHING
from dougong.loyalty.gifts.models import PointsGift
from dougong.loyalty.models import PointsAccount
from dougong.notifications.models import Notification, Preference
from dougong.privacy.holdings import NOBODY, Holding, Person, Shown, delete_rows, register
from dougong.privacy.models import Acknowledgement, Consent, PersonFile, PersonRequest

CONTACTS = ("客户联系人", "Clients' contacts")
PEOPLE = ("员工与客户联系人", "Staff and clients' contacts")
STAFF = ("员工", "Staff")
DEALING = ("与客户联络，订立和履行合同", "To deal with clients, to make and perform contracts")
_SIGN_IN = ("登录与账号安全", "Signing in, and the safety of accounts")
_RECORD = ("留存操作日志（网络安全法第二十一条）", "Logs of operation (Cybersecurity Law, art. 21)")
_LAW = (
    "法律要求留存：操作日志不少于六个月（网络安全法第二十一条），只增不改。",
    "Kept by law: logs of operation for at least six months (Cybersecurity Law, art. 21); they are never changed.",
)
_ASKED = (
    "证明已依法取得同意、答复请求（个人信息保护法第十四、五十条）；姓名随人匿名。",
    "Proof of consent and of answers (Personal Information Protection Law, arts. 14, 50); the name goes with the person.",
)


def shown(text: str) -> tuple[Shown, ...]:
    """`name 中文 English words / …`."""
    return tuple((name, zh, en) for name, zh, en in (each.split(" ", 2) for each in text.split(" / ")))


def by_user(person: Person, path: str = "user_id") -> Q:
    """Rows in which `path` is his account."""
    return Q(**{path: person.user_id}) if person.user_id else NOTHING


def _about(person: Person) -> Q:
    found = Q(contact_id__in=person.contact_ids) if person.contact_ids else NOTHING
    return found | by_user(person) if person.user_id else found


def _no_contact(rows: QuerySet[Any], person: Person) -> int:
    now = clock.now()
    count = 0
    for contact in rows:
        contact.name, contact.post, contact.phone, contact.email = NOBODY[0], "", "", ""
        contact.phone_index = contact.email_index = ""
        contact.decision_role, contact.attitude, contact.is_primary = "unknown", "neutral", False
        contact.influence, contact.reports_to = "unknown", None
        contact.archived_at, contact.user = contact.archived_at or now, None
        contact.store()
        count += 1
    return count


def _no_user(rows: QuerySet[Any], person: Person) -> int:
    count = 0
    for user in rows:
        user.name, user.title, user.email, user.phone = NOBODY[0], "", None, ""
        user.email_index = user.phone_index = ""
        user.password, user.is_active, user.last_login = make_password(None), False, None
        user.store()
        count += 1
    if count:
        raise_access_version()
    return count


def _blot_notes(rows: QuerySet[Any], person: Person) -> int:
    count = 0
    for entry in rows:
        text = person.without(entry.text)
        data = {k: person.without(v) if isinstance(v, str) else v for k, v in entry.data.items()}
        name = NOBODY[0] if person.user_id and entry.actor_id == person.user_id else entry.actor_name
        if (text, data, name) != (entry.text, entry.data, entry.actor_name):
            count += TimelineEntry.objects.filter(pk=entry.pk).update(text=text, data=data, actor_name=name)
    return count


def _blot_steps(rows: QuerySet[Any], person: Person) -> int:
    count = 0
    for step in rows:
        title = person.without(step.title)
        if title != step.title:
            step.title = title
            step.store("title")
            count += 1
    return count


def _blot_cells(rows: QuerySet[Any], person: Person) -> int:
    count = 0
    for row in rows.iterator(chunk_size=200):
        content, undo = blotted(row.content, person), blotted(row.undo, person)
        if content != row.content or undo != row.undo:
            row.content, row.undo = content, undo
            row.save(update_fields=["content", "undo"])
            count += 1
    return count


def blotted(value: Any, person: Person) -> Any:
    if isinstance(value, str):
        return person.without(value)
    if isinstance(value, list):
        return [blotted(item, person) for item in value]
    return {k: blotted(v, person) for k, v in value.items()} if isinstance(value, dict) else value


def _no_images(rows: QuerySet[Any], person: Person) -> int:
    """A merge keeps the people of both dossiers as they were: without their images it can't be undone."""
    return rows.exclude(state="undoing", undoable=False).update(steps="", undoable=False)  # those hold keys alone


def _of_gifts(person: Person) -> Q:
    return by_user(person, "created_by_id") | by_user(person, "settled_by_id")


def _no_gift(rows: QuerySet[Any], person: Person) -> int:
    """Who offered and who answered, and what was written with it."""
    rows.filter(settled_by_id=person.user_id).update(settled_by=NOBODY[0])
    rows.filter(created_by_id=person.user_id).update(offered_by=NOBODY[0], note="")
    return rows.count()


def _of_clients(person: Person) -> Q:
    return Q(client_id__in=person.client_ids)


def _notes(person: Person) -> Q:
    """Entries of his clients that name him, and those he wrote."""
    named = (
        _of_clients(person) & (person.named_in("text") | Q(data__contact_name__in=person.words))
        if person.client_ids
        else NOTHING
    )
    return named | Q(actor_id=person.user_id) if person.user_id else named


register(
    Holding(
        "clients.contact", Contact, "联系人", "Contacts", CONTACTS,
        lambda p: Q(pk__in=p.contact_ids),
        shown(
            "client__name 客户 Client / name 姓名 Name / post 职务 Post / phone 电话 Phone / "
            "email 邮箱 E-mail / decision_role 决策角色 Role in decisions / attitude 态度 Attitude / "
            "is_primary 主要联系人 Primary / created_at 建立时间 Created / archived_at 归档时间 Archived"
        ),
        DEALING, "contract", "anonymise", _no_contact,
    ),
    Holding(
        "clients.timeline", TimelineEntry, "跟进与时间线", "Notes and timeline", PEOPLE, _notes,
        shown(
            "at 时间 When / client__name 客户 Client / kind 类型 Kind / text 内容 Text / "
            "actor_name 记录人 By"
        ),
        DEALING, "contract", "anonymise", _blot_notes,
    ),
    Holding(
        "clients.step", NextStep, "下一步与承诺", "Next steps and promises", PEOPLE,
        lambda p: (_of_clients(p) & p.named_in("title")) | by_user(p, "assignee_id"),
        shown("title 内容 What / client__name 客户 Client / due_on 到期日 Due / done_at 完成 Done"),
        DEALING, "contract", "anonymise", _blot_steps,
    ),
    Holding(
        "clients.merge", ClientMerge, "合并前的档案（供撤销）", "Dossiers before a merge, to undo it", CONTACTS,
        lambda p: Q(survivor_id__in=p.client_ids, undoable=True) if p.client_ids else NOTHING,
        shown("created_at 合并时间 Merged / kept_name 客户 Client"),
        ("撤销合并", "To undo merges"), "contract", "anonymise", _no_images,
    ),
    Holding(
        "imports.row", ImportRow, "导入的原始行", "Imported rows", CONTACTS,
        lambda p: Q(object_id__in=p.client_ids) if p.client_ids else NOTHING,
        shown("batch__filename 文件 File / number 行号 Row / state 状态 State"),
        ("核对与撤销导入", "To check and undo imports"), "contract", "anonymise", _blot_cells,
    ),
    Holding(
        "loyalty.account", PointsAccount, "本人的积分账户", "Points of one's own", CONTACTS, lambda p: Q(contact_id__in=p.contact_ids),
        shown("client__name 客户 Client / balance 积分 Points / created_at 开立时间 Opened / last_entry_at 最近变动 Last moved"),
        DEALING, "contract",
        why=(
            "积分账只增不改，流水不记姓名；账户随联系人匿名。",
            "The points ledger is only added to and names nobody; the account goes anonymous with its contact.",
        ),
    ),
    Holding(
        "loyalty.gift", PointsGift, "积分互赠", "Gifts of points", CONTACTS, _of_gifts,
        shown("created_at 发起时间 Offered / points 积分 Points / state 状态 State / note 附言 Note"),
        DEALING, "contract", "anonymise", _no_gift,
    ),
    Holding(
        "privacy.consent", Consent, "同意记录", "Consents", PEOPLE, _about,
        shown(
            "purpose 目的 Purpose / notice__number 说明版本 Notice / given_at 同意时间 Given / how 方式 How / "
            "withdrawn_at 撤回时间 Withdrawn"
        ),
        ("证明同意", "Proof of consent"), "duty", why=_ASKED,
    ),
    Holding(
        "privacy.request", PersonRequest, "个人信息请求", "Requests", PEOPLE, _about,
        shown(
            "number 编号 Number / kind 类型 Kind / received_on 收到 Received / due_on 期限 Due / "
            "state 状态 State / wish 请求 Request / answer 答复 Answer"
        ),
        ("答复个人的请求", "To answer requests"), "duty", why=_ASKED,
    ),
    Holding(
        "privacy.file", PersonFile, "导出的个人信息文件", "Files made for a person", PEOPLE, _about,
        shown("created_at 申请时间 Asked / taken_at 取走时间 Taken"),
        ("答复个人的请求", "To answer requests"), "duty", why=_ASKED,
    ),
    Holding(
        "privacy.read", Acknowledgement, "已阅隐私说明", "Notices read", PEOPLE, by_user,
        shown("notice__number 版本 Version / at 时间 When"), ("证明已告知", "Proof of notice"), "duty", "delete", delete_rows,
    ),
    Holding(
        "notifications.notification", Notification, "提醒", "Notices", PEOPLE, by_user,
        shown("created_at 时间 When / kind 类型 Kind"), ("提醒待办", "To remind"), "contract", "delete", delete_rows,
    ),
    Holding(
        "notifications.preference", Preference, "提醒偏好", "Preferences", PEOPLE, by_user,
        shown("kind 类型 Kind / app 站内 In the app / mail 邮件 Mail"), ("提醒待办", "To remind"), "contract", "delete", delete_rows,
    ),
    Holding(
        "accounts.view", SavedView, "保存的视图", "Saved views", STAFF, by_user,
        shown("list_code 列表 List / name 名称 Name"), _SIGN_IN, "staff", "delete", delete_rows,
    ),
    Holding(
        "audit.entry", AuditEntry, "操作记录", "Records of acts", PEOPLE,
        lambda p: by_user(p, "actor_id"),
        shown(
            "at 时间 When / action 操作 Act / resource 对象类型 Kind / title 对象 Object / "
            "address 网络地址 Address / channel 渠道 Channel"
        ),
        _RECORD, "duty", why=_LAW, until=("不少于六个月", "At least six months"),
    ),
)  # fmt: skip

for _code, _model, _zh, _en, _cols in (
    ("session", Session, "登录会话", "Sessions", shown(
            "created_at 开始 Begun / last_used_at 最近使用 Last used / address 网络地址 Address / "
            "agent 浏览器 Browser"
        )),
    ("device", Device, "登录过的设备", "Known devices", shown("agent 浏览器 Browser")),
    ("identity", Identity, "统一登录的账号", "Accounts elsewhere", shown("label 账号 Account / linked_at 关联时间 Linked")),
    ("sso_login", SsoLogin, "统一登录的记录", "Sign-ins by others' word", shown("at 时间 When")),
    ("totp", Totp, "动态口令", "Authenticator", shown("confirmed_at 启用时间 Since")),
    ("passkey", Passkey, "通行密钥", "Passkeys", shown("pk 编号 Number")),
    ("recovery", RecoveryCode, "恢复码", "Recovery codes", shown("pk 编号 Number")),
    ("past_password", PastPassword, "用过的密码（散列）", "Past passwords (hashes)", shown("pk 编号 Number")),
    ("invitation", Invitation, "入职邀请", "Invitations", shown("created_at 邀请时间 Invited / expires_at 到期 Expires")),
    ("post", Post, "岗位", "Posts", shown(
            "department__name 部门 Department / title 职务 Title / since 开始 Since / until 到 Until"
        )),
    ("reset", ResetLink, "重设密码链接", "Reset links", shown("expires_at 到期 Expires")),
):  # fmt: skip
    register(
        Holding(f"accounts.{_code}", _model, _zh, _en, PEOPLE, by_user, _cols, _SIGN_IN, "contract", "delete", delete_rows)
    )  # fmt: skip

# Last: the rows above are found by the account.
register(
    Holding(
        "accounts.user", User, "账号", "Account", PEOPLE, lambda p: by_user(p, "pk"),
        shown(
            "name 姓名 Name / email 邮箱 E-mail / phone 电话 Phone / title 职务 Title / "
            "department__name 部门 Department / kind 类型 Kind / is_active 启用 Active / "
            "last_login 最近登录 Last sign-in / created_at 建立时间 Created"
        ),
        _SIGN_IN, "contract", "anonymise", _no_user,
    ),
)  # fmt: skip
