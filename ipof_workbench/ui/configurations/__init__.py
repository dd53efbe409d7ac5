"""The Configurations page: the table of all configurations and everything on one of them."""
