from dougong.tokens.api.door import ApiTokenBearer, closed_to_tokens, install_door
from dougong.tokens.api.tokens import router

__all__ = ["ApiTokenBearer", "closed_to_tokens", "install_door", "router"]
