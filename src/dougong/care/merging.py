"""What is kept about a client goes with it when two dossiers become one; what is worked out is worked out anew."""

from dougong.care.credit.services import stand_again
from dougong.care.kept import KEPT
from dougong.clients.policies import CLIENT
from dougong.kit.merging import Mover, moves, recounts

_ANEW = ("care.member", "care.credit", "care.visit")

moves(
    *(
        Mover(CLIENT, code, zh, en, model, "client_id", drop=code in _ANEW, told=code not in _ANEW)
        for code, zh, en, model in KEPT
    )
)
recounts(CLIENT, stand_again)
