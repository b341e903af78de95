"""A made-up corpus of any size whose truth is known: invented offices, figures, faults."""
