"""Who looks after the proof. Heads are for everybody; a receipt is for whoever sees the entry."""

PROOF = "loyalty.proof"
