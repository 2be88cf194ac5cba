"""Clients that may be the one somebody is about to enter, told while he types."""
