"""Opportunities follow their client."""

from dougong.clients.policies import CLIENT
from dougong.kit.merging import Mover, moves, recounts
from dougong.sales.models import Opportunity
from dougong.sales.services.story import count_open

moves(Mover(CLIENT, "sales.opportunity", "商机", "Opportunities", Opportunity, "client_id"))
recounts(CLIENT, count_open)
