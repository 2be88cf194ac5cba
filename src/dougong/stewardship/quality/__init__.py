"""How good the dossiers are: rules that say what is missing, invalid, stale or contradictory, scores, and the steward's queue."""
