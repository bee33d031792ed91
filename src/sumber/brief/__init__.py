"""Briefs: chosen propositions as a document to hand on, each sentence with footnotes that lead to kept words."""
