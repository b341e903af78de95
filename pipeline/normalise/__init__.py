"""Stage 5: facts → canonical units, years, departments, regions; rows of the contract's tables."""
