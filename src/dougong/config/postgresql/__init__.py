"""PostgreSQL as a database engine of Django's, with one cost of every page taken out: see `base`."""
