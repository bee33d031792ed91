"""What pages show, worked out from what the ledger gives: values and pure functions."""
