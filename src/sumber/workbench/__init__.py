"""The workbench: a ledger in the browser, served on this machine for whoever sits at it."""
