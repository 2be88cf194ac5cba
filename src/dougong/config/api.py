"""The API: the only place where routers are mounted."""

from typing import Any

from dougong.accounts.apart.api import router as apart
from dougong.accounts.api import router as accounts
from dougong.accounts.granting.api import router as granting
from dougong.accounts.inviting.api import router as inviting
from dougong.accounts.sign_in.api import router as sign_in
from dougong.accounts.sso.api import router as sso
from dougong.accounts.structure.api import router as structure
from dougong.approvals.api import router as approvals
from dougong.audit.api import router as audit
from dougong.care.api import credit, segments, visits
from dougong.clients.api import router as clients
from dougong.clients.merge.api import router as merges
from dougong.config.intake import install_limits
from dougong.contracts.api import router as contracts
from dougong.control.api import router as control
from dougong.files.api import router as files
from dougong.forms.api import router as forms
from dougong.imports.api import router as imports
from dougong.insights.api import router as insights
from dougong.intake.api import public as public_intake
from dougong.intake.api import router as intake
from dougong.intake.api import sending
from dougong.interviews.api import router as interviews
from dougong.kit.api import router as kit
from dougong.kit.contract import Api
from dougong.kit.http import StaffSession, install_problems
from dougong.loyalty.api import keeping as points_keeping
from dougong.loyalty.api import router as loyalty
from dougong.loyalty.gifts.api import router as points_gifts
from dougong.loyalty.proof.api import public as public_proof
from dougong.loyalty.proof.api import router as proof
from dougong.mall.api import router as mall
from dougong.notifications.api import router as notifications
from dougong.organisation.api import router as organisation
from dougong.oversight.api import router as oversight
from dougong.portal.api import router as portal
from dougong.portal.api import staff_router as portal_access
from dougong.privacy.api import router as privacy
from dougong.projects.api import router as projects
from dougong.requirements.api import router as requirements
from dougong.sales.api import router as sales
from dougong.search.api import router as search
from dougong.staffing.api import router as staffing
from dougong.stewardship.api import backups, duplicates, quality, similar
from dougong.timesheets.api import router as timesheets
from dougong.tokens.api import ApiTokenBearer, closed_to_tokens, install_door
from dougong.tokens.api import router as tokens
from dougong.wbs.api import router as wbs

FOR_PEOPLE: list[Any] = [closed_to_tokens, StaffSession()]
api = Api(title="Dougong", version="1", auth=FOR_PEOPLE, docs_url=None, openapi_url="/openapi.json")
install_problems(api)
install_limits(api)
install_door(api)

#: What an integration may use too, each request by its token's scopes. Everything else takes a person.
FOR_TOKENS: list[Any] = [ApiTokenBearer(), StaffSession()]
OPEN_TO_TOKENS = (clients, sending, files, sales, requirements, search, contracts, loyalty, projects, insights)
api.add_router("", accounts)
api.add_router("", structure)
api.add_router("", inviting)
api.add_router("", sign_in)
api.add_router("", sso)
api.add_router("", tokens)
api.add_router("", granting)
api.add_router("", apart)
api.add_router("", kit)
api.add_router("", audit)
api.add_router("", notifications)
api.add_router("", clients, auth=FOR_TOKENS)
api.add_router("", merges)
api.add_router("", segments)
api.add_router("", credit)
api.add_router("", visits)
api.add_router("", files, auth=FOR_TOKENS)
api.add_router("", forms)
api.add_router("", approvals)
api.add_router("", sales, auth=FOR_TOKENS)
api.add_router("", public_intake, auth=None)
api.add_router("", sending, auth=FOR_TOKENS)
api.add_router("", intake)
api.add_router("", interviews)
api.add_router("", requirements, auth=FOR_TOKENS)
api.add_router("", search, auth=FOR_TOKENS)
api.add_router("", contracts, auth=FOR_TOKENS)
api.add_router("", loyalty, auth=FOR_TOKENS)
api.add_router("", points_keeping)
api.add_router("", points_gifts)
api.add_router("", public_proof, auth=None)
api.add_router("", proof)
api.add_router("", mall)
api.add_router("", oversight)
api.add_router("", projects, auth=FOR_TOKENS)
api.add_router("", staffing)
api.add_router("", timesheets)
api.add_router("", control)
api.add_router("", wbs)
api.add_router("", imports)
api.add_router("", organisation)
api.add_router("", privacy)
api.add_router("", backups)
api.add_router("", duplicates)
api.add_router("", quality)
api.add_router("", similar)
api.add_router("", portal_access)
api.add_router("/portal", portal)
api.add_router("", insights, auth=FOR_TOKENS)
