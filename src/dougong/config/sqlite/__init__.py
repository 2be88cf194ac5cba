"""SQLite as a database engine of Django's, with the two costs of every page taken out: see `base`."""
