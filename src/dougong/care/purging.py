"""What is kept about a dossier goes with it."""

from dougong.care.kept import KEPT
from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, goes

goes(*(Part(CLIENT, code, zh, en, model, "client_id") for code, zh, en, model in KEPT))
