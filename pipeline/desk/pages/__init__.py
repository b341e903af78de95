"""The pages of the desk: each takes Datasette's request and gives its response."""
