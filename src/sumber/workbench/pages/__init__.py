"""Pages, each in its own file with its `router`, found by scanning."""
