"""What the pages show, worked out from the ledger before any template sees it."""
