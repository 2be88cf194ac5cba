"""A client's opportunities go with it; the statistics are built anew."""

from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, goes
from dougong.sales.models import Opportunity

goes(Part(CLIENT, "sales.opportunity", "商机", "Opportunities", Opportunity, "client_id"))
