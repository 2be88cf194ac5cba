from dougong.stewardship.backup import tasks as backup  # noqa: F401  register
from dougong.stewardship.duplicates import tasks as duplicates  # noqa: F401  register
from dougong.stewardship.quality import tasks as quality  # noqa: F401  register
