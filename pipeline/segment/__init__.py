"""Stage 2: canonical text → folded shadow, clauses, sentences, section tree and words."""
