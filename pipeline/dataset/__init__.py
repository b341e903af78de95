"""Stage: the tables of a run → a dataset that can be published, cited and read by any program."""
