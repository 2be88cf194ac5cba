"""What counts as odd in a points ledger: each pattern is a pure function from lines to finds. Nothing here asks a database."""
