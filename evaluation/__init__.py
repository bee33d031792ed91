"""Evaluation: how well a reader finds claims, chains, names and dates in our own labelled reports."""
