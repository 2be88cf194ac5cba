"""Specifications follow their opportunity; the client's people in them are those that are left."""

from dougong.clients.merge.people import CONTACT
from dougong.kit.merging import Mover, moves
from dougong.requirements.models import PrototypeVersion, Requirement

moves(
    Mover(CONTACT, "requirements.agreed", "确认需求的联系人", "Who agreed", Requirement, "agreed_with_id", told=False),
    Mover(
        CONTACT, "requirements.feedback", "反馈原型的联系人", "Who spoke of prototypes", PrototypeVersion, "feedback_by_id",
        told=False,
    ),
)  # fmt: skip
