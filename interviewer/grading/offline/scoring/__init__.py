"""From matches to features, likelihoods and verdicts."""
