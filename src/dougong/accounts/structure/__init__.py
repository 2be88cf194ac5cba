"""The shape of the company: its tree of departments, who holds which posts, and who is whose manager."""
