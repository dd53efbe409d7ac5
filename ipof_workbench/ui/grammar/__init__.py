"""The grammar editor: the roles of the project's configurations."""
