"""The mail that asks somebody in."""

from __future__ import annotations

import uuid

from django.conf import settings

from dougong.accounts import mails
from dougong.accounts.inviting import services
from dougong.accounts.inviting.models import LIFE
from dougong.accounts.models import Invitation, User
from dougong.kit.jobs import JobContext, job
from dougong.kit.links import address as page

_WORDS = {
    "zh": (
        "邀请您加入",
        "{name}，您好：\n\n{by}邀请您使用{company}的斗拱。{days} 天内打开下面的链接，设置自己的密码：\n\n{link}\n\n"
        "链接只能用一次。不认识这家公司的话，不用理会。\n",
    ),
    "en": (
        "You are invited",
        "{name},\n\n{by} invites you to Dougong at {company}. Open this link within {days} days and choose your password:\n\n"
        "{link}\n\nIt works once. If you don't know this company, ignore this mail.\n",
    ),
}


@job("accounts.mail_invitation")
def mail_invitation(ctx: JobContext, *, invitation_id: str, tries: int = 1) -> None:
    """The link is made here: it stands in no job and no log."""
    found = Invitation.objects.select_related("user").filter(pk=uuid.UUID(str(invitation_id))).first()
    if found is None or not found.open or not found.user.is_active or not found.user.email:
        return
    user = found.user
    language = "en" if user.language.startswith("en") else "zh"
    inviter = User.objects.filter(pk__in=[found.created_by_id]).values_list("name", flat=True).first()
    subject, body = _WORDS[language]
    link = page(f"/invitation#{services.new_key(found.pk)}")
    facts = {"name": user.name, "by": inviter or settings.DOUGONG_COMPANY, "company": settings.DOUGONG_COMPANY}
    told = body.format(**facts, days=LIFE.days, link=link)
    mails.send(user, subject, told, kind="accounts.mail_invitation", args={"invitation_id": invitation_id}, tries=tries)
