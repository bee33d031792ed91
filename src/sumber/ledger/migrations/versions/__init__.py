"""The steps, one file each, named by its number."""
