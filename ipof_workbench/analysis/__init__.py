"""Counts, frames and matrices over the stored evidence."""
