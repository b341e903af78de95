"""Stage 1: a file → canonical text, blocks, table grids and anchors."""
