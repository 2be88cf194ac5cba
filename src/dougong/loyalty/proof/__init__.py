"""The proof of the points ledger: its entries in an RFC 6962 tree, signed heads, receipts, and finding what was tampered with."""
