"""Stage 4: mentions → facts: a figure with what it is of, its year, its basis or kind."""
