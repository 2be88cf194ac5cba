"""A case that is open goes to whoever takes over; whom it is about stays."""

from django.db.models import Q

from dougong.kit.handing import Holding, holds, stays
from dougong.oversight.models import WatchCase
from dougong.oversight.policies import CASE

holds(Holding("oversight.case", "积分异常案件", "Points cases", WatchCase, "assigned_to", CASE, live=Q(state="open")))
stays("whom a case is about", "oversight.WatchCase.person")
