"""When each client is to be visited again, and which dossiers nobody has touched."""
