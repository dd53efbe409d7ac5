"""The view in which quotes for a paper are chosen."""
