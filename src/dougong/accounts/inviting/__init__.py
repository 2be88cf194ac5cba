"""Letting people into the company: a mailed link with which they set their own password."""
