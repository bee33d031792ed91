"""What is kept and what was found, as the plain values that every surface hands out as JSON."""
