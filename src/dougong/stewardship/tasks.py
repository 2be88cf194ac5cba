from dougong.stewardship.backup import tasks  # noqa: F401  register
