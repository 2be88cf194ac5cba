from dougong.care.credit import resources as credit  # noqa: F401  register
from dougong.care.segments import resources as segments  # noqa: F401  register
from dougong.care.visits import resources as visits  # noqa: F401  register
