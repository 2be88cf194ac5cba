from dougong.stewardship.backup import resources  # noqa: F401  register
