"""A contact with traces everywhere: notes, steps, a request, a consent, the client's window."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from dougong.clients.models import Client, Contact
from dougong.clients.services import add_contact, add_note, add_step, create_client
from dougong.privacy.models import Notice
from dougong.privacy.services import consents
from tests.cast import Cast

NAME, PHONE, EMAIL = "孙立衡", "13812341234", "sun@qiyue.example"


@dataclass
class Traces:
    client: Client
    contact: Contact
    note: uuid.UUID


def traces(cast: Cast, *, name: str = NAME) -> Traces:
    client = create_client(cast.lin, name="启岳半导体（苏州）有限公司")
    contact = add_contact(cast.lin, client_id=client.pk, name=name, post="厂务总监", phone=PHONE, email=EMAIL)
    note = add_note(cast.lin, client_id=client.pk, kind="call", text=f"{name}说周五可以，回电 {PHONE}。报价 38 万。")
    add_step(cast.lin, client_id=client.pk, title=f"给{name}寄样本", kind="step", due_on=None, assignee_id=None)
    return Traces(client, contact, note.pk)


def published(cast: Cast, audience: str = "contact", text: str = "我们怎样使用你的信息") -> Notice:
    draft = consents.write_notice(cast.admin, audience=audience, zh=text, en="How we use your data")
    return consents.publish_notice(cast.admin, notice_id=draft.pk)
