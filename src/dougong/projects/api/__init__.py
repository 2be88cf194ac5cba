"""HTTP doors of projects: the records, and their plans."""

from ninja import Router

from dougong.projects.api.acts import router as acts
from dougong.projects.api.baselines import router as baselines
from dougong.projects.api.plans import router as plans
from dougong.projects.api.records import router as records
from dougong.projects.api.tasks import router as tasks

router = Router(tags=["projects"])
router.add_router("", tasks)  # first: /tasks/report is no task
router.add_router("", records)
router.add_router("", plans)
router.add_router("", baselines)
router.add_router("", acts)
