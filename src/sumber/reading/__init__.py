"""Reading: from a document's text to a draft of mentions, dates, claims and chains."""
