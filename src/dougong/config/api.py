"""The API: the only place where routers are mounted."""

from ninja import NinjaAPI

from dougong.accounts.api import router as accounts
from dougong.clients.api import router as clients
from dougong.files.api import router as files
from dougong.kit.api import router as kit
from dougong.kit.http import StaffSession, install_problems
from dougong.notifications.api import router as notifications

api = NinjaAPI(title="Dougong", version="1", auth=StaffSession(), docs_url=None, openapi_url="/openapi.json")
install_problems(api)
api.add_router("", accounts)
api.add_router("", kit)
api.add_router("", notifications)
api.add_router("", clients)
api.add_router("", files)
