"""The sources of the own corpus, written in any format that offices publish."""
