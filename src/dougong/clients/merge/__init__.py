"""Several dossiers of one client become one, and apart again."""
