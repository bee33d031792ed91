"""Asking a ledger: what a person asks for, in words, names and days, as the filters of a search; alike on every surface."""
