"""The trained reader: a small multilingual encoder with heads for names, claims, chains and events."""
