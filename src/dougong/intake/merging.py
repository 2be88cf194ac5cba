"""Enquiries follow the dossier that was made of them."""

from dougong.clients.policies import CLIENT
from dougong.intake.models import Submission
from dougong.kit.merging import Mover, moves

moves(Mover(CLIENT, "intake.submission", "网上咨询", "Enquiries", Submission, "client_id"))
