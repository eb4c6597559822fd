"""The ledger: households and shops, the people in them, and who looks after whom."""
