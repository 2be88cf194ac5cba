"""People, teams and machines: what they can, when they are there, what they work at, and whether that is too much."""
