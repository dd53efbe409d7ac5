"""The window: everything that knows the toolkit, and nothing else does."""
