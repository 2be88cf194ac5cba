from dougong.insights.selectors.dashboard import dashboard

__all__ = ["dashboard"]
