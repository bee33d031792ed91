"""Sample reports, all invented."""
