"""Quotes and findings as evidence, wherever the window shows them."""
