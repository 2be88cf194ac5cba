"""Contracts follow their client, with all that was agreed and paid."""

from dougong.clients.policies import CLIENT
from dougong.contracts.models import Contract
from dougong.contracts.services.figures import refresh_client
from dougong.kit.merging import Mover, moves, recounts, stays

moves(Mover(CLIENT, "contracts.contract", "合同", "Contracts", Contract, "client_id"))
recounts(CLIENT, refresh_client)
stays("a concession names what it was granted for", "contracts.Concession.source_id")
