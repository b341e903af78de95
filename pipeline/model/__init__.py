"""Plain, frozen data types that every stage shares; they import no stage."""
