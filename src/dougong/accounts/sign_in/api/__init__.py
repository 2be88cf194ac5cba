from ninja import Router

from dougong.accounts.sign_in.api import administrator, doors, own

router = Router(tags=["sign-in"])
router.add_router("", doors.router)
router.add_router("", own.router)
router.add_router("", administrator.router)
