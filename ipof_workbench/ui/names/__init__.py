"""Replacing names: the page with the list, the places where they stand, and erasing what stood there before."""
