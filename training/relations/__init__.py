"""Makes the learnt parts of corroboration: vectors of claims, weights for pairs of reports, trees for pairs of claims."""
