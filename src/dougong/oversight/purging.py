"""A client with points stays, and so do the cases about its account; an account without entries has none."""

from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, goes
from dougong.oversight.models import WatchCase

goes(Part(CLIENT, "oversight.case", "积分异常案件", "Points cases", WatchCase, "account__client_id"))
