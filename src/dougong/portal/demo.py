"""The demo company's one contact who may look in: 孙立衡, at a client whose project runs late."""

from __future__ import annotations

import datetime as dt

from dougong.accounts.actors import actor_by_id
from dougong.accounts.demo_people import CONTACT, DOMAIN, PASSWORD
from dougong.clients.services import add_contact
from dougong.contracts.models import Contract
from dougong.files.services import attach
from dougong.kit.demobuild import Demo
from dougong.portal import services
from dougong.privacy.selectors.notices import current
from dougong.privacy.services.consents import agree_in_window

#: The first contract with a project: about half a year old and some days late.
PLACE = 0
_PAPERS = (
    (
        "施工总进度计划.txt",
        "一、施工准备；二、设备与管线；三、电气与自控；四、调试与验收。各节点日期以客户窗口为准。\n",
    ),
    ("开工报告.txt", "开工条件已具备：图纸会审完成，主要设备已订货，现场三通一平。\n"),
)


def build(demo: Demo) -> None:
    login, name, title, _ = CONTACT
    contracts: list[Contract] = demo.made["contracts"]
    contract = contracts[min(PLACE, len(contracts) - 1)]
    seller = demo.actors[demo.login_of[contract.client.owner_id]]
    with demo.at(min(demo.today, (contract.signed_on or demo.today) + dt.timedelta(days=9))):
        contact = add_contact(
            seller,
            client_id=contract.client_id,
            name=name,
            post=title,
            email=f"{login}@{DOMAIN}",
            decision_role="decides",
            is_primary=True,
        )
        invited = services.invite(seller, contact_id=contact.pk)
        assert invited.token is not None
        user = services.open_invitation(token=invited.token, password=PASSWORD)
        if (notice := current("contact")) is not None and (person := actor_by_id(user.pk)) is not None:
            agree_in_window(person, notice_id=notice.pk)
        for filename, text in _PAPERS:
            attach(
                seller,
                resource="contracts.contract",
                object_id=contract.pk,
                filename=filename,
                data=text.encode(),
                shared_with_client=True,
            )
    demo.progress("客户窗口", 1, 1)
