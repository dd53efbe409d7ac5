"""One module per format, found through the registry."""
