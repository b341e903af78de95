"""Stage 3: text → mentions: figures with units, numbers that are names, citations, cover fields."""
