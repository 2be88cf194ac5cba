"""Hours belong for good to whoever worked them."""

from dougong.kit.handing import stays

stays("hours are whoever worked them", "timesheets.TimeEntry.person", "timesheets.Week.person")
