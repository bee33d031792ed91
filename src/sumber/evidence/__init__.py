"""The evidence log: a Merkle tree over all that is kept, signed checkpoints, timestamps, and what verifies them.

It knows no database: what it checks comes through `Evidence`, which a ledger, a dump folder or a sealed file give.
"""
