"""Interviews go with the client they were held with."""

from dougong.clients.policies import CLIENT
from dougong.interviews.models import Interview
from dougong.kit.purging import Part, goes

goes(Part(CLIENT, "interviews.interview", "访谈", "Interviews", Interview, "client_id"))
