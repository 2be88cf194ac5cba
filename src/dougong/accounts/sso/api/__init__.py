from ninja import Router

from dougong.accounts.sso.api import administrator, doors, own

router = Router(tags=["single sign-on"])
router.add_router("", doors.router)
router.add_router("", own.router)
router.add_router("", administrator.router)
