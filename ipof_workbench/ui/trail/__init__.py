"""The Trail page: how the theory came to be what it is."""
