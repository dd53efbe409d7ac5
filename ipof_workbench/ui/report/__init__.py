"""The Report page: what goes into the paper, seen before it is written."""
