"""Saved filters that stay live, and the tags that such filters put and take."""
