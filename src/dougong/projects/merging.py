"""Projects follow their client."""

from dougong.clients.policies import CLIENT
from dougong.kit.merging import Mover, moves
from dougong.projects.models import Project

moves(Mover(CLIENT, "projects.project", "项目", "Projects", Project, "client_id"))
