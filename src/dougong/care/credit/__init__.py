"""How far a client can be trusted with money: a grade by a versioned rule, explained; and what to heed when a contract is begun."""
