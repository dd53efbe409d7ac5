"""Colours, sizes, fonts and icons of the window, for light and dark grounds."""
