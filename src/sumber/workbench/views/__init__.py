"""What pages show, worked out of the ledger apart from HTTP and from templates."""
