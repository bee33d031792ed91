"""The API below /api/v1, each kind of thing in its own file with its `router`, found by scanning."""
