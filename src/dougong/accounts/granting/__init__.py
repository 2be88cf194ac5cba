"""Roles and what they may do: kept, explained, and seen through another person's eyes."""
