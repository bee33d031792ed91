"""Tables of facts compiled from packages that others keep; run by hand, never by a reader."""
