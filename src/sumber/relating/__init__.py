"""What rests on what, over a ledger: the analysis looks at what is kept, and what it finds is kept beside it."""
