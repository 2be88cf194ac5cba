from dougong.care.credit import tasks as credit  # noqa: F401  register
from dougong.care.segments import tasks as segments  # noqa: F401  register
from dougong.care.visits import tasks as visits  # noqa: F401  register
