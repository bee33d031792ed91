"""Resolution: from a draft to a reading, with names, dates and places resolved."""
