"""HTTP doors of hours, months and day labour."""

from ninja import Router

from dougong.timesheets.api.hours import router as hours
from dougong.timesheets.api.labour import router as labour

router = Router(tags=["timesheets"])
router.add_router("", hours)
router.add_router("", labour)
