from dougong.stewardship.backup import resources as backup  # noqa: F401  register
from dougong.stewardship.duplicates import resources as duplicates  # noqa: F401  register
from dougong.stewardship.quality import resources as quality  # noqa: F401  register
