from dougong.audit.tests.chain import chain

__all__ = ["chain"]
