"""A person's place among the resources is his own; what he was to do is assigned anew by whoever plans."""

from dougong.kit.handing import stays

stays("he himself, as somebody whom work needs", "staffing.Resource.user")
