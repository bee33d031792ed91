"""Benchmarks: speed against a named peer and stated limits, memory, and how cost grows."""
