from __future__ import annotations

DASHBOARD = "insights.dashboard"
