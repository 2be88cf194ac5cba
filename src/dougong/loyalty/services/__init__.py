"""What can be done with points."""

from dougong.loyalty.services.desk import Happening
from dougong.loyalty.services.posting import Posted, expire, post, post_many

__all__ = ["Happening", "Posted", "expire", "post", "post_many"]
