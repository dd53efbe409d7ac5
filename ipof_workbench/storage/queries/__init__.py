"""Reads for lists, panels and tables: SQL in, narrow rows out. Each function takes a connection and no more."""
