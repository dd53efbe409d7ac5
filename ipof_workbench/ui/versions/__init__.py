"""Recording versions, freezing the theory, splitting and merging: the forms for what is done deliberately."""
