"""Interviews follow their client, and name the contact that is left."""

from dougong.clients.merge.people import CONTACT
from dougong.clients.policies import CLIENT
from dougong.interviews.models import Interview
from dougong.kit.merging import Mover, moves

moves(
    Mover(CLIENT, "interviews.interview", "访谈", "Interviews", Interview, "client_id"),
    Mover(
        CONTACT,
        "interviews.with",
        "访谈的受访人",
        "Whom interviews were held with",
        Interview,
        "contact_id",
        told=False,
    ),
)
