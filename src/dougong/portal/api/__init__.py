"""The client's window, with a session and a guard of its own, and the staff's two acts that open and close it."""

from dougong.portal.api import mall, points, privacy
from dougong.portal.api.access import router as staff_router
from dougong.portal.api.window import router

__all__ = ["router", "staff_router"]
