"""Turning the separation of system, security and audit duties (三权分立) on and off; its rules are `granting.separation`."""
