"""Points given by one client to another: offered, consented to, carried over by the core with their expiry."""
